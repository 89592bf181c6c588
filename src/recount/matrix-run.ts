import type { Matrix } from '../evidence/matrix-schema.ts'
import type { AskedMatrix } from './asked-matrix.ts'
import { otherThanCommanded } from './as-commanded.ts'
import type { Trusted } from './trusted.ts'

/** What no audit of a kill matrix finds out. */
export const MATRIX_TRUSTED: readonly Trusted[] = [
  { path: 'run.version', what: 'which version of the program ran' },
  { path: 'run.commit', what: 'of which commit' },
  {
    path: 'run.command',
    what: 'the command, beyond the claims, broken attentions, seed, cases and walks that it names',
  },
  { path: 'run.node', what: 'the version of Node' },
  { path: 'run.os', what: 'the operating system' },
  { path: 'run.startedAt', what: 'when it ran' },
  { path: 'run.seconds', what: 'how long' },
  { path: 'run.arithmetics', what: 'which arithmetics decided beyond float64' },
]

/**
 * Whether a kill matrix is about what its command asks for, each once, and holds no other pairs.
 *
 * @param asked by the command, or why nothing is
 */
export function checkMatrixRun(
  { run, claims, mutants, pairs }: Matrix,
  asked: AskedMatrix | { readonly problem: string },
): string[] {
  const ids = claims.map(({ id }) => id)
  const wrong: string[] = []
  if (run.tool !== 'attention-assay') wrong.push(`it is said to come from ${run.tool}`)
  if (new Set(ids).size < ids.length) wrong.push('a claim stands in it twice')
  const places = pairs.map(({ claim }) => ids.indexOf(claim))
  if (places.some((place, i) => place < 0 || place < places[i - 1]))
    wrong.push('it has pairs of claims that it does not hold, or in another order')
  if ('problem' in asked) return [...wrong, `its command cannot be followed: ${asked.problem}`]
  const names = mutants.map(({ name }) => name)
  return [
    ...wrong,
    ...otherThanCommanded('which claims are put to them', ids, asked.claims),
    ...otherThanCommanded('which broken attentions there are', names, asked.mutants),
    ...(['seed', 'cases', 'starts'] as const).flatMap((key) =>
      otherThanCommanded(`its ${key}`, run[key], asked[key]),
    ),
  ]
}
