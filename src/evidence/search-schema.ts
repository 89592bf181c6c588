import { z } from 'zod'
import { caseData, caseName, count, decisiveCase, hex, text } from './case-schema.ts'

const moved = count.describe(
  'from so many starts, up to the first that leads to what is looked for, a walk goes anywhere; from one that is no case, or has nothing with a slope, none does',
)

/** What walks against the gradient found about a claim; no limit on failures comes from them. */
export const search = z
  .strictObject({
    attack: z.literal('gradient').describe('how cases were found'),
    seed: z.int().describe('of the random cases where walks begin'),
    starts: count.describe(
      'so many of these cases, for each thing that is looked for: the first ones, and those of the first ones that are tightest',
    ),
    notDone: text.optional().describe('why no walk was made, as the end of a sentence'),
    evaluations: count.describe('of the claim and its mutants, in all walks together'),
    moved,
    counterexample: decisiveCase
      .nullable()
      .describe('the first that a walk led to, named by where that began; null: none did'),
    tightness: z
      .strictObject({
        case: caseName.describe('where the walk began'),
        subject: text.describe('the attention mechanism that the case is about'),
        atLeast: hex.describe('the ratio of the sides, certainly'),
        inputs: caseData.describe('where the walk ended'),
      })
      .nullable()
      .describe('the largest certain ratio of the sides of the inequality; null: not known'),
    mutants: z
      .array(
        z.strictObject({
          name: text.describe('in words'),
          moved,
          kill: decisiveCase.nullable().describe('the first case that kills it; null: no walk led to one'),
        }),
      )
      .describe('the claim with a constant moved'),
  })
  .describe('what walks from random cases against the gradient of the margin found, beside the random cases')
