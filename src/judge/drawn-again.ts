import { shapeKey, type Batch, type Case } from '../arithmetic/batch.ts'
import type { Claim } from '../claim/claim.ts'
import { CaseError } from '../generate/case-error.ts'
import { drawnInTime } from '../generate/drawn-in-time.ts'
import { caseAt } from '../generate/stream.ts'
import { toHex } from '../program/hex-float.ts'
import { sizeOf } from '../program/shape.ts'
import type { CaseGroup } from './case-group.ts'

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
  const difference = differenceOf(group, lane, caseAt(claim.inputs, claim.id, seed, index))
  if (difference === undefined) return
  throw new CaseError(
    index,
    `the generator gives two cases for case ${index} of ${claim.id} and seed ${seed}: ${difference}. ` +
      'Draw from the random numbers that it is given, and from nothing else: no counter, clock or Math.random',
  )
}

/** What differs bit for bit between a lane and a case, in words. */
function differenceOf({ shape, batch, families, family }: CaseGroup, lane: number, again: Case) {
  if (shapeKey(again) !== shape) return `its arrays are ${shape}, then ${shapeKey(again)}`
  for (const name of batch.names) {
    const first = laneOf(batch, name, lane)
    const second = again.inputs[name].data
    const at = first.findIndex((x, i) => !Object.is(x, second[i]))
    if (at >= 0) return `number ${at} of "${name}" is ${toHex(first[at])}, then ${toHex(second[at])}`
  }
  const before = family[lane] < 0 ? undefined : families[family[lane]]
  return before === again.distribution
    ? undefined
    : `its distribution is "${before}", then "${again.distribution}"`
}

function laneOf({ data, shapes }: Batch, name: string, lane: number): Float32Array {
  const size = sizeOf(shapes[name])
  return data[name].subarray(lane * size, (lane + 1) * size)
}
