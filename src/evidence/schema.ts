import { z } from 'zod'
import { CLAIM_KINDS } from '../claim/claim.ts'
import { ATTRIBUTIONS } from '../claim/source.ts'
import { errorLimits, foundPrecision } from '../engine/precision/found.ts'
import { certificate, hexFloat } from './certificate-schema.ts'
import { TIERS } from './tiers.ts'

/** The value of `format`, by which a file is known to be evidence. */
export const FORMAT = 'attention-assay/evidence'
/** The version of the format that this module describes. */
export const VERSION = 1

// zod's numbers exclude NaN and infinities, so no JSON number can have been one.
const count = z.int().nonnegative()
const share = z.number().min(0).max(1)
const confidence = z.number().gt(0).lt(1)
const hex = hexFloat.describe('a float64 as a C99 hexadecimal float')
const text = z.string().min(1)

/** The name of a case: with the claim, all that is needed to make it again. */
const caseName = z.strictObject({ seed: z.int(), index: count }).meta({ id: 'caseName' })

/** The arrays of a case by name, row-major, each number as a hexadecimal float. */
const caseData = z
  .record(z.string(), z.strictObject({ shape: z.array(count), data: z.array(hex) }))
  .meta({ id: 'caseData' })

const reading = z.enum(['reals', 'float32'])
const tier = z.enum(TIERS)

/** A case that decides a reading of a claim: a counterexample or a witness. */
const decisiveCase = z
  .strictObject({
    case: caseName,
    reading,
    tier: tier.describe('the arithmetic that decided'),
    margin: hex.describe('the difference that the deciding atom compares'),
    bound: hex.describe('how far the margin can be from the true one'),
    shrunk: caseData,
    original: caseData,
    certificate: certificate
      .optional()
      .describe(
        'of the shrunk case, over the reals; a probability and a slope are decided by no single case',
      ),
  })
  .meta({ id: 'decisiveCase' })

const nondeterminism = z.strictObject({
  case: caseName,
  reading,
  first: text.describe('what came out in the batch'),
  again: text.describe('what came out when the same inputs were run again, alone'),
})

const status = z.enum(['proved', 'certified', 'supported', 'inconclusive', 'refuted'])
const expected = z.enum(['holds', 'refuted'])

const verdict = z.strictObject({
  reals: z.strictObject({ status, meaning: text }),
  float32: z
    .strictObject({
      status,
      meaning: text,
      cases: z.strictObject({ satisfied: count, violated: count, undecided: count, discarded: count }),
      counterexample: decisiveCase.optional(),
    })
    .optional(),
})

const control = z.strictObject({
  name: text,
  refuted: z.boolean(),
  expected: z.literal('refuted'),
  case: caseName.optional().describe('the killing case; replays as a variant of the claim'),
  tier: tier.optional(),
  shrunk: caseData.optional(),
  certificate: certificate.optional(),
  casesTried: count,
})

/** What a campaign found out about one claim. */
export const claimEvidence = z.strictObject({
  id: text,
  title: text,
  statement: text.describe('in TeX'),
  theme: text,
  kind: z.enum(CLAIM_KINDS),
  subject: z.union([text, z.array(text).min(1)]),
  source: z.strictObject({
    attribution: z.enum(ATTRIBUTIONS),
    note: z.string().optional(),
    arxiv: z.string().optional(),
  }),
  sourceHash: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/)
    .describe('of the file that declares the claim'),
  expect: z.strictObject({ reals: expected, float32: expected.optional() }),
  verdict,
  asExpected: z.boolean(),
  range: z.strictObject({ from: count, to: count }).describe('indices of the cases tried, `to` excluded'),
  cases: z.strictObject({
    satisfied: count,
    consistent: count.describe('both sides of an equality overlap: neither refuted nor confirmed'),
    violated: count,
    undecided: count,
    discarded: count.describe('a hypothesis was not certainly true'),
    byTier: z
      .strictObject({ device: count, running: count, interval: count, mpfr: count, exact: count })
      .describe('cases decided by each'),
  }),
  undecided: z.array(caseName).describe('the cases that no arithmetic decided, the first thousand of them'),
  rechecked: z
    .strictObject({ cases: count, contradictions: z.array(caseName) })
    .describe(
      'cases that the device decided and the interval tier decided again: all violated ones, and a random share',
    ),
  failureRateAtMost: z.strictObject({ limit: share, confidence }).nullable(),
  worst: z.strictObject({ case: caseName, margin: hex, bound: hex }).optional(),
  widest: z.strictObject({ case: caseName, width: hex }).optional().describe('of the consistent cases'),
  counterexample: decisiveCase.optional(),
  witness: decisiveCase.optional(),
  probability: z
    .strictObject({
      relation: z.enum(['atLeast', 'atMost']),
      bound: z.number(),
      formula: z.string(),
      events: count,
      draws: count,
      undecided: count,
      lower: share,
      upper: share,
      confidence,
    })
    .optional(),
  scaling: z
    .strictObject({
      exponent: z.number(),
      spacing: z.number(),
      mean: z.number().nullable(),
      lower: z.number().nullable(),
      upper: z.number().nullable(),
      confidence,
      cases: count,
    })
    .optional(),
  controls: z.array(control),
  ablations: z.array(control.extend({ hypothesis: text })),
  restrictions: z.array(
    z.strictObject({
      name: text,
      hypothesis: text,
      refuted: z.boolean().describe('expected to be false'),
      case: caseName.optional(),
      casesTried: count,
      decided: count,
    }),
  ),
  inputs: z.strictObject({
    shapes: z.array(z.string()),
    distributions: z.record(z.string(), count),
    coverage: z.array(
      z.strictObject({ name: text, atLeast: share, reached: count, cases: count, met: z.boolean() }),
    ),
  }),
  nondeterminism: z.array(nondeterminism).describe('the engine gave two results for one input'),
  error: z
    .strictObject({ message: text, case: caseName.optional() })
    .optional()
    .describe('the predicate threw or returned no proposition'),
})

/** A file of evidence. */
export const evidence = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  complete: z.boolean().describe('false: the run was interrupted, or still goes on'),
  run: z.strictObject({
    tool: text,
    version: text,
    commit: z.string().nullable(),
    command: text,
    seed: z.int(),
    selected: z.array(text).describe('the claims that were asked for, by their ids'),
    node: text,
    os: text,
    startedAt: z.iso.datetime(),
    seconds: z.number().nonnegative(),
    arithmetics: z
      .strictObject({ mpfr: text, exact: text })
      .describe('what decided beyond the float64 enclosures, or why it was missing'),
  }),
  engine: z.strictObject({
    name: text,
    device: text,
    accelerator: z
      .enum(['gpu', 'software', 'none'])
      .describe('software: a GPU interface that a processor emulates'),
    versions: z.record(z.string(), z.string()).describe('everything that decides what the kernels return'),
    settings: z
      .record(z.string(), z.string())
      .describe('switches that change results, and where each came from'),
    notes: z.array(z.string()),
    profile: z.strictObject({
      origin: z.literal('measured').describe('limits: the worse of what is stated and what was found'),
      ...errorLimits,
      found: foundPrecision,
      widened: z.array(text).describe('what was found worse than stated'),
    }),
    reason: z.string().describe('why this engine was taken'),
    notRun: z.array(z.string()).describe('engines that could not start, and why'),
  }),
  claims: z.array(claimEvidence),
  digest: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/)
    .optional()
    .describe(
      'of the rest of the file, in the form in which this program writes it: finds damage, not forgery',
    ),
})

export type Evidence = z.infer<typeof evidence>
export type ClaimEvidence = z.infer<typeof claimEvidence>
export type CaseData = z.infer<typeof caseData>
export type Nondeterminism = z.infer<typeof nondeterminism>
export type DecisiveCase = z.infer<typeof decisiveCase>
export type ControlEvidence = z.infer<typeof control>
