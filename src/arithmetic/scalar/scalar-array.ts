import {
  broadcastIndex,
  broadcastShapes,
  sameShape,
  sizeOf,
  splitAtAxis,
  type Shape,
} from '../../program/shape.ts'

/** An array of numbers of a field, row-major; `undefined` is "anything". */
export interface ScalarArray<T> {
  readonly shape: Shape
  readonly entries: readonly Entry<T>[]
}

export type Entry<T> = T | undefined

/** Entry by entry; "anything" where one of the operands is. */
export const map = <T>({ shape, entries }: ScalarArray<T>, kernel: (a: T) => Entry<T>): ScalarArray<T> => ({
  shape,
  entries: entries.map((a) => (a === undefined ? undefined : kernel(a))),
})

/** Entry by entry, with broadcasting. */
export function zip<T, R>(
  a: ScalarArray<T>,
  b: ScalarArray<T>,
  kernel: (a: Entry<T>, b: Entry<T>) => R,
): { shape: Shape; entries: R[] } {
  if (sameShape(a.shape, b.shape))
    return { shape: a.shape, entries: a.entries.map((x, entry) => kernel(x, b.entries[entry])) }
  const { shape, p, q } = pairing(a.shape, b.shape)
  const entries = new Array<R>(p.length)
  for (let entry = 0; entry < p.length; entry++)
    entries[entry] = kernel(a.entries[p[entry]], b.entries[q[entry]])
  return { shape, entries }
}

/** The shape of two operands together, and where the entries of each stand. */
interface Pairing {
  readonly shape: Shape
  readonly p: Int32Array
  readonly q: Int32Array
}

const pairings = new WeakMap<Shape, WeakMap<Shape, Pairing>>()

/** Found once for the shapes of a program's steps, which all cases share. */
function pairing(a: Shape, b: Shape): Pairing {
  let ofFirst = pairings.get(a)
  if (!ofFirst) pairings.set(a, (ofFirst = new WeakMap()))
  let found = ofFirst.get(b)
  if (!found) {
    const shape = broadcastShapes(a, b)
    found = { shape, p: broadcastIndex(a, shape), q: broadcastIndex(b, shape) }
    ofFirst.set(b, found)
  }
  return found
}

/** From left to right; "anything" when some number is. */
export function folded<T>([first, ...rest]: readonly Entry<T>[], kernel: (a: T, b: T) => Entry<T>): Entry<T> {
  return rest.reduce((total, next) => {
    return total === undefined || next === undefined ? undefined : kernel(total, next)
  }, first)
}

/** Over one axis, or over all entries (null). @param to the shape of what comes out */
export function reduce<T>(
  { shape, entries }: ScalarArray<T>,
  axis: number | null,
  to: Shape,
  kernel: (of: readonly Entry<T>[]) => Entry<T>,
): ScalarArray<T> {
  if (axis === null) return { shape: to, entries: [kernel(entries)] }
  return {
    shape: to,
    entries: slices(shape, axis).map((places) => kernel(places.map((place) => entries[place]))),
  }
}

/** The places of the entries of each slice along an axis. */
export function slices(shape: Shape, axis: number): number[][] {
  const { outer, extent, inner } = splitAtAxis(shape, axis)
  const out: number[][] = []
  for (let block = 0; block < outer; block++)
    for (let i = 0; i < inner; i++)
      out.push(Array.from({ length: extent }, (_, k) => (block * extent + k) * inner + i))
  return out
}

/** A product of matrices, whose leading axes broadcast. @param total of the products of a row and a column */
export function matrixProduct<T>(
  a: ScalarArray<T>,
  b: ScalarArray<T>,
  shape: Shape,
  product: (x: T, y: T) => Entry<T>,
  total: (of: readonly Entry<T>[]) => Entry<T>,
): ScalarArray<T> {
  const [rows, cols] = shape.slice(-2)
  const inner = a.shape.at(-1)!
  const stack = shape.slice(0, -2)
  const plain = stack.length === 0
  const p = plain ? [0] : broadcastIndex(a.shape.slice(0, -2), stack)
  const q = plain ? [0] : broadcastIndex(b.shape.slice(0, -2), stack)
  const entries: Entry<T>[] = []
  for (let matrix = 0; matrix < sizeOf(stack); matrix++)
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < cols; j++) {
        const terms: Entry<T>[] = []
        for (let k = 0; k < inner; k++) {
          const x = a.entries[(p[matrix] * rows + i) * inner + k]
          const y = b.entries[(q[matrix] * inner + k) * cols + j]
          terms.push(x === undefined || y === undefined ? undefined : product(x, y))
        }
        entries.push(total(terms))
      }
  return { shape, entries }
}
