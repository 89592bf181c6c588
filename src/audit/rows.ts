export type Shape = readonly number[]
/** Row-major. */
export type Rows<T> = { readonly shape: Shape; readonly of: readonly T[] }

export const fail = (what: string): never => {
  throw new Error(what)
}
export const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i)

/** An array, entry by entry, from each one's place: an index for each axis. */
export function build<V>(shape: Shape, of: (place: number[]) => V): Rows<V> {
  const size = shape.reduce((a, b) => a * b, 1)
  if (!(size <= 1e6)) fail('an array is too large')
  const strides = shape.map((_, i) => shape.slice(i + 1).reduce((a, b) => a * b, 1))
  return {
    shape,
    of: Array.from({ length: size }, (_, n) => of(shape.map((e, i) => Math.floor(n / strides[i]) % e))),
  }
}

/** The entry at a place; an axis of extent 1 stands for one of any extent, and so does a missing leading one. */
export function at<V>({ shape, of }: Rows<V>, place: readonly number[]): V {
  const from = place.length - shape.length
  const inside = (n: number | undefined, extent: number): number =>
    extent === 1 ? 0 : n! >= 0 && n! < extent ? n! : fail('shapes do not fit')
  return (
    of[shape.reduce((sum, extent, i) => sum * extent + inside(place[from + i], extent), 0)] ??
    fail('an entry is missing')
  )
}
/** The shape that two broadcast to, if they do. */
export const common = (a: Shape, b: Shape): Shape =>
  a.length < b.length ? common(b, a) : a.map((e, i) => Math.max(e, b[i - a.length + b.length] ?? 1))
export const zip = <V, W>(a: Rows<V>, b: Rows<V>, kernel: (a: V, b: V) => W): Rows<W> =>
  build(common(a.shape, b.shape), (place) => kernel(at(a, place), at(b, place)))

/** Over one axis, or over all (null). */
export function reduce<V>(
  a: Rows<V>,
  axis: number | null,
  keep: boolean,
  kernel: (a: V, b: V) => V,
): Rows<V> {
  if (axis !== null && a.shape[axis] === undefined) fail(`there is no axis ${axis}`)
  const gone = (i: number): boolean => axis === null || i === axis
  const slice = a.shape.map((e, i) => (gone(i) ? e : 1))
  const out = build(
    a.shape.map((e, i) => (gone(i) ? 1 : e)),
    (place) =>
      build(slice, (along) =>
        at(
          a,
          place.map((n, i) => n + along[i]),
        ),
      ).of.reduce(kernel),
  )
  return keep ? out : { ...out, shape: a.shape.filter((_, i) => !gone(i)) }
}
