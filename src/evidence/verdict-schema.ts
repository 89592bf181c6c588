import { z } from 'zod'
import { caseName, count, decisiveCase, text } from './case-schema.ts'

const status = z
  .enum(['proved', 'certified', 'supported', 'consistent', 'inconclusive', 'refuted'])
  .describe('what follows; docs/verdicts.md says when')
const meaning = text.describe('the verdict in a sentence that follows from the counts')
export const expected = z.enum(['holds', 'consistent', 'refuted'])

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
  .describe('what keeps the verdict from being conclusive')

/** What was found, in each reading. */
export const verdict = z.strictObject({
  reals: z.strictObject({ status, meaning, lacks }).describe('of the statement as mathematics'),
  float32: z
    .strictObject({
      status,
      meaning,
      lacks,
      cases: z
        .strictObject({
          satisfied: count.describe('true of the returned numbers'),
          violated: z
            .strictObject({
              rounding: count.describe('over the reals they are satisfied, and rounding errors explain that'),
              statement: count.describe('over the reals they are violated too'),
              unexplained: count.describe('neither is known'),
            })
            .describe('by what is known of the reason'),
          nonFinite: count.describe('not satisfied, and a number that is compared is NaN or infinite'),
          undecided: count.describe('not even the returned numbers tell'),
          discarded: count.describe('the hypothesis is false of the returned numbers'),
        })
        .describe('by what became of them'),
      witnesses: z
        .array(
          z.strictObject({
            subject: text.describe('whose witness it is'),
            case: caseName.describe('the first'),
          }),
        )
        .optional()
        .describe('the first for each subject'),
      counterexample: decisiveCase
        .optional()
        .describe('the first that violates it; of an existential claim, the witness'),
    })
    .optional()
    .describe('of the numbers that the engine returned; left out where the claim failed'),
})
