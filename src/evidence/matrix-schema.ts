import { z } from 'zod'
import { caseName, count, text } from './case-schema.ts'
import { certificate } from './certificate-schema.ts'

/** The value of `format`, by which a file is known to be a kill matrix. */
export const MATRIX_FORMAT = 'attention-assay/matrix'
/** The version of the format that this module describes. */
export const MATRIX_VERSION = 1

const sha256 = z.string().regex(/^sha256:[0-9a-f]{64}$/)
const why = text.describe('as a sentence')

/** What cases of one claim, taken to be about one mechanism, came to. */
const pair = z.strictObject({
  claim: text.describe('its id'),
  mutant: text.describe('the name of the broken mechanism'),
  random: z
    .strictObject({
      cases: count.describe('tried, up to the first that kills'),
      satisfied: count.describe(
        'in the ranges of cases that were tried, those that are certainly true, or that nothing contradicts',
      ),
      firstViolated: count.nullable().describe('the index of the first case that kills'),
    })
    .describe('random cases, decided by enclosures in float64'),
  search: z
    .strictObject({
      starts: count.describe('of walks, up to the first that kills'),
      moved: count.describe('from so many of these a walk goes anywhere'),
      evaluations: count.describe('of the claim, in all walks together'),
      firstViolated: count
        .nullable()
        .describe('the index of the case where the first walk begins that kills'),
    })
    .nullable()
    .describe(
      'walks against the gradient from the first of these cases; null: none can be made, or none was asked for',
    ),
})

/** Which claims kill which broken mechanisms. */
export const matrixFile = z.strictObject({
  format: z.literal(MATRIX_FORMAT).describe('by which a file is known to be a kill matrix'),
  version: z.literal(MATRIX_VERSION).describe('of this format'),
  run: z
    .strictObject({
      tool: text.describe('the program that ran'),
      version: text.describe('of the program'),
      commit: z.string().nullable().describe('of the program; null: it was installed as a package'),
      command: text.describe('the command line'),
      seed: z.int().describe('of all random numbers'),
      cases: z.int().positive().describe('random cases of each claim, at most, for each mechanism'),
      starts: count.describe('of walks of each claim, at most, for each mechanism'),
      node: text.describe('version of Node'),
      os: text.describe('operating system and processor'),
      startedAt: z.iso.datetime().describe('when it began'),
      seconds: z.number().nonnegative().describe('that it took'),
      arithmetics: z
        .strictObject({
          mpfr: text.describe('enclosures of more bits'),
          exact: text.describe('exact numbers'),
        })
        .describe('what decided beyond float64'),
    })
    .describe('what was run'),
  claims: z
    .array(
      z.strictObject({
        id: text.describe('its name'),
        title: text.describe('in words'),
        sourceHash: sha256.describe('of the file that declares it'),
        killsNothing: why.optional().describe('why it can kill no mechanism, as a sentence'),
        silent: z
          .array(z.strictObject({ meant: text.describe('the name of an attention'), why }))
          .describe('the attentions of which it says nothing, or something false'),
      }),
    )
    .describe('all that were asked for'),
  mutants: z
    .array(
      z.strictObject({
        name: text.describe('of the broken mechanism'),
        mistake: text.describe('what is wrong, as a sentence'),
        meant: text.describe('the attention that it was meant to be'),
        equivalent: why.optional().describe('why nothing over the reals can kill it, as a sentence'),
        killed: z
          .strictObject({
            claim: text.describe('the claim that does so in the fewest cases'),
            by: z.enum(['random', 'search']).describe('a random case, or what a walk from one leads to'),
            case: caseName.describe('that case, or where the walk begins'),
            certificate: certificate.describe('of the case, made simpler where it is a random one'),
          })
          .nullable()
          .describe('the first kill; null: it is alive'),
      }),
    )
    .describe('the broken mechanisms'),
  pairs: z.array(pair).describe('each claim with each mechanism of which it says something'),
  digest: sha256.describe('of all that stands before it'),
})

export type Matrix = z.infer<typeof matrixFile>
export type MatrixPair = Matrix['pairs'][number]
