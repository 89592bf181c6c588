import { fromHex } from '../hex-float.ts'
import {
  broadcastIndex,
  broadcastShapes,
  matMulShape,
  reducedShape,
  sizeOf,
  splitAtAxis,
  type Shape,
} from '../shape.ts'
import type { Step, StraightLine, Value } from '../trace/straight-line.ts'
import type { Field } from './field.ts'

/** An array of numbers of a field, row-major; `undefined` is "anything". */
export interface ScalarArray<T> {
  readonly shape: Shape
  readonly entries: readonly (T | undefined)[]
}

/** An input of a case. */
export interface ScalarInput {
  readonly shape: Shape
  readonly data: ArrayLike<number>
}

/** Runs the steps of a program in a field, in their order. */
export function runSteps<T>(
  { steps }: Pick<StraightLine, 'steps'>,
  inputs: Readonly<Record<string, ScalarInput>>,
  field: Field<T>,
): ScalarArray<T>[] {
  const values: ScalarArray<T>[] = []
  for (const step of steps) values.push(run(step, values, inputs, field))
  return values
}

function run<T>(
  step: Step,
  values: readonly ScalarArray<T>[],
  inputs: Readonly<Record<string, ScalarInput>>,
  field: Field<T>,
): ScalarArray<T> {
  const at = (value: Value): ScalarArray<T> => values[value]
  const exact = (x: number): T | undefined => (Number.isFinite(x) ? field.exact(x) : undefined)
  switch (step[0]) {
    case 'input': {
      const { shape, data } = inputs[step[1]]
      return { shape, entries: Array.from(data, exact) }
    }
    case 'constant': {
      const numbers = step[2].map((text) => exact(fromHex(text)))
      const size = sizeOf(step[1])
      return {
        shape: step[1],
        entries: Array.from({ length: size }, (_, i) => numbers[numbers.length === 1 ? 0 : i]),
      }
    }
    case 'fraction':
      return { shape: [], entries: [field.fraction(step[1], step[2])] }
    case 'add':
    case 'sub':
    case 'mul':
    case 'div':
    case 'minimum':
    case 'maximum': {
      const operation = step[0]
      return zip(at(step[1]), at(step[2]), (a, b) => field[operation](a, b))
    }
    case 'neg':
    case 'abs':
    case 'square':
    case 'sqrt':
    case 'exp':
    case 'log': {
      const operation = step[0]
      return map(at(step[1]), (a) => field[operation](a))
    }
    case 'relu':
      return map(at(step[1]), (a) => field.maximum(a, field.exact(0)))
    case 'sum':
      return reduce(
        at(step[1]),
        step[2],
        step[3],
        (of) => folded(of, (a, b) => field.add(a, b)) ?? field.exact(0),
      )
    case 'max':
      return reduce(at(step[1]), step[2], step[3], (of) => folded(of, (a, b) => field.maximum(a, b)))
    case 'min':
      return reduce(at(step[1]), step[2], step[3], (of) => folded(of, (a, b) => field.minimum(a, b)))
    case 'matMul':
      return matMul(at(step[1]), at(step[2]), field)
    case 'transpose': {
      const { shape, entries } = at(step[1])
      const [rows, cols] = shape.slice(-2) as [number, number]
      const size = rows * cols
      return {
        shape: [...shape.slice(0, -2), cols, rows],
        entries: entries.map((_, i) => {
          const within = i % size
          return entries[i - within + (within % rows) * cols + Math.floor(within / rows)]
        }),
      }
    }
    case 'reshape':
      return { shape: step[2], entries: at(step[1]).entries }
    case 'gather': {
      const { shape, entries } = at(step[1])
      const { outer, extent, inner } = splitAtAxis(shape, step[3])
      const picked: (T | undefined)[] = []
      for (let block = 0; block < outer; block++)
        for (const index of step[2])
          for (let i = 0; i < inner; i++) picked.push(entries[(block * extent + index) * inner + i])
      return { shape: shape.map((e, i) => (i === step[3] ? step[2].length : e)), entries: picked }
    }
    case 'concat': {
      const [a, b] = [at(step[1]), at(step[2])]
      const [p, q] = [splitAtAxis(a.shape, step[3]), splitAtAxis(b.shape, step[3])]
      const joined: (T | undefined)[] = []
      for (let block = 0; block < p.outer; block++) {
        const [m, n] = [p.extent * p.inner, q.extent * q.inner]
        joined.push(
          ...a.entries.slice(block * m, (block + 1) * m),
          ...b.entries.slice(block * n, (block + 1) * n),
        )
      }
      return { shape: a.shape.map((e, i) => (i === step[3] ? e + b.shape[i] : e)), entries: joined }
    }
    case 'belowMax':
      return belowMax(at(step[1]), step[2], field)
  }
}

function map<T>({ shape, entries }: ScalarArray<T>, kernel: (a: T) => T | undefined): ScalarArray<T> {
  return { shape, entries: entries.map((a) => (a === undefined ? undefined : kernel(a))) }
}

function zip<T>(a: ScalarArray<T>, b: ScalarArray<T>, kernel: (a: T, b: T) => T | undefined): ScalarArray<T> {
  const shape = broadcastShapes(a.shape, b.shape)
  const [p, q] = [broadcastIndex(a.shape, shape), broadcastIndex(b.shape, shape)]
  const entries = Array.from(p, (i, entry) => {
    const x = a.entries[i]
    const y = b.entries[q[entry]]
    return x === undefined || y === undefined ? undefined : kernel(x, y)
  })
  return { shape, entries }
}

/** From left to right; undefined when some number is, or for none. */
function folded<T>(of: readonly (T | undefined)[], kernel: (a: T, b: T) => T | undefined): T | undefined {
  let total = of[0]
  for (let i = 1; i < of.length && total !== undefined; i++) {
    const next = of[i]
    total = next === undefined ? undefined : kernel(total, next)
  }
  return total
}

function reduce<T>(
  { shape, entries }: ScalarArray<T>,
  axis: number | null,
  keepDims: boolean,
  kernel: (of: readonly (T | undefined)[]) => T | undefined,
): ScalarArray<T> {
  if (axis === null) return { shape: keepDims ? shape.map(() => 1) : [], entries: [kernel(entries)] }
  return {
    shape: reducedShape(shape, axis, keepDims),
    entries: slices(shape, axis).map((places) => kernel(places.map((place) => entries[place]))),
  }
}

/** The places of the entries of each slice along an axis. */
function slices(shape: Shape, axis: number): number[][] {
  const { outer, extent, inner } = splitAtAxis(shape, axis)
  const out: number[][] = []
  for (let block = 0; block < outer; block++)
    for (let i = 0; i < inner; i++)
      out.push(Array.from({ length: extent }, (_, k) => (block * extent + k) * inner + i))
  return out
}

function matMul<T>(a: ScalarArray<T>, b: ScalarArray<T>, field: Field<T>): ScalarArray<T> {
  const shape = matMulShape(a.shape, b.shape)
  const [rows, cols] = shape.slice(-2) as [number, number]
  const inner = a.shape.at(-1)!
  const stack = shape.slice(0, -2)
  const p = broadcastIndex(a.shape.slice(0, -2), stack)
  const q = broadcastIndex(b.shape.slice(0, -2), stack)
  const entries: (T | undefined)[] = []
  for (let matrix = 0; matrix < p.length; matrix++)
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < cols; j++) {
        const terms = Array.from({ length: inner }, (_, k) => {
          const x = a.entries[(p[matrix] * rows + i) * inner + k]
          const y = b.entries[(q[matrix] * inner + k) * cols + j]
          return x === undefined || y === undefined ? undefined : field.mul(x, y)
        })
        entries.push(inner === 0 ? field.exact(0) : folded(terms, (x, y) => field.add(x, y)))
      }
  return { shape, entries }
}

function belowMax<T>({ shape, entries }: ScalarArray<T>, axis: number, field: Field<T>): ScalarArray<T> {
  const out: (T | undefined)[] = [...entries]
  for (const places of slices(shape, axis)) {
    const known = places.map((place) => entries[place]).filter((entry) => entry !== undefined)
    if (known.length === 0) continue
    const shift = field.shift(known)
    for (const place of places) {
      const entry = entries[place]
      out[place] = entry === undefined ? undefined : field.sub(entry, shift)
    }
  }
  return { shape, entries: out }
}
