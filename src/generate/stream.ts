import fc from 'fast-check'
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus'
import type { Case } from '../arithmetic/batch.ts'
import type { Draws } from './draws.ts'

/**
 * A hash of a text to 32 uniform bits, as a non-negative integer: murmur3's rounds over the UTF-16 code units.
 * Different salts give independent hashes.
 */
export function hash32(text: string, salt = 0): number {
  let h = Math.imul(salt ^ 0x9e3779b9, 0x85ebca6b)
  for (let i = 0; i < text.length; i++) {
    let k = Math.imul(text.charCodeAt(i), 0xcc9e2d51)
    k = (k << 15) | (k >>> 17)
    h ^= Math.imul(k, 0x1b873593)
    h = (h << 13) | (h >>> 19)
    h = (Math.imul(h, 5) + 0xe6546b64) | 0
  }
  h ^= text.length
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

const caseKeys = new Map<string, Int32Array>()
const hashKeys = new Map<string, Int32Array>()

/** 128 bits that stand for a claim; `domain` separates the uses, so that none tells anything of another. */
function keyOf(claimId: string, keys: Map<string, Int32Array>, domain: number): Int32Array {
  let key = keys.get(claimId)
  if (!key) keys.set(claimId, (key = Int32Array.from([0, 1, 2, 3], (word) => hash32(claimId, domain + word))))
  return key
}

/**
 * The Chaskey block cipher (Mouha et al. 2014, 8 rounds) on the block (index, seed). For one key it is a
 * permutation of all 2^128 blocks, so different cases of a claim never share their state.
 */
function encipher(key: Int32Array, seed: number, index: number): [number, number, number, number] {
  if (!Number.isSafeInteger(index) || index < 0) throw new RangeError(`index ${index} is no safe integer ≥ 0`)
  if (!Number.isSafeInteger(seed) || seed < 0) throw new RangeError(`seed ${seed} is no safe integer ≥ 0`)
  let v0 = key[0] ^ index
  let v1 = key[1] ^ (index / 0x100000000)
  let v2 = key[2] ^ seed
  let v3 = key[3] ^ (seed / 0x100000000)
  for (let round = 0; round < 8; round++) {
    v0 = (v0 + v1) | 0
    v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0
    v0 = (v0 << 16) | (v0 >>> 16)
    v2 = (v2 + v3) | 0
    v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2
    v0 = (v0 + v3) | 0
    v3 = ((v3 << 13) | (v3 >>> 19)) ^ v0
    v2 = (v2 + v1) | 0
    v1 = ((v1 << 7) | (v1 >>> 25)) ^ v2
    v2 = (v2 << 16) | (v2 >>> 16)
  }
  return [v0 ^ key[0], v1 ^ key[1], v2 ^ key[2], v3 ^ key[3]]
}

/**
 * The random numbers of one case: a pure function of the claim, the seed and the index, for ever.
 *
 * @throws {RangeError} unless seed and index are safe integers ≥ 0
 */
export function caseRandom(claimId: string, seed: number, index: number): fc.Random {
  return new fc.Random(generatorOf(claimId, seed, index))
}

/** Lets draws begin as `new Draws(caseRandom(claimId, seed, index))` does. */
export function startDraws(draws: Draws, claimId: string, seed: number, index: number): void {
  // A number of 32 bits is what the generator returns, unchanged.
  const generator = generatorOf(claimId, seed, index)
  draws.start(generator.next(), generator.next(), generator.next(), generator.next())
}

function generatorOf(claimId: string, seed: number, index: number) {
  const state = encipher(keyOf(claimId, caseKeys, 0), seed, index)
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
  return encipher(keyOf(claimId, hashKeys, 4), seed, index)[0] >>> 0
}

/**
 * A case of a claim with what its arbitrary needs to shrink it: `arbitrary.shrink(value.value_, value.context)`.
 * Edge cases are not favoured; the distribution is what the arbitrary says.
 *
 * @throws {RangeError} unless seed and index are safe integers ≥ 0
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
 * The case of a claim at (seed, index): always the same, whatever was generated before.
 *
 * @throws {RangeError} unless seed and index are safe integers ≥ 0
 */
export function caseAt<T = Case>(
  arbitrary: fc.Arbitrary<T>,
  claimId: string,
  seed: number,
  index: number,
): T {
  return valueAt(arbitrary, claimId, seed, index).value
}
