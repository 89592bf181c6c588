import { shapeKey, type Case } from '../arithmetic/batch.ts'
import type { Claim } from '../claim/claim.ts'
import { toHex } from '../program/hex-float.ts'

/** What differs bit for bit between a case and the one that its name makes another time, in words. */
export function differenceOf(first: Case, again: Case): string | undefined {
  if (shapeKey(first) !== shapeKey(again)) return `its arrays are ${shapeKey(first)}, then ${shapeKey(again)}`
  for (const [name, { data }] of Object.entries(first.inputs)) {
    const second = again.inputs[name].data
    if (data.length !== second.length) return `"${name}" has ${data.length} numbers, then ${second.length}`
    const at = data.findIndex((x, i) => !Object.is(x, second[i]))
    if (at >= 0) return `number ${at} of "${name}" is ${toHex(data[at])}, then ${toHex(second[at])}`
  }
  return first.distribution === again.distribution
    ? undefined
    : `its distribution is "${first.distribution}", then "${again.distribution}"`
}

/** That a generator keeps something, and what to do. */
export const twoCases = (claim: Claim, seed: number, index: number, difference: string): string =>
  `${twoCasesOf(claim, seed, index)}: ${difference}. ${DRAW_FROM}`

/** How that begins; what differs may be other numbers each time. */
export const twoCasesOf = ({ id }: Claim, seed: number, index: number): string =>
  `the generator gives two cases for case ${index} of ${id} and seed ${seed}`

/** What a generator may make its cases of. */
export const DRAW_FROM =
  'Draw from the random numbers that it is given, and from nothing else: no counter, clock or Math.random'
