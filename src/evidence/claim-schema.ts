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
import { search } from './search-schema.ts'
import { origin } from './origin-schema.ts'
import { time } from './time-schema.ts'
import { expected, verdict } from './verdict-schema.ts'
import { ablation, control, mutant, restriction } from './variant-schema.ts'

/** Cases by what became of them over the reals. */
const counts = {
  satisfied: count.describe('certainly true'),
  consistent: count.describe('both sides of an equality overlap: neither refuted nor confirmed'),
  violated: count.describe('certainly false'),
  undecided: count.describe('no arithmetic could tell'),
  open: count.describe('its hypothesis was not decided'),
  discarded: count.describe('its hypothesis is certainly false'),
}

/** The cases that limits on failures come from, and those of them that certainly satisfy the claim. */
const sample = z.strictObject({
  cases: count.describe('in the sample'),
  satisfied: count.describe('of these, those that are certainly true'),
})

/** A limit on the probability of failure. */
const limited = z.strictObject({
  limit: share.describe('the probability is not above it'),
  confidence,
})

/** What was counted of a part of the cases. */
const member = z.strictObject({
  of: z.enum(['subject', 'distribution']).describe('what it is a part by'),
  name: text.describe('of the subject or distribution'),
  cases: z.strictObject(counts).describe('by what became of them over the reals'),
  sample: sample.describe('of the part'),
  failureRateAtMost: share.nullable().describe('of what this part is a sample of'),
})

/** A limit on the slopes of all cases, and the case whose own it is. */
const slope = z.strictObject({ case: caseName.describe('whose slope it is'), limit: hex })

/** What a campaign found out about one claim. */
export const claimEvidence = z.strictObject({
  id: text.describe('its name, which is that of its file'),
  title: text.describe('what is claimed, in words'),
  statement: text.describe('in TeX'),
  theme: text.describe('the folder of its file'),
  kind: z.enum(CLAIM_KINDS).describe('how its inputs are quantified'),
  subject: z.union([text, z.array(text).min(1)]).describe('the attention mechanisms that it is about'),
  source: z
    .strictObject({
      attribution: z.enum(ATTRIBUTIONS).describe('what is known of where the statement is from'),
      note: z.string().optional().describe('whom to cite, or what was derived from what'),
      arxiv: z.string().optional().describe('identifier of the paper on arXiv'),
    })
    .describe('of the statement'),
  sourceHash: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/)
    .describe('of the file that declares the claim'),
  imports: z
    .array(
      z.strictObject({
        path: text.describe("from the folder of the claim's file; of a package npm: and its name"),
        hash: z
          .string()
          .regex(/^(sha256:[0-9a-f]{64}|version:.+|unknown)$/)
          .describe('of the file, or the version of the package; unknown: it could not be read'),
      }),
    )
    .describe('what that file imports, and what these import'),
  origin: origin.optional(),
  time: time.optional(),
  baseline: z
    .string()
    .optional()
    .describe('the digest of the file that it was taken over from, where it was not judged in this run'),
  expect: z
    .strictObject({
      reals: expected.describe('of the verdict over the reals'),
      float32: expected.optional().describe('of the verdict in float32; left out: anything'),
    })
    .describe('what the author of the claim expects'),
  verdict: verdict.describe('what was found, in each reading'),
  asExpected: z.boolean().describe('whether verdicts and variants came out as the claim expects'),
  range: z
    .strictObject({
      from: count.describe('the first'),
      to: count.describe('one beyond the last'),
      of: z
        .strictObject({ from: count.describe('the first'), to: count.describe('one beyond the last') })
        .optional()
        .describe('of a shard: the cases that all shards try together'),
    })
    .describe('indices of the cases tried, `to` excluded'),
  cases: z
    .strictObject({
      ...counts,
      byTier: z
        .strictObject({
          device: count.describe('float32 on the engine, with bounds from the spans of the inputs'),
          running: count.describe('float32 on the engine, with bounds that are computed beside it'),
          interval: count.describe('enclosures in float64'),
          mpfr: count.describe('enclosures of more bits'),
          exact: count.describe('exact numbers'),
        })
        .describe('cases decided by each'),
      discardedByDevice: count.describe('no other arithmetic says that their hypothesis is false'),
      byForm: count.describe('satisfied for all inputs of these shapes; no part of the sample'),
    })
    .describe('by what became of them over the reals'),
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
    .strictObject({
      cases: count.describe('decided again'),
      open: count.describe('of these, those that the interval tier left open'),
      contradictions: z.array(caseName).describe('of which the two certainly say opposite things'),
    })
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
    .strictObject({
      name: text.describe('of the reason'),
      reached: count.describe('cases in which it certainly holds for that reason'),
      cases: count.describe('of so many'),
    })
    .nullable()
    .describe('where the claim holds for another reason than its own; null: not known'),
  tightness: z
    .strictObject({ case: caseName.describe('of the largest ratio'), atLeast: hex })
    .nullable()
    .describe('the largest certain ratio of the sides of the inequality; null: not known'),
  worst: z
    .strictObject({ case: caseName.describe('that was satisfied most narrowly'), margin: hex, bound: hex })
    .optional()
    .describe('the satisfied case whose margin exceeds its bound least'),
  widest: z
    .strictObject({ case: caseName.describe('whose sides may differ most'), width: hex })
    .optional()
    .describe('of the consistent cases'),
  counterexample: decisiveCase.optional().describe('the first case that refutes the claim over the reals'),
  witnesses: z.array(decisiveCase).describe('one for each subject'),
  search: search.optional(),
  probability: z
    .strictObject({
      relation: z.enum(['atLeast', 'atMost', 'equals']).describe('the probability is claimed to be so'),
      bound: z.number().describe('that is claimed'),
      mean: z
        .strictObject({
          from: z.number().describe('its least value, which the probability 0 stands for'),
          to: z.number().describe('its largest value, which the probability 1 stands for'),
        })
        .optional()
        .describe('of which quantity the probability stands for the mean; left out: for no mean'),
      formula: z.string().describe('of the bound'),
      events: count.describe('draws that are certainly the event'),
      draws: count.describe('of the inputs'),
      undecided: count.describe('draws of which it is not known'),
      lower: share.describe('limit on the probability, undecided draws not being the event'),
      upper: share.describe('limit on the probability, undecided draws being the event'),
      confidence: confidence.describe('of each limit, of one side'),
      event: share.nullable().describe('the probability by closed form'),
      power: share
        .nullable()
        .describe('the probability that so many draws support the claim, from its closed form'),
    })
    .optional()
    .describe('of a claim about a probability: the limits on it'),
  scaling: z
    .strictObject({
      exponent: z.number().describe('that is claimed'),
      spacing: z.number().describe('from it to the next possible one'),
      least: slope.nullable().describe('no slope of any decided case is smaller'),
      most: slope.nullable().describe('no slope of any decided case is larger'),
    })
    .optional()
    .describe('of a claim about growth: its exponent, and the slopes of all cases'),
  controls: z.array(control).describe('the claim made false on purpose; each has to be refuted'),
  ablations: z.array(ablation).describe('the claim without one of its hypotheses; each has to be refuted'),
  restrictions: z.array(restriction).describe('a false claim with one hypothesis more; each has to stand'),
  mutants: z.array(mutant).describe('the claim with a constant moved by 2 % to the false side'),
  inputs: z
    .strictObject({
      shapes: z.array(z.string()).describe('of the arrays that were drawn'),
      distributions: z.record(z.string(), count).describe('cases that each named one made'),
      coverage: z
        .array(
          z.strictObject({
            name: text.describe('of the region'),
            atLeast: share.describe('of the cases have to reach it'),
            reached: count.describe('cases that certainly do'),
            cases: count.describe('of so many that are not discarded'),
            met: z.boolean().describe('whether these are enough'),
          }),
        )
        .describe('regions that have to be reached'),
    })
    .describe('what was drawn'),
  nondeterminism: z.array(nondeterminism).describe('the engine gave two results for one input'),
  error: failure.optional().describe('the predicate threw or returned no proposition'),
})
