import { createHash, randomBytes } from 'node:crypto'

/** A key that nobody can know before the audit. */
export const freshKey = (): string => randomBytes(16).toString('hex')

/**
 * Different indices of a range [from, to), drawn at random, in ascending order; all when there are no more than `count`.
 * Whoever made the evidence cannot know them, unless the key was told.
 *
 * @param name of what the indices are drawn for: one key gives others for each name
 */
export function drawIndices(
  { from, to }: { readonly from: number; readonly to: number },
  count: number,
  key: string,
  name: string,
): number[] {
  const size = Math.max(0, to - from)
  if (count >= size) return Array.from({ length: size }, (_, i) => from + i)
  const drawn = new Set<number>()
  for (let i = 0; drawn.size < count; i++) {
    const bytes = createHash('sha256').update(`${key} ${name} ${i}`).digest()
    for (let at = 0; at + 8 <= bytes.length && drawn.size < count; at += 8)
      drawn.add(from + Number(bytes.readBigUInt64LE(at) % BigInt(size)))
  }
  return [...drawn].sort((a, b) => a - b)
}
