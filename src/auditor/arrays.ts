/** A stranger's: what does not fit throws, and is reported. */
export type Json = ReturnType<typeof JSON.parse>
export type Shape = readonly number[]
/** Entries that fill a shape, row-major. */
export interface Shaped<V> {
  readonly shape: Shape
  readonly of: readonly V[]
}
export const fail = (what: string): never => {
  throw new Error(what)
}
/** A stranger's index, extent or size. */
export const whole = (n: Json): number =>
  Number.isSafeInteger(n) && n >= 0 ? n : fail(`${JSON.stringify(n)?.slice(0, 40)} is no whole number`)
export const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i)
export const sizeOf = (shape: Shape): number => shape.reduce((a, b) => a * whole(b), 1)
export const filled = <V>(shape: Shape, of: readonly V[]): Shaped<V> =>
  sizeOf(shape) === of.length ? { shape, of } : fail('a shape is not filled')
export const map = <V, W>({ shape, of }: Shaped<V>, kernel: (a: V) => W): Shaped<W> =>
  filled(
    shape,
    of.map((a) => kernel(a)),
  )
/** The shape to which two broadcast. */
export function joined(a: Shape, b: Shape): Shape {
  const length = Math.max(a.length, b.length)
  const [p, q] = [a, b].map((of) => [...Array<number>(length - of.length).fill(1), ...of])
  return p.map((n, i) => (n === q[i] || q[i] === 1 ? n : n === 1 ? q[i] : fail('shapes do not fit')))
}
/** Where each entry of a shape comes from, in an array that broadcasts to it. */
const sources = (of: Shape, shape: Shape): readonly number[] =>
  shape.reduce<number[]>(
    (places, n, axis) => {
      const own = of.at(axis - shape.length) ?? 1
      return places.flatMap((place) => range(n).map((i) => place * own + (own === 1 ? 0 : i)))
    },
    [0],
  )
export function zip<V, W, R>(a: Shaped<V>, b: Shaped<W>, kernel: (a: V, b: W) => R): Shaped<R> {
  const shape = joined(a.shape, b.shape)
  const [p, q] = [sources(a.shape, shape), sources(b.shape, shape)]
  return { shape, of: p.map((at, i) => kernel(a.of[at], b.of[q[i]])) }
}
/** How many entries there are before an axis, along it, and behind it. */
export const around = (shape: Shape, axis: Json): readonly number[] =>
  whole(axis) < shape.length
    ? [sizeOf(shape.slice(0, axis)), shape[axis], sizeOf(shape.slice(axis + 1))]
    : fail('there is no such axis')
/** Without an axis, or without all (null). */
export const without = (shape: Shape, axis: Json, keep: Json): Shape =>
  shape.flatMap((n, i) => (axis !== null && axis !== i ? [n] : keep ? [1] : []))
export function reduce<V>(
  { shape, of }: Shaped<V>,
  [axis, keep]: readonly Json[],
  kernel: (a: V, b: V) => V,
  empty?: V,
): Shaped<V> {
  const [, n, inner] = axis === null ? [1, of.length, 1] : around(shape, axis)
  const slice = (at: number): V[] =>
    range(n).map((k) => of[(Math.floor(at / inner) * n + k) * inner + (at % inner)])
  const left = without(shape, axis, keep)
  const found = (of: readonly V[]): V =>
    of.length > 0 ? of.reduce((a, b) => kernel(a, b)) : (empty ?? fail('there are no entries'))
  return { shape: left, of: range(sizeOf(left)).map((at) => found(slice(at))) }
}
