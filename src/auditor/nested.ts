/** A stranger's: what does not fit throws, and is reported. */
export type Json = ReturnType<typeof JSON.parse>
/** An array, as a list for each axis. */
export type Nested<V> = V | Nested<V>[]
export const fail = (what: string): never => {
  throw new Error(what)
}
/** A stranger's index, extent or size. */
export const whole = (n: Json): number =>
  Number.isSafeInteger(n) && n >= 0 ? n : fail(`${JSON.stringify(n)?.slice(0, 40)} is no whole number`)
const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i)
const isList = <V>(a: Nested<V>): a is Nested<V>[] => Array.isArray(a)
export function shapeOf(a: Nested<unknown>): number[] {
  const shape: number[] = []
  for (let of: Nested<unknown> | undefined = a; of !== undefined && isList(of); of = of[0])
    shape.push(of.length)
  return shape
}
export const entriesOf = <V>(a: Nested<V>): V[] => (isList(a) ? a.flatMap(entriesOf) : [a])
export const map = <V, W>(a: Nested<V>, kernel: (a: V) => W): Nested<W> =>
  isList(a) ? a.map((of) => map(of, kernel)) : kernel(a)
export const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * whole(b), 1)
/** Row-major entries in a shape. */
export function filled<V>(shape: readonly number[], of: readonly V[]): Nested<V> {
  if (sizeOf(shape) !== of.length) fail('a shape is not filled')
  if (shape.length === 0) return of[0]
  const size = of.length / shape[0]
  return range(shape[0]).map((i) => filled(shape.slice(1), of.slice(i * size, (i + 1) * size)))
}
/** Shapes broadcast; of the last axes the kernel takes so many. */
export function zip<V, W>(
  a: Nested<V>,
  b: Nested<V>,
  kernel: (a: Json, b: Json) => W,
  axes = 0,
  [m, n]: readonly number[] = [shapeOf(a).length, shapeOf(b).length],
): Nested<W> {
  const deeper = [m - Number(m >= n), n - Number(n >= m)]
  if (m <= axes && n <= axes) return kernel(a, b)
  const [x, y]: Json[] = [m < n ? [a] : a, n < m ? [b] : b]
  if (x.length !== y.length && x.length !== 1 && y.length !== 1) fail('shapes do not fit')
  return range(x.length === 1 ? y.length : x.length).map((i) =>
    zip(x[i] ?? x[0], y[i] ?? y[0], kernel, axes, deeper),
  )
}
/** With the slices along an axis replaced. */
export function along<V>(a: Nested<V>, axis: number, kernel: (of: Nested<V>[]) => Nested<V>): Nested<V> {
  if (!isList(a)) return fail('there is no such axis')
  return axis === 0 ? kernel(a) : a.map((of) => along(of, axis - 1, kernel))
}
/** Over one axis, or over all (null). */
export function reduce<V>(a: Nested<V>, axis: Json, keep: boolean, kernel: (a: V, b: V) => V): Nested<V> {
  const fold = (of: Nested<V>[]): Nested<V> => of.reduce((p, q) => zip(p, q, kernel))
  if (axis !== null) return along(a, whole(axis), (of) => (keep ? [fold(of)] : fold(of)))
  return keep ? filled(shapeOf(a).fill(1), [fold(entriesOf(a))]) : fold(entriesOf(a))
}
