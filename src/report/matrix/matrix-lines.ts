import type { Matrix } from '../../evidence/matrix-schema.ts'
import { byClaim, byMutant, ways, whyNothing } from './summary.ts'

/** A kill matrix in lines for the terminal: each mechanism, the claims that kill none, and the sums. */
export function matrixLines(matrix: Matrix): string[] {
  const width = Math.max(0, ...matrix.mutants.map(({ name }) => name.length))
  const killed = matrix.mutants.filter((mutant) => mutant.killed !== null).length
  const { put, both, randomOnly, searchOnly } = ways(matrix)
  return [
    ...byMutant(matrix).map(({ mutant, put, random, search }) => {
      const by = mutant.killed
      const first = by
        ? `killed by ${by.claim} in ${by.by === 'random' ? 'case' : 'the walk from case'} ${by.case.index}`
        : (mutant.equivalent ?? 'alive')
      return `${mutant.name.padEnd(width)}  ${first} (${random} claims by random cases, ${search} by walks, of ${put})`
    }),
    ...byClaim(matrix)
      .filter(({ random, search }) => random + search === 0)
      .map((each) => `${each.claim.id} kills none: ${whyNothing(each)}`),
    `${killed} of ${matrix.mutants.length} broken attentions are killed; of ${put} pairs both ways kill ${both}, random cases alone ${randomOnly}, walks alone ${searchOnly}`,
  ]
}
