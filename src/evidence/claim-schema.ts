import { z } from 'zod'
import { CLAIM_KINDS } from '../claim/claim.ts'
import { ATTRIBUTIONS } from '../claim/source.ts'
import {
  caseName,
  confidence,
  count,
  decisiveCase,
  failure,
  hex,
  nondeterminism,
  share,
  text,
} from './case-schema.ts'
import { origin } from './origin-schema.ts'
import { ablation, control, mutant, restriction } from './variant-schema.ts'

const status = z.enum(['proved', 'certified', 'supported', 'consistent', 'inconclusive', 'refuted'])
const expected = z.enum(['holds', 'consistent', 'refuted'])

/** What keeps a verdict from being conclusive. */
const lacks = z
  .strictObject({
    what: z
      .enum(['cases', 'decisions', 'tests', 'regions', 'witness', 'agreement', 'code'])
      .describe(
        'cases: too few were tried; decisions: too many are left open; tests: none tested anything; regions: some are not reached; witness: there was none, and no obstruction; agreement: arithmetics contradict each other, or the engine itself; code: that of the claim failed',
      ),
    cases: count
      .optional()
      .describe('so many in all, from the same first one on, would do if the others come out like these'),
    about: z.boolean().optional().describe('whether that number is a guess, rounded up'),
  })
  .optional()

const verdict = z.strictObject({
  reals: z.strictObject({ status, meaning: text, lacks }),
  float32: z
    .strictObject({
      status,
      meaning: text,
      lacks,
      cases: z.strictObject({
        satisfied: count,
        violated: z
          .strictObject({
            rounding: count.describe('over the reals they are satisfied, and rounding errors explain that'),
            statement: count.describe('over the reals they are violated too'),
            unexplained: count,
          })
          .describe('by what is known of the reason'),
        nonFinite: count.describe('not satisfied, and a number that is compared is NaN or infinite'),
        undecided: count,
        discarded: count,
      }),
      witnesses: z
        .array(z.strictObject({ subject: text, case: caseName }))
        .optional()
        .describe('the first for each subject'),
      counterexample: decisiveCase.optional(),
    })
    .optional(),
})

/** Cases by what became of them over the reals. */
const counts = {
  satisfied: count,
  consistent: count.describe('both sides of an equality overlap: neither refuted nor confirmed'),
  violated: count,
  undecided: count,
  open: count.describe('its hypothesis was not decided'),
  discarded: count.describe('its hypothesis is certainly false'),
}

/** The cases that limits on failures come from, and those of them that certainly satisfy the claim. */
const sample = z.strictObject({ cases: count, satisfied: count })

/** A limit on the probability of failure. */
const limited = z.strictObject({ limit: share, confidence })

/** What was counted of a part of the cases. */
const member = z.strictObject({
  of: z.enum(['subject', 'distribution']),
  name: text,
  cases: z.strictObject(counts),
  sample,
  failureRateAtMost: share.nullable().describe('of what this part is a sample of'),
})

/** A limit on the slopes of all cases, and the case whose own it is. */
const slope = z.strictObject({ case: caseName, limit: hex })

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
  imports: z
    .array(
      z.strictObject({ path: text, hash: z.string().regex(/^(sha256:[0-9a-f]{64}|version:.+|unknown)$/) }),
    )
    .describe('what that file imports, and what these import'),
  origin: origin.optional(),
  baseline: z
    .string()
    .optional()
    .describe('the digest of the file that it was taken over from, where it was not judged in this run'),
  expect: z.strictObject({ reals: expected, float32: expected.optional() }),
  verdict,
  asExpected: z.boolean(),
  range: z
    .strictObject({
      from: count,
      to: count,
      of: z
        .strictObject({ from: count, to: count })
        .optional()
        .describe('of a shard: the cases that all shards try together'),
    })
    .describe('indices of the cases tried, `to` excluded'),
  cases: z.strictObject({
    ...counts,
    byTier: z
      .strictObject({ device: count, running: count, interval: count, mpfr: count, exact: count })
      .describe('cases decided by each'),
    discardedByDevice: count.describe('no other arithmetic says that their hypothesis is false'),
    byForm: count.describe('satisfied for all inputs of these shapes; no part of the sample'),
  }),
  sample: sample.describe(
    'cases in which no equality was left to enclosures alone, and that the form of the program does not decide',
  ),
  members: z.array(member).describe('each subject where there are several, and each named distribution'),
  undecided: z
    .array(caseName)
    .describe(
      'the cases of which no arithmetic decided the claim or its hypothesis, the first thousand of them',
    ),
  rechecked: z
    .strictObject({ cases: count, open: count, contradictions: z.array(caseName) })
    .describe(
      'cases that the device decided and the interval tier decided again: all violated ones, and a random share',
    ),
  demand: share.describe('the largest probability of failure that a supported claim may leave open'),
  failureRateAtMost: limited
    .nullable()
    .describe('possible failures: undecided, open, and equalities that nothing but enclosures looked at'),
  apartAtMost: limited
    .extend({ width: hex.describe('by more than this') })
    .nullable()
    .describe('of equalities: a limit on the probability that they fail by more than a width'),
  trivial: z
    .strictObject({ name: text, reached: count, cases: count })
    .nullable()
    .describe('where the claim holds for another reason than its own; null: not known'),
  tightness: z
    .strictObject({ case: caseName, atLeast: hex })
    .nullable()
    .describe('the largest certain ratio of the sides of the inequality; null: not known'),
  worst: z.strictObject({ case: caseName, margin: hex, bound: hex }).optional(),
  widest: z.strictObject({ case: caseName, width: hex }).optional().describe('of the consistent cases'),
  counterexample: decisiveCase.optional(),
  witnesses: z.array(decisiveCase).describe('one for each subject'),
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
      confidence: confidence.describe('of each limit, of one side'),
      event: share.nullable().describe('the probability by closed form'),
      power: share
        .nullable()
        .describe('the probability that so many draws support the claim, from its closed form'),
    })
    .optional(),
  scaling: z
    .strictObject({
      exponent: z.number(),
      spacing: z.number(),
      least: slope.nullable().describe('no slope of any decided case is smaller'),
      most: slope.nullable(),
    })
    .optional(),
  controls: z.array(control),
  ablations: z.array(ablation),
  restrictions: z.array(restriction),
  mutants: z.array(mutant).describe('the claim with a constant moved by 2 % to the false side'),
  inputs: z.strictObject({
    shapes: z.array(z.string()),
    distributions: z.record(z.string(), count),
    coverage: z.array(
      z.strictObject({ name: text, atLeast: share, reached: count, cases: count, met: z.boolean() }),
    ),
  }),
  nondeterminism: z.array(nondeterminism).describe('the engine gave two results for one input'),
  error: failure.optional().describe('the predicate threw or returned no proposition'),
})
