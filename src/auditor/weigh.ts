import { demandWithin, type Limits } from './limits.ts'
import { fail, joined, whole, without, type Json } from './arrays.ts'

/** What is known of a value before it is computed. */
interface Weight {
  readonly shape: readonly number[]
  readonly bits: number
  /** Operations on numbers that make it. */
  readonly operations: number
}
const BINARY = ['add', 'sub', 'minimum', 'maximum', 'wherePositive', 'whereNonNegative']
const UNARY = ['neg', 'abs', 'relu', 'sqrt', 'exp', 'log', 'tanh', 'sin', 'cos']
const LEAF = 64

/** Entries of an array, and lists of an empty one. */
const cells = (shape: readonly number[]): number => shape.reduce((a, b) => a * Math.max(1, b), 1)
/** With the lists that nest them, which take a part of what a number takes. */
const held = (shape: readonly number[]): number => Math.ceil(cells(shape) * (1 + shape.length / 32))
const listed = (of: Json): Json[] => (Array.isArray(of) ? of : fail(`${String(of).slice(0, 40)} is no list`))
const own = (of: Json, name: Json): Json =>
  typeof of === 'object' && of !== null && Object.hasOwn(of, name) ? of[name] : fail(`there is no ${name}`)

function reduced(shape: readonly number[], axis: Json, keep: Json): readonly number[] {
  if (axis !== null && !(whole(axis) < shape.length)) fail('there is no such axis')
  return typeof keep === 'boolean' ? without(shape, axis, keep) : fail('keepDims is true or false')
}

/** The weights of the values that steps make. */
function weightsOf(steps: readonly Json[], inputs: Json, limits: Limits): readonly Weight[] {
  const found: Weight[] = []
  const at = (n: Json): Weight => found[whole(n)] ?? fail(`there is no value ${n} yet`)
  const made = (shape: readonly number[], bits: number, operations = cells(shape)): Weight => ({
    ...{ shape, bits, operations },
  })
  const same = (n: Json): Weight => made(at(n).shape, at(n).bits)
  const over = (n: Json, axis: Json, keep: Json): Weight =>
    made(reduced(at(n).shape, axis, keep), at(n).bits, cells(at(n).shape))
  const pair = (m: Json, n: Json): Weight =>
    made(joined(at(m).shape, at(n).shape), Math.max(at(m).bits, at(n).bits))
  const product = (m: Json, n: Json): Weight =>
    made(joined(at(m).shape, at(n).shape), at(m).bits + at(n).bits)
  const table: Record<string, (p: Json, q: Json, r: Json) => Weight> = {
    ...Object.fromEntries(UNARY.map((name) => [name, same])),
    ...Object.fromEntries(BINARY.map((name) => [name, pair])),
    ...{ mul: product, div: product, sum: over, max: over, min: over },
    square: (n) => product(n, n),
    belowMax: (n, axis) => pair(n, (over(n, axis, true), n)),
    input: (name) => made(listed(own(own(inputs, name), 'shape')), LEAF),
    constant: (shape, of) => made(listed(of) && listed(shape), LEAF),
    fraction: (n, d) =>
      Number.isSafeInteger(n) && Number.isSafeInteger(d) ? made([], LEAF) : fail('no fraction'),
    transpose: (n) => made([...at(n).shape.slice(0, -2), ...at(n).shape.slice(-2).reverse()], at(n).bits),
    reshape: (n, shape) => made(listed(shape), at(n).bits),
    gather: (n, picked, axis) => made(at(n).shape.with(whole(axis), listed(picked).length), at(n).bits),
    concat(m, n, axis) {
      const [a, b] = [at(m), at(n)]
      const length = a.shape[whole(axis)] + b.shape[axis]
      return made(a.shape.with(axis, length), Math.max(a.bits, b.bits))
    },
    matMul(m, n) {
      const [a, b] = [at(m), at(n)]
      const [rows, columns] = [a.shape.at(-2), b.shape.at(-1)]
      if (rows === undefined || columns === undefined) return fail('matrices have two axes')
      const shape = [...joined(a.shape.slice(0, -2), b.shape.slice(0, -2)), rows, columns]
      return made(shape, a.bits + b.bits, cells(shape) * Math.max(1, a.shape.at(-1)!))
    },
  }
  let [numbers, operations] = [0, 0]
  for (const [name, ...of] of steps.map(listed)) {
    if (typeof name !== 'string' || !Object.hasOwn(table, name))
      fail(`there is no operation ${String(name).slice(0, 40)}`)
    if (of.length !== table[name].length)
      fail(`${name} takes ${table[name].length} operands, not ${of.length}`)
    const weight = table[name](of[0], of[1], of[2])
    demandWithin(limits, 'axes', weight.shape.length)
    demandWithin(limits, 'extent', Math.max(0, ...weight.shape.map(whole)))
    demandWithin(limits, 'array', held(weight.shape))
    demandWithin(limits, 'numbers', (numbers += held(weight.shape)))
    demandWithin(limits, 'bits', weight.bits)
    demandWithin(limits, 'operations', (operations += weight.operations))
    found.push(weight)
  }
  return found
}

type Add = (name: 'statements' | 'operations', found: number) => void
/** The shape of a statement's truths. */
function shapeOfTruths(
  statement: Json,
  at: (n: Json) => Weight,
  limits: Limits,
  add: Add,
): readonly number[] {
  add('statements', 1)
  const [name, p, q, ...more] = listed(statement)
  if (typeof name !== 'string' || more.length > 0 || (q === undefined) !== /^(not|all|any)$/.test(name))
    fail(`there is no statement ${name}`)
  const of = (inner: Json): readonly number[] => shapeOfTruths(inner, at, limits, add)
  const shape = ((): readonly number[] => {
    if (/^(not|all|any)$/.test(name)) return name === 'not' ? of(p) : (of(p), [])
    if (/^(and|or|implies|iff)$/.test(name)) return joined(of(p), of(q))
    if (/^(less|atMost|equal)$/.test(name)) return joined(at(p).shape, at(q).shape)
    if (name === 'sameOrder') return rows(at(p).shape, at(q).shape, add)
    for (const n of /ThatOf$/.test(name) ? [p, q] : [p]) ranked(at(n).shape, add)
    return typeof q === 'number' ? [] : fail(`${name} takes a number`)
  })()
  demandWithin(limits, 'array', held(shape))
  add('operations', cells(shape))
  return shape
}
/** Each two entries of a row are compared, in both values. */
function rows(a: readonly number[], b: readonly number[], add: Add): readonly number[] {
  if (a.length === 0 || a.join() !== b.join()) fail('sameOrder compares rows of equal shapes')
  add('operations', 2 * cells(a) * Math.max(1, a.at(-1)!))
  return a.slice(0, -1)
}
/** By elimination, twice: once to compare, once for the limits. */
function ranked(shape: readonly number[], add: Add): void {
  if (shape.length !== 2) fail('only a matrix has a rank')
  add('operations', 2 * cells(shape) * Math.max(1, Math.min(...shape)))
}

/** @throws {OverLimit} when a certificate asks for more than a limit, before anything is computed */
export function weigh({ inputs, program }: Json, limits: Limits): void {
  demandWithin(limits, 'steps', listed(program?.steps).length)
  const weights = weightsOf(program.steps, inputs, limits)
  const at = (n: Json): Weight => weights[whole(n)] ?? fail(`there is no value ${n}`)
  const sum = { statements: 0, operations: weights.reduce((total, { operations }) => total + operations, 0) }
  const add: Add = (name, found) => demandWithin(limits, name, (sum[name] += found))
  const { hypotheses, claim, obstruction } = program
  for (const statement of [...listed(hypotheses), claim, ...(obstruction === undefined ? [] : [obstruction])])
    shapeOfTruths(statement, at, limits, add)
}
