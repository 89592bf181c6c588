import { z } from 'zod'
import { errorLimits, foundPrecision } from '../engine/precision/found.ts'
import { type caseData, type decisiveCase, type nondeterminism, share, text } from './case-schema.ts'
import { claimEvidence } from './claim-schema.ts'
import { examined } from './examined-schema.ts'
import type { control } from './variant-schema.ts'

export { claimEvidence }

/** The value of `format`, by which a file is known to be evidence. */
export const FORMAT = 'attention-assay/evidence'
/** The version of the format that this module describes. */
export const VERSION = 2

/** Of which machine a run was, and how long it took. */
const ofMachine = {
  node: text.describe('version of Node'),
  os: text.describe('operating system and processor'),
  startedAt: z.iso.datetime().describe('when it began'),
  seconds: z.number().nonnegative().describe('that it took'),
}

const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/)

/** A file from which claims were taken over, and the run that found them. */
const baseline = z.strictObject({
  digest: digest.describe('of that file'),
  version: text.describe('of the program that ran then'),
  commit: z.string().nullable().describe('of that program; null as in `run`'),
  seed: z.int().describe('of all random numbers of that run'),
  engine: text.describe('by which --engine named it'),
  startedAt: z.iso.datetime().describe('when that run began'),
})

/** A file of evidence. */
export const evidence = z.strictObject({
  format: z.literal(FORMAT).describe('by which a file is known to be evidence'),
  version: z.literal(VERSION).describe('of this format'),
  complete: z.boolean().describe('false: the run was interrupted, still goes on, or could not judge a claim'),
  run: z
    .strictObject({
      tool: text.describe('the program that ran'),
      version: text.describe('of the program'),
      commit: z
        .string()
        .nullable()
        .describe('of the program; null: it was installed as a package; unknown: git did not say'),
      command: text.describe('the command line'),
      seed: z.int().describe('of all random numbers'),
      recheck: z
        .enum(['sample', 'all'])
        .describe('which of the cases that the device decides are decided again over the reals'),
      demand: share.nullable().describe('what was demanded in place of what the claims demand'),
      starts: z
        .int()
        .positive()
        .optional()
        .describe(
          'of walks against the gradient, for each thing that is looked for; none were asked for when left out',
        ),
      selected: z.array(text).describe('the claims that were asked for, by their ids'),
      shard: z
        .strictObject({
          number: z.int().positive().describe('of the part, from 1'),
          of: z.int().positive().describe('so many parts'),
        })
        .optional()
        .describe('which part of the cases, variants and walks was tried'),
      shards: z
        .array(
          z.strictObject({
            digest: digest.describe('of its file'),
            command: text.describe('its command line'),
            ...ofMachine,
          }),
        )
        .min(1)
        .optional()
        .describe('the runs that this was merged from, in the order of their cases'),
      baselines: z
        .array(baseline)
        .min(1)
        .optional()
        .describe('the files from which claims were taken over that had not changed'),
      ...ofMachine,
      floatingPoint: z
        .literal('checked')
        .describe(
          'subnormal numbers, rounding and functions were what enclosures assume, once the engine ran',
        ),
      arithmetics: z
        .strictObject({
          mpfr: text.describe('for enclosures of more bits'),
          exact: text.describe('for exact numbers'),
        })
        .describe('what decided beyond the float64 enclosures, or why it was missing'),
    })
    .describe('how the claims were judged'),
  engine: z
    .strictObject({
      name: text.describe('by which --engine names it'),
      device: text.describe('what it ran on'),
      accelerator: z
        .enum(['gpu', 'software', 'none'])
        .describe('software: a GPU interface that a processor emulates'),
      versions: z.record(z.string(), z.string()).describe('everything that decides what the kernels return'),
      settings: z
        .record(z.string(), z.string())
        .describe('switches that change results, and where each came from'),
      notes: z.array(z.string()).describe('what else is to be known of its results'),
      profile: z
        .strictObject({
          origin: z.literal('measured').describe('limits: the worse of what is stated and what was found'),
          ...errorLimits,
          found: foundPrecision.describe('what was measured'),
          widened: z.array(text).describe('what was found worse than stated'),
        })
        .describe('limits on the errors of its operations'),
      reason: z.string().describe('why this engine was taken'),
      notRun: z.array(z.string()).describe('engines that could not start, and why'),
    })
    .describe('where tensors were computed'),
  claims: z.array(claimEvidence).describe('what was found about each claim'),
  examined: examined.optional(),
  digest: digest
    .optional()
    .describe(
      'of the rest of the file, in the form in which this program writes it: finds damage, not forgery',
    ),
})

export type { ExaminedEvidence } from './examined-schema.ts'
/** What a run left: the run, its engine, and what was found about each claim. */
export type Evidence = z.infer<typeof evidence>
/** What was found about one claim and its variants. */
export type ClaimEvidence = z.infer<typeof claimEvidence>
/** The arrays of a case, by name; numbers are hexadecimal floats. */
export type CaseData = z.infer<typeof caseData>
export type Nondeterminism = z.infer<typeof nondeterminism>
/** The case that refutes or proves a claim, as it was drawn and shrunk; over the reals with a certificate. */
export type DecisiveCase = z.infer<typeof decisiveCase>
/** What was found about a control, or another variant that has to fall. */
export type ControlEvidence = z.infer<typeof control>
