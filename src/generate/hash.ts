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
