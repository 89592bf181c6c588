import { z } from 'zod'
import { caseData, caseName, count, hex, text } from './case-schema.ts'
import { certificate } from './certificate-schema.ts'

const threeValued = z.union([z.boolean(), z.literal('undecided')])
const aligned = z.enum(['start', 'end'])
const precision = z.enum(['float32', 'float16', 'bfloat16'])
/** A number, or what JSON has no number for. */
const anyNumber = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity'])])

const declared = z
  .strictObject({
    mechanism: z.union([z.literal('softmax'), z.strictObject({ featureMap: text, normalised: z.boolean() })]),
    scale: z.union([z.number(), z.enum(['none', 'inverse-sqrt-width'])]),
    mask: z.union([
      z.strictObject({ kind: z.enum(['none', 'given']) }),
      z.strictObject({ kind: z.literal('causal'), aligned }),
      z.strictObject({ kind: z.literal('window'), size: z.int().positive(), aligned }),
    ]),
    position: z.union([
      z.strictObject({ kind: z.enum(['none', 'alibi']) }),
      z.strictObject({
        kind: z.literal('rotary'),
        base: z.number(),
        pairs: z.enum(['neighbours', 'halves']),
      }),
    ]),
    heads: z.strictObject({ query: z.int().positive(), key: z.int().positive() }),
    precision,
    accumulation: precision,
    emptyRow: z.enum(['zero', 'nan', 'mean']).optional(),
  })
  .describe('what the attention is said to be')

const extent = z.int().positive()
const extents = z.strictObject({
  queries: extent,
  keys: extent,
  width: extent,
  valueWidth: extent,
  queryHeads: extent,
  keyHeads: extent,
})

const deviation = z
  .strictObject({
    family: text,
    extents,
    inputs: z.strictObject({
      q: z.array(hex),
      k: z.array(hex),
      v: z.array(hex),
      mask: z.array(hex).optional(),
    }),
    of: z.enum(['weights', 'output']),
    at: count.describe('place in the array that was returned for the lane, row-major'),
    returned: hex,
    value: hex.describe("the definition's number, in float64"),
    low: hex,
    high: hex.describe('honest implementations answer between low and high'),
    certificate: certificate.optional().describe('of the one head that the number belongs to'),
  })
  .describe('the first number, shrunk, that no honest implementation returns')

const cell = z.strictObject({
  scoresBelow: anyNumber,
  tokensAtMost: anyNumber,
  numbers: count,
  nonFinite: count.describe('returned as infinity or no number where the definition is finite'),
  deviating: count.describe('no honest answers'),
  median: z.number().describe('errors in units in the last place: half of them are at most this'),
  ninetyNine: z.number().describe('99 of 100 are at most this'),
  largest: z.number(),
})

const returned = z.strictObject({
  status: z
    .enum(['holds', 'violated', 'not numbers', 'undecided'])
    .describe('not numbers: nowhere violated, and some returned numbers are NaN or infinite'),
  meaning: text,
  counts: z.strictObject({
    satisfied: count,
    violated: count,
    notNumbers: count,
    undecided: count,
    discarded: count,
    rounded: count.describe('of all: the attention was given the nearest numbers that its precision has'),
  }),
  reasons: z
    .strictObject({ rounding: count, beyond: count, unknown: count })
    .describe(
      'of cases that do not satisfy the claim: whether honest implementations may return these numbers',
    ),
  first: z
    .strictObject({
      case: caseName,
      repeats: z.boolean().describe('whether it answered in the same way when it was asked again'),
      shrunk: caseData,
      original: caseData,
    })
    .optional()
    .describe('a case that does not satisfy the claim'),
})

const property = z.strictObject({
  claim: text,
  title: text,
  reals: z.strictObject({ status: text, meaning: text }).optional().describe('of the definition'),
  returned: z
    .union([returned, z.strictObject({ notApplicable: text })])
    .optional()
    .describe('what the claim says of the numbers that were returned'),
  beyondRounding: z
    .union([z.boolean(), z.literal('undecided')])
    .optional()
    .describe(
      'whether a number was returned that rounding does not explain, in a case that does not satisfy it',
    ),
  leftOut: z
    .strictObject({ cases: count, of: count, reason: text })
    .optional()
    .describe('cases of shapes that the attention does not take'),
  notApplicable: text.optional().describe('why the claim does not fit the attention'),
  error: text.optional(),
})

const implementationProperty = z.strictObject({
  property: text,
  title: text,
  statement: text,
  holds: threeValued.optional().describe('bit for bit, or exactly as the statement says'),
  beyondRounding: threeValued.optional().describe('whether some difference is more than rounding explains'),
  meaning: text.optional(),
  counts: z
    .strictObject({
      lanes: count,
      rows: count.describe('of which the property says something'),
      differing: count,
      beyond: count.describe('of these, rows in which no two honest answers differ so much'),
      unknown: count,
    })
    .optional(),
  notApplicable: text.optional(),
  failed: text.optional(),
})

/** Somebody's attention, and what was found about it. */
export const examined = z
  .strictObject({
    subject: text,
    version: text.optional(),
    device: text.optional(),
    origin: text.describe('the module, command, model or file that answered'),
    gives: z.array(z.enum(['weights', 'output'])),
    definition: text,
    declared,
    conforms: threeValued,
    meaning: text,
    counts: z.strictObject({
      lanes: count,
      numbers: count,
      compared: count.describe('numbers of which something is demanded'),
      deviatingLanes: count,
      nonFiniteLanes: count,
      unboundedNumbers: count,
      unboundedNonFinite: count,
      emptyRows: z.strictObject({ zero: count, nan: count, mean: count, other: count }),
    }),
    families: z.array(z.strictObject({ family: text, lanes: count, deviatingLanes: count })),
    deviation: deviation.optional(),
    diagnosis: z.array(z.strictObject({ name: text, sentence: text })),
    accuracy: z.array(cell),
    properties: z.array(property),
    implementation: z.array(implementationProperty),
    required: z.array(z.strictObject({ property: text, holds: threeValued })),
    failed: z
      .strictObject({ during: z.enum(['comparison', 'properties']), message: text })
      .optional()
      .describe('why it stopped answering; what was judged before stands here'),
  })
  .describe('an attention that was examined, and what was found')

export type ExaminedEvidence = z.infer<typeof examined>
