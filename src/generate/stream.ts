import fc from 'fast-check'
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus'
import type { Case } from '../arithmetic/batch.ts'
import { encipher } from './chaskey.ts'
import { drawnInTime } from './drawn-in-time.ts'
import { checkCase } from './check-case.ts'
import type { Draws } from './draws.ts'
import { hash32 } from './hash.ts'
import { LimitedGenerator } from './limited-generator.ts'

/** Two keys of a claim, of 128 bits each, so that its cases tell nothing of their hashes. */
interface Keys {
  readonly cases: Int32Array
  readonly hashes: Int32Array
}

const known = new Map<string, Keys>()

function keysOf(claimId: string): Keys {
  let keys = known.get(claimId)
  if (!keys) {
    const words = Int32Array.from({ length: 8 }, (_, word) => hash32(claimId, word))
    known.set(claimId, (keys = { cases: words.subarray(0, 4), hashes: words.subarray(4) }))
  }
  return keys
}

/**
 * The random numbers of one case: a pure function of the claim, the seed and the index, for ever. Taking more than
 * `MOST_DRAWS` of them throws a CaseError.
 *
 * @throws {RangeError} unless seed and index are safe integers ≥ 0
 */
export function caseRandom(claimId: string, seed: number, index: number): fc.Random {
  return new fc.Random(caseNumbers(claimId, seed, index))
}

/** What `caseRandom` takes its numbers from. */
export const caseNumbers = (claimId: string, seed: number, index: number): LimitedGenerator =>
  new LimitedGenerator(generatorOf(claimId, seed, index), claimId, index)

/** Lets draws begin as `new Draws(caseRandom(claimId, seed, index))` does. */
export function startDraws(draws: Draws, claimId: string, seed: number, index: number): void {
  // A number of 32 bits is what the generator returns, unchanged.
  const generator = generatorOf(claimId, seed, index)
  draws.start(generator.next(), generator.next(), generator.next(), generator.next())
}

function generatorOf(claimId: string, seed: number, index: number) {
  const state = encipher(keysOf(claimId).cases, seed, index)
  // The generator's only forbidden state.
  if ((state[0] | state[1] | state[2] | state[3]) === 0) state[0] = 1
  return xoroshiro128plusFromState(state)
}

/**
 * 32 uniform bits of a case, as a non-negative integer; independent of the numbers of `caseRandom`.
 *
 * @throws {RangeError} unless seed and index are safe integers ≥ 0
 */
export function caseHash(claimId: string, seed: number, index: number): number {
  return encipher(keysOf(claimId).hashes, seed, index)[0] >>> 0
}

/**
 * A case of a claim with what its arbitrary needs to shrink it: `arbitrary.shrink(value.value_, value.context)`.
 * Edge cases are not favoured; the distribution is what the arbitrary says.
 *
 * @throws {RangeError} unless seed and index are safe integers ≥ 0; {CaseError} when the arbitrary takes more than
 * `MOST_DRAWS` random numbers
 */
export function valueAt<T = Case>(
  arbitrary: fc.Arbitrary<T>,
  claimId: string,
  seed: number,
  index: number,
): fc.Value<T> {
  return arbitrary.generate(caseRandom(claimId, seed, index), undefined)
}

/**
 * The case alone: always the same, whatever was generated before. Throws as `valueAt` does, and {CaseError} when what
 * the arbitrary makes is no case, or it does not end.
 */
export function caseAt(arbitrary: fc.Arbitrary<Case>, claimId: string, seed: number, index: number): Case {
  const { value } = drawnInTime(
    arbitrary,
    () => `drawing case ${index} of ${claimId}`,
    () => index,
    () => valueAt(arbitrary, claimId, seed, index),
  )
  checkCase(value, claimId, index)
  return value
}
