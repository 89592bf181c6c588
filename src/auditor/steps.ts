import { hexFloat, isFloat32, type Entry, type Numbers } from './number.ts'
import * as N from './arrays.ts'

type Value = N.Shaped<Entry>
const UNARY = ['neg', 'abs', 'relu', 'square', 'sqrt', 'exp', 'log', 'tanh', 'sin', 'cos'] as const
const GATES = ['wherePositive', 'whereNonNegative'] as const
const BINARY = ['add', 'sub', 'mul', 'div', 'minimum', 'maximum', ...GATES] as const

function transpose({ shape, of }: Value): Value {
  const [[stacks, n], m] = [N.around(shape, shape.length - 2), shape.at(-1)!]
  const places = N.range(stacks * m * n).map(
    (at) => (Math.floor(at / n / m) * n + (at % n)) * m + (Math.floor(at / n) % m),
  )
  return { shape: [...shape.slice(0, -2), m, n], of: places.map((at) => of[at]) }
}
function gather({ shape, of }: Value, picked: readonly N.Json[], axis: N.Json): Value {
  const [outer, n, inner] = N.around(shape, axis)
  for (const i of picked) if (!(N.whole(i) < n)) N.fail(`there is no entry ${i}`)
  const from = N.range(outer).flatMap((block) => picked.map((i) => (block * n + i) * inner))
  return { shape: shape.with(axis, picked.length), of: from.flatMap((at) => of.slice(at, at + inner)) }
}
function concat(a: Value, b: Value, axis: N.Json): Value {
  const [[outer, m, inner], [, n]] = [N.around(a.shape, axis), N.around(b.shape, axis)]
  if (a.shape.with(axis, n).join() !== b.shape.join()) N.fail('arrays do not join')
  const part = ({ of }: Value, block: number, size: number): readonly Entry[] =>
    of.slice(block * size, (block + 1) * size)
  const of = N.range(outer).flatMap((block) => [...part(a, block, m * inner), ...part(b, block, n * inner)])
  return { shape: a.shape.with(axis, m + n), of }
}
function matMul(x: Numbers, a: Value, b: Value): Value {
  const [k, [l, m]] = [a.shape.at(-1), b.shape.slice(-2)]
  if (k !== l) N.fail('matrices do not fit')
  const columns = N.filled([...b.shape.slice(0, -2), 1, l, m], b.of)
  const terms = N.zip(N.filled([...a.shape, 1], a.of), columns, x.mul)
  return N.reduce(terms, [terms.shape.length - 2, false], x.add, x.of(0n))
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
    fraction: (n, d) => N.filled([], [x.of(BigInt(n), BigInt(d))]),
    sum: (n, ...over) => N.reduce(value(n), over, x.add, x.of(0n)),
    max: (n, ...over) => N.reduce(value(n), over, x.maximum),
    min: (n, ...over) => N.reduce(value(n), over, x.minimum),
    belowMax: (n, axis) =>
      shifted ? N.zip(value(n), N.reduce(value(n), [axis, true], x.maximum, {}), x.sub) : value(n),
    transpose: (n) => transpose(value(n)),
    reshape: (n, shape) => N.filled(shape, value(n).of),
    gather: (n, picked, axis) => gather(value(n), picked, axis),
    concat: (m, n, axis) => concat(value(m), value(n), axis),
    matMul: (m, n) => matMul(x, value(m), value(n)),
  }
  for (const [name, { shape, data, ...more }] of Object.entries<N.Json>(inputs)) {
    if (N.sizeOf(shape) !== data.length || Object.keys(more).length > 0) N.fail(`input ${name} is no array`)
    if (!data.map(hexFloat).every(isFloat32)) N.fail(`input ${name} has an entry that is no float32 number`)
  }
  for (const [name, p, q, r] of steps) values.push(table[name](p, q, r))
  return values
}
