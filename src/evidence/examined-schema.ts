import { z } from 'zod'
import { caseData, caseName, count, hex, text } from './case-schema.ts'
import { certificate } from './certificate-schema.ts'
import { declared } from './declared-schema.ts'

const threeValued = z.union([z.boolean(), z.literal('undecided')])
/** A number, or what JSON has no number for. */
const anyNumber = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity'])])

const extent = z.int().positive()
const extents = z.strictObject({
  queries: extent.describe('rows of q'),
  keys: extent.describe('rows of k and v'),
  width: extent.describe('of a row of q or k'),
  valueWidth: extent.describe('of a row of v'),
  queryHeads: extent.describe('heads of q'),
  keyHeads: extent.describe('heads of k and v'),
})

const deviation = z
  .strictObject({
    family: text.describe('of inputs, from which it was shrunk'),
    extents: extents.describe('of the lane'),
    inputs: z
      .strictObject({
        q: z.array(hex).describe('queries, [heads, queries, width]'),
        k: z.array(hex).describe('keys, [heads, keys, width]'),
        v: z.array(hex).describe('values, [heads, keys, width of values]'),
        mask: z.array(hex).optional().describe('1 where a query may use a key, [queries, keys]'),
      })
      .describe('of the lane, row-major'),
    of: z.enum(['weights', 'output']).describe('in which of the arrays that were returned'),
    at: count.describe('place in the array that was returned for the lane, row-major'),
    returned: hex,
    value: hex.describe("the definition's number, in float64"),
    low: hex.describe('the least that an honest implementation answers'),
    high: hex.describe('honest implementations answer between low and high'),
    certificate: certificate.optional().describe('of the one head that the number belongs to'),
  })
  .describe('the first number, shrunk, that no honest implementation returns')

const cell = z.strictObject({
  scoresBelow: anyNumber.describe('limit on the size of scores'),
  tokensAtMost: anyNumber.describe('limit on the number of keys'),
  numbers: count.describe('that were compared'),
  nonFinite: count.describe('returned as infinity or no number where the definition is finite'),
  deviating: count.describe('no honest answers'),
  median: z.number().describe('errors in units in the last place: half of them are at most this'),
  ninetyNine: z.number().describe('99 of 100 are at most this'),
  largest: z.number().describe('error in units in the last place'),
})

const returned = z.strictObject({
  status: z
    .enum(['holds', 'violated', 'not numbers', 'undecided'])
    .describe('not numbers: nowhere violated, and some returned numbers are NaN or infinite'),
  meaning: text.describe('the same in a sentence'),
  counts: z
    .strictObject({
      satisfied: count.describe('true of the returned numbers'),
      violated: count.describe('false of them'),
      notNumbers: count.describe('not true, and a number that is compared is NaN or infinite'),
      undecided: count.describe('not even the returned numbers tell'),
      discarded: count.describe('the hypothesis is false of them'),
      rounded: count.describe('of all: the attention was given the nearest numbers that its precision has'),
    })
    .describe('cases by what became of them'),
  reasons: z
    .strictObject({
      rounding: count.describe('they may'),
      beyond: count.describe('they may not'),
      unknown: count.describe('nobody knows'),
    })
    .describe(
      'of cases that do not satisfy the claim: whether honest implementations may return these numbers',
    ),
  first: z
    .strictObject({
      case: caseName.describe('by which it is drawn again'),
      repeats: z.boolean().describe('whether it answered in the same way when it was asked again'),
      shrunk: caseData.describe('the case made as simple as it still does not satisfy the claim'),
      original: caseData.describe('the case as it was drawn'),
    })
    .optional()
    .describe('a case that does not satisfy the claim'),
})

const property = z.strictObject({
  claim: text.describe('its id'),
  title: text.describe('what is claimed, in words'),
  reals: z
    .strictObject({
      status: text.describe('the verdict over the reals'),
      meaning: text.describe('the same in a sentence'),
    })
    .optional()
    .describe('of the definition'),
  returned: z
    .union([
      returned,
      z.strictObject({ notApplicable: text.describe('why the claim does not fit what is returned') }),
    ])
    .optional()
    .describe('what the claim says of the numbers that were returned'),
  beyondRounding: z
    .union([z.boolean(), z.literal('undecided')])
    .optional()
    .describe(
      'whether a number was returned that rounding does not explain, in a case that does not satisfy it',
    ),
  leftOut: z
    .strictObject({
      cases: count.describe('left out'),
      of: count.describe('so many that were drawn'),
      reason: text.describe('why the attention does not take them'),
    })
    .optional()
    .describe('cases of shapes that the attention does not take'),
  notApplicable: text.optional().describe('why the claim does not fit the attention'),
  error: text.optional().describe('why the claim failed'),
})

const implementationProperty = z.strictObject({
  property: text.describe('its name'),
  title: text.describe('in words'),
  statement: text.describe('what exactly has to hold'),
  holds: threeValued.optional().describe('bit for bit, or exactly as the statement says'),
  beyondRounding: threeValued.optional().describe('whether some difference is more than rounding explains'),
  meaning: text.optional().describe('what was found, in a sentence'),
  counts: z
    .strictObject({
      lanes: count.describe('that were asked for'),
      rows: count.describe('of which the property says something'),
      differing: count.describe('rows that do not satisfy it bit for bit'),
      beyond: count.describe('of these, rows in which no two honest answers differ so much'),
      unknown: count.describe('rows of which that is not known'),
    })
    .optional()
    .describe('what it was tried on'),
  notApplicable: text.optional().describe('why it does not fit the attention'),
  failed: text.optional().describe('why it could not be tried'),
})

/** Somebody's attention, and what was found about it. */
export const examined = z
  .strictObject({
    subject: text.describe('how it calls itself'),
    version: text.optional().describe('of it, as it says'),
    device: text.optional().describe('where it runs, as it says'),
    origin: text.describe('the module, command, model or file that answered'),
    gives: z.array(z.enum(['weights', 'output'])).describe('what it answers with'),
    definition: text.describe('what it is said to be, in a few words'),
    declared,
    conforms: threeValued.describe(
      'whether every number that was compared is one that an honest implementation may return',
    ),
    meaning: text.describe('the same in a sentence'),
    counts: z
      .strictObject({
        lanes: count.describe('inputs that were asked for'),
        numbers: count.describe('that were returned'),
        compared: count.describe('numbers of which something is demanded'),
        deviatingLanes: count.describe('with a number that no honest implementation returns'),
        nonFiniteLanes: count.describe(
          'of these, those whose first is an infinity or NaN where the definition is finite',
        ),
        unboundedNumbers: count.describe('numbers of which nothing is demanded'),
        unboundedNonFinite: count.describe('of these, those that are infinite or NaN'),
        emptyRows: z
          .strictObject({
            zero: count.describe('answered with zeros'),
            nan: count.describe('answered with NaN'),
            mean: count.describe('answered with the mean of the values'),
            other: count.describe('answered in another way'),
          })
          .describe('queries without keys'),
      })
      .describe('what was compared'),
    families: z
      .array(
        z.strictObject({
          family: text.describe('its name'),
          lanes: count.describe('from it'),
          deviatingLanes: count.describe('of these, those that deviate'),
        }),
      )
      .describe('of inputs'),
    deviation: deviation.optional(),
    diagnosis: z
      .array(
        z.strictObject({
          name: text.describe('of the mistake'),
          sentence: text.describe('the same in words'),
        }),
      )
      .describe('mistakes that explain what was returned'),
    accuracy: z.array(cell).describe('errors by the size of scores and the number of keys'),
    properties: z.array(property).describe('claims, about the definition and about what was returned'),
    implementation: z.array(implementationProperty).describe('properties that only implementations have'),
    required: z
      .array(
        z.strictObject({
          property: text.describe('its name'),
          holds: threeValued.describe('whether it does'),
        }),
      )
      .describe('what the command required'),
    failed: z
      .strictObject({
        during: z.enum(['comparison', 'properties']).describe('what was asked for'),
        message: text.describe('what became of it'),
      })
      .optional()
      .describe('why it stopped answering; what was judged before stands here'),
  })
  .describe('an attention that was examined, and what was found')

export type ExaminedEvidence = z.infer<typeof examined>
