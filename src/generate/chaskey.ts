/**
 * The Chaskey block cipher (Mouha et al. 2014, 8 rounds) on the block (index, seed). For one key it is a
 * permutation of all 2^128 blocks, so different cases of a claim never share their state.
 *
 * @param key 128 bits
 * @throws {RangeError} unless seed and index are safe integers ≥ 0
 */
export function encipher(key: Int32Array, seed: number, index: number): [number, number, number, number] {
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
