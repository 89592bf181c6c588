import type { Batch, Case } from '../arithmetic/batch.ts'
import type { Claim } from '../claim/claim.ts'
import { CaseError } from '../generate/case-error.ts'
import { drawnInTime } from '../generate/drawn-in-time.ts'
import { caseAt } from '../generate/stream.ts'
import { sizeOf } from '../program/shape.ts'
import type { CaseGroup } from './case-group.ts'
import { differenceOf, twoCases } from './same-case.ts'

/**
 * Draws some cases of a range once more, alone, last one first, and where threads drew them in this thread: a case is
 * a function of (claim, seed, index), or nobody can look at it again.
 *
 * @param count how many, evenly spaced
 * @throws {CaseError} when a case is another one, or drawing it does not end
 */
export function demandSameAgain(
  claim: Claim,
  seed: number,
  groups: readonly CaseGroup[],
  count: number,
): void {
  const cases = groups.reduce((sum, { indices }) => sum + indices.length, 0)
  const step = Math.max(1, Math.ceil(cases / count))
  const chosen: [number, CaseGroup, number][] = []
  let before = 0
  for (const group of groups) {
    const { length } = group.indices
    for (let lane = (step - (before % step)) % step; lane < length; lane += step)
      chosen.push([group.indices[lane], group, lane])
    before += length
  }
  chosen.sort(([a], [b]) => b - a)
  let at = 0
  drawnInTime(
    claim.inputs,
    () => `drawing case ${at} of ${claim.id} once more`,
    () => at,
    () => {
      for (const [index, group, lane] of chosen) demandSame(claim, seed, (at = index), group, lane)
    },
  )
}

function demandSame(claim: Claim, seed: number, index: number, group: CaseGroup, lane: number): void {
  const difference = differenceOf(caseIn(group, lane), caseAt(claim.inputs, claim.id, seed, index))
  if (difference !== undefined) throw new CaseError(index, twoCases(claim, seed, index, difference))
}

function caseIn({ batch, families, family }: CaseGroup, lane: number): Case {
  const arrays = batch.names.map((name) => [
    name,
    { shape: batch.shapes[name], data: laneOf(batch, name, lane) },
  ])
  return {
    inputs: Object.fromEntries(arrays) as Case['inputs'],
    ...(family[lane] >= 0 && { distribution: families[family[lane]] }),
  }
}

function laneOf({ data, shapes }: Batch, name: string, lane: number): Float32Array {
  const size = sizeOf(shapes[name])
  return data[name].subarray(lane * size, (lane + 1) * size)
}
