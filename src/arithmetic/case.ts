import { sizeOf, type Shape } from './shape.ts'

/** A shaped array of float32 numbers, row-major: one input of a case, the same numbers in every arithmetic. */
export interface Input {
  readonly shape: Shape
  readonly data: Float32Array
}

/** One input to a claim: its arrays by name, and what it was drawn as. */
export interface Case {
  readonly inputs: Readonly<Record<string, Input>>
  /** The family of the case's distribution, such as `gaussian σ=3`; counted in the evidence. */
  readonly distribution?: string
}

/** Cases of one shape, lane by lane. */
export interface Batch {
  readonly lanes: number
  readonly names: readonly string[]
  readonly shapes: Readonly<Record<string, Shape>>
  /** For each name `lanes` × size float32 numbers. */
  readonly data: Readonly<Record<string, Float32Array>>
}

/** Two cases fit in one batch exactly when their keys are equal: `q[1×8] k[16×8]`. */
export function shapeKey(item: Case): string {
  if (!sameAsLast(item)) {
    const named = Object.entries(item.inputs)
    last = {
      names: named.map(([name]) => name),
      shapes: named.map(([, { shape }]) => shape),
      key: named.map(([name, { shape }]) => `${name}[${shape.join('×')}]`).join(' '),
    }
  }
  return last.key
}

// Generators share the shape arrays of their cases, and this is asked of every case.
let last: { names: readonly string[]; shapes: readonly Shape[]; key: string } = {
  names: [],
  shapes: [],
  key: '',
}

function sameAsLast({ inputs }: Case): boolean {
  let i = 0
  for (const name in inputs) {
    if (last.names[i] !== name || last.shapes[i] !== inputs[name]!.shape) return false
    i++
  }
  return i === last.names.length
}

/** Puts cases of equal `shapeKey` into one batch. */
export function batchOf(cases: readonly Case[]): Batch {
  const first = cases[0]!
  const names = Object.keys(first.inputs)
  const shapes: Record<string, Shape> = {}
  const data: Record<string, Float32Array> = {}
  for (const name of names) {
    shapes[name] = first.inputs[name]!.shape
    const size = sizeOf(shapes[name])
    const into = new Float32Array(size * cases.length)
    for (let lane = 0; lane < cases.length; lane++) into.set(cases[lane]!.inputs[name]!.data, lane * size)
    data[name] = into
  }
  return { lanes: cases.length, names, shapes, data }
}
