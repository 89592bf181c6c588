import { demandWithin, type Limits } from './limits.ts'
import { fail, whole, type Json } from './nested.ts'

/** What is known of a value before it is computed. */
interface Weight {
  readonly shape: readonly number[]
  readonly bits: number
  /** Operations on numbers that make it. */
  readonly operations: number
}
const BINARY = ['add', 'sub', 'minimum', 'maximum']
const UNARY = ['neg', 'abs', 'relu', 'sqrt', 'exp', 'log', 'tanh', 'sin', 'cos']
const LEAF = 64

/** Entries of an array, and lists of an empty one. */
const cells = (shape: readonly number[]): number => shape.reduce((a, b) => a * Math.max(1, b), 1)
const listed = (of: Json): Json[] => (Array.isArray(of) ? of : fail(`${String(of).slice(0, 40)} is no list`))
const own = (of: Json, name: Json): Json =>
  typeof of === 'object' && of !== null && Object.hasOwn(of, name) ? of[name] : fail(`there is no ${name}`)

function joined(a: readonly number[], b: readonly number[]): number[] {
  const length = Math.max(a.length, b.length)
  const [p, q] = [a, b].map((of) => [...Array<number>(length - of.length).fill(1), ...of])
  return p.map((n, i) => (n === q[i] || q[i] === 1 ? n : n === 1 ? q[i] : fail('shapes do not fit')))
}
function without(shape: readonly number[], axis: Json, keep: Json): number[] {
  if (axis !== null && !(whole(axis) < shape.length)) fail('there is no such axis')
  const at = axis === null ? shape.map((_, i) => i) : [axis]
  return shape.flatMap((n, i) => (!at.includes(i) ? [n] : keep ? [1] : []))
}

/** The weights of the values that steps make. */
function weightsOf(steps: readonly Json[], inputs: Json, limits: Limits): readonly Weight[] {
  const found: Weight[] = []
  const at = (n: Json): Weight => found[whole(n)] ?? fail(`there is no value ${n} yet`)
  const made = (shape: readonly number[], bits: number, operations = cells(shape)): Weight => ({
    ...{ shape, bits, operations },
  })
  const same = (n: Json): Weight => made(at(n).shape, at(n).bits)
  const reduced = (n: Json, axis: Json, keep: Json): Weight =>
    made(without(at(n).shape, axis, keep), at(n).bits, cells(at(n).shape))
  const pair = (m: Json, n: Json): Weight => made(joined(at(m).shape, at(n).shape), Math.max(at(m).bits, at(n).bits))
  const product = (m: Json, n: Json): Weight => made(joined(at(m).shape, at(n).shape), at(m).bits + at(n).bits)
  const table: Record<string, (p: Json, q?: Json, r?: Json) => Weight> = {
    ...Object.fromEntries(UNARY.map((name) => [name, same])),
    ...Object.fromEntries(BINARY.map((name) => [name, pair])),
    ...{ mul: product, div: product, sum: reduced, max: reduced, min: reduced },
    square: (n) => product(n, n),
    belowMax: (n, axis) => pair(n, (reduced(n, axis, true), n)),
    input: (name) => made(listed(own(own(inputs, name), 'shape')), LEAF),
    constant: (shape) => made(listed(shape), LEAF),
    fraction: () => made([], LEAF),
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
    const weight = Object.hasOwn(table, name) ? table[name](of[0], of[1], of[2]) : fail(`there is no operation ${name}`)
    demandWithin(limits, 'axes', weight.shape.length)
    demandWithin(limits, 'extent', Math.max(0, ...weight.shape.map(whole)))
    demandWithin(limits, 'array', cells(weight.shape))
    demandWithin(limits, 'numbers', (numbers += cells(weight.shape) + weight.shape.length))
    demandWithin(limits, 'bits', weight.bits)
    demandWithin(limits, 'operations', (operations += weight.operations))
    found.push(weight)
  }
  return found
}

/** Operations on numbers that the comparisons of statements take. */
function comparisons(statements: readonly Json[], at: (n: Json) => Weight, limits: Limits): number {
  let [operations, seen] = [0, 0]
  const left = [...statements]
  while (left.length > 0) {
    demandWithin(limits, 'statements', ++seen)
    const [name, ...of] = listed(left.pop())
    if (/^(and|or|implies|iff|not|all|any)$/.test(name)) {
      left.push(...of.slice(0, 2))
      continue
    }
    const compared = /^rankAt[A-Z][a-z]+$/.test(name) ? of.slice(0, 1) : of.slice(0, 2)
    const shapes = compared.map((n) => at(n).shape)
    const each = String(name).startsWith('rank') ? rankCost : name === 'sameOrder' ? orderCost : cells
    operations += each === cells ? cells(shapes.reduce(joined)) : shapes.reduce((sum, shape) => sum + each(shape), 0)
    demandWithin(limits, 'operations', operations)
  }
  return operations
}
const orderCost = (shape: readonly number[]): number => cells(shape) * (shape.at(-1) ?? 1)
const rankCost = (shape: readonly number[]): number => cells(shape) * Math.min(...shape, Infinity)

/** What a certificate asks for. @throws {OverLimit} when that is more than a limit, before anything is computed */
export function weigh({ inputs, program }: Json, limits: Limits): { operations: number } {
  demandWithin(limits, 'steps', listed(program?.steps).length)
  const weights = weightsOf(program.steps, inputs, limits)
  const at = (n: Json): Weight => weights[whole(n)] ?? fail(`there is no value ${n}`)
  const statements = [...listed(program.hypotheses), program.claim, ...(program.obstruction ? [program.obstruction] : [])]
  const made = weights.reduce((sum, { operations }) => sum + operations, 0)
  const operations = made + comparisons(statements, at, limits)
  demandWithin(limits, 'operations', operations)
  return { operations }
}
