/**
 * The integers from the first to before the end, for `gather`: rows of an array one after another.
 *
 * @example
 * ```ts
 * k.gather(span(1, k.shape[0])).sub(k.gather([0])).equal(0).all()
 * ```
 */
export const span = (first: number, end: number): number[] =>
  Array.from({ length: Math.max(end - first, 0) }, (_, i) => first + i)
