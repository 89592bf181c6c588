import { caseHash } from '../generate/stream.ts'

/** One of so many consecutive cases, chosen at random, is decided again by the interval tier where the device did. */
export const RECHECK_ONE_IN = 64

/** Marks, of the cases [from, to) of a claim, one of every block of `RECHECK_ONE_IN`. */
export function rechecked(claimId: string, seed: number, from: number, to: number): Uint8Array {
  const marks = new Uint8Array(to - from)
  const stream = `${claimId} recheck`
  for (let block = Math.floor(from / RECHECK_ONE_IN); block * RECHECK_ONE_IN < to; block++) {
    const within = caseHash(stream, seed, block) % RECHECK_ONE_IN
    const index = block * RECHECK_ONE_IN + within
    if (index >= from && index < to) marks[index - from] = 1
  }
  return marks
}
