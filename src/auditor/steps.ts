import { hexFloat, isFloat32, type Entry, type Numbers } from './number.ts'
import * as N from './nested.ts'

type Value = N.Nested<Entry>
const UNARY = ['neg', 'abs', 'relu', 'square', 'sqrt', 'exp', 'log', 'tanh', 'sin', 'cos'] as const
const GATES = ['wherePositive', 'whereNonNegative'] as const
const BINARY = ['add', 'sub', 'mul', 'div', 'minimum', 'maximum', ...GATES] as const

const columns = (a: N.Json): Entry[][] => a[0].map((_: Entry, j: number) => a.map((row: Entry[]) => row[j]))
const transpose = (a: N.Json): Value => (N.shapeOf(a).length > 2 ? a.map(transpose) : columns(a))
function concat(a: Value, b: Value, axis: number): Value {
  const [p, q] = [a, b].map((of) => N.shapeOf(of).with(axis, 0).join())
  if (p !== q) N.fail('arrays do not join')
  return N.zip(a, b, (x, y) => [...x, ...y], N.shapeOf(a).length - N.whole(axis))
}
function matMul(x: Numbers, a: Entry[][], b: Entry[][]): Value {
  if (a.some((row) => row.length !== b.length)) N.fail('matrices do not fit')
  return a.map((row) => columns(b).map((column) => row.map((r, k) => x.mul(r, column[k])).reduce(x.add)))
}

/**
 * The values that the steps of a program make of its inputs.
 *
 * @param shifted whether belowMax subtracts what is largest; else nothing, which it may as well
 */
export function valuesOf(
  steps: readonly N.Json[],
  inputs: N.Json,
  x: Numbers,
  shifted = true,
): readonly Value[] {
  const values: Value[] = []
  const value = (n: N.Json): Value => values[N.whole(n)] ?? N.fail(`there is no value ${n} yet`)
  const table: Record<string, (p: N.Json, q?: N.Json, r?: N.Json) => Value> = {
    ...Object.fromEntries(UNARY.map((name) => [name, (n) => N.map(value(n), x[name])])),
    ...Object.fromEntries(BINARY.map((name) => [name, (m, n) => N.zip(value(m), value(n), x[name])])),
    input(name) {
      return N.filled(inputs[name].shape, inputs[name].data.map(x.read))
    },
    constant: (shape, of) =>
      N.filled(shape, of.length === 1 ? Array(N.sizeOf(shape)).fill(x.read(of[0])) : of.map(x.read)),
    fraction: (n, d) => x.of(BigInt(n), BigInt(d)),
    sum: (n, axis, keep) => N.reduce(value(n), axis, keep, x.add),
    max: (n, axis, keep) => N.reduce(value(n), axis, keep, x.maximum),
    min: (n, axis, keep) => N.reduce(value(n), axis, keep, x.minimum),
    belowMax: (n, axis) =>
      shifted ? N.zip(value(n), N.reduce(value(n), axis, true, x.maximum), x.sub) : value(n),
    transpose: (n) => transpose(value(n)),
    reshape: (n, shape) => N.filled(shape, N.entriesOf(value(n))),
    gather: (n, picked, axis) =>
      N.along(value(n), axis, (of) => picked.map((i: number) => of[i] ?? N.fail(`there is no entry ${i}`))),
    concat: (m, n, axis) => concat(value(m), value(n), axis),
    matMul: (m, n) => N.zip(value(m), value(n), (a, b) => matMul(x, a, b), 2),
  }
  for (const [name, { shape, data, ...more }] of Object.entries<N.Json>(inputs)) {
    if (N.sizeOf(shape) !== data.length || Object.keys(more).length > 0) N.fail(`input ${name} is no array`)
    if (!data.map(hexFloat).every(isFloat32)) N.fail(`input ${name} has an entry that is no float32 number`)
  }
  for (const [name, p, q, r] of steps) values.push(table[name](p, q, r))
  return values
}
