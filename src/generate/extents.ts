/** The extents a dim may have: one, several, or all integers from `min` to `max`. */
export type Extents = number | readonly number[] | { readonly min: number; readonly max: number }

/** A named extent of shapes. */
export interface Dim {
  readonly name: string
  /** How many extents it may have when a case is drawn. */
  readonly count: number
  readonly min: number
  readonly max: number
  /** One of them by its number. */
  at(choice: number): number
}

/** @throws {RangeError} unless the extent is a positive integer; `what` has it */
export function checkExtent(what: string, extent: number): number {
  if (Number.isSafeInteger(extent) && extent >= 1) return extent
  throw new RangeError(
    `${what} has the extent ${extent}${extent === 0 ? ': shapes of zero hold no numbers' : ''}; give positive integers, such as [1, 2, 8]`,
  )
}

/** @throws {RangeError} when there is no extent, or one is no positive integer */
export function dimOf(name: string, extents: Extents): Dim {
  if (typeof extents === 'object' && 'min' in extents) {
    const min = checkExtent(`dim "${name}"`, extents.min)
    const max = checkExtent(`dim "${name}"`, extents.max)
    if (min > max) throw new RangeError(`dim "${name}" goes from ${min} to ${max}; give min ≤ max`)
    return { name, min, max, count: max - min + 1, at: (choice) => min + choice }
  }
  const list = [...new Set(typeof extents === 'number' ? [extents] : extents)]
  if (list.length === 0)
    throw new RangeError(`dim "${name}" has no extents; give at least one, such as [2, 8, 64]`)
  for (const extent of list) checkExtent(`dim "${name}"`, extent)
  return { name, min: Math.min(...list), max: Math.max(...list), count: list.length, at: (i) => list[i] }
}
