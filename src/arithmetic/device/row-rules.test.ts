import { expect, test } from 'vitest'
import { Recipe } from '../../engine/precision/recipe.ts'
import { WGSL } from '../../engine/webgpu/stated.ts'
import { copyBound } from './device-array.ts'
import { IEEE_FLOAT32, type ErrorLimits } from './error-limits.ts'
import { LaneBound } from './lane-bound.ts'
import { carryOf, cutAnew, massOf, normOf, RowLimits } from './row-limits.ts'
import { StaticRules } from './static-rules.ts'

type Numbers = readonly number[]

/** Numbers that were computed, and what they were computed for: [rows, n] each. */
interface Matrix {
  readonly n: number
  readonly computed: readonly number[]
  readonly meant: readonly number[]
}

/** Float64 rounding, which the rules' slack covers, must not count here. */
const NEARLY = 2 ** -40
const LIMITS: Readonly<Record<string, ErrorLimits>> = {
  IEEE: IEEE_FLOAT32,
  WGSL,
  coarse: {
    ...IEEE_FLOAT32,
    unitRoundoff: 2 ** -9,
    productAccumulation: 2 ** -9,
    ulps: { ...IEEE_FLOAT32.ulps, div: 2 ** 14 },
  },
}
const COUNT = 1500

const range = (n: number) => Array.from({ length: n }, (_, i) => i)
const sum = (x: readonly number[]): number => x.reduce((a, b) => a + b, 0)
const rowsOf = ({ n }: Matrix, x: readonly number[]) =>
  range(x.length / n).map((i) => x.slice(i * n, (i + 1) * n))
const transposed = ({ n, computed, meant }: Matrix): Matrix => {
  const rows = computed.length / n
  const turn = (x: readonly number[]) =>
    range(x.length).map((at) => x[(at % rows) * n + Math.floor(at / rows)])
  return { n: rows, computed: turn(computed), meant: turn(meant) }
}
const most = (rows: readonly (readonly number[])[], of: (row: readonly number[]) => number) =>
  Math.max(...rows.map(of))

/** What is exactly known of a matrix whose errors exceed `rel`·|v̂| by `beyond`; of its rows only the norms where `bare`. */
function boundOf(matrix: Matrix, rel: number, beyond: readonly number[], bare: boolean): LaneBound {
  const out = new LaneBound(1)
  const { computed } = matrix
  out.set(0, Math.min(...computed), Math.max(...computed), rel, Math.max(...beyond))
  const rows = rowsOf(matrix, computed)
  const largest = (of: (row: Numbers) => number) => (): number => most(rows, of)
  out.rows = new RowLimits(out, {
    norm: largest((row) => Math.sqrt(sum(row.map((v) => v * v)))),
    ...(!bare && {
      mass: largest((row) => sum(row.map(Math.abs))),
      carry: () => most(rowsOf(matrix, beyond), sum),
    }),
  })
  return out
}

/** A matrix, and its bound: of one sign or of both, all of one size or a few large, with errors all upward or in any direction. */
function drawn(recipe: Recipe, rows: number, n: number): { matrix: Matrix; bound: LaneBound } {
  const flip = (share: number): boolean => recipe.unit() < share
  const [signed, upward, peaked, level] = [flip(0.4), flip(0.6), flip(0.4), flip(0.1)]
  const rel = flip(0.5) ? 0 : 2 ** -(4 + Math.floor(recipe.unit() * 16))
  const scale = flip(0.6) ? 0 : 2 ** -(4 + Math.floor(recipe.unit() * 16))
  const computed = range(rows * n).map((at) => {
    const size = (peaked && at % n > 0 ? 2 ** -6 : 1) * (level ? 1 : 0.5 + recipe.unit())
    return Math.fround(signed && flip(0.5) ? -size : size)
  })
  const beyond = computed.map((_, at) => (at % n === 0 || flip(0.3) ? scale * recipe.unit() : 0))
  const meant = computed.map((v, at) => {
    const side = upward || flip(0.5) ? 1 : -1
    return v + side * (rel * Math.abs(v) + beyond[at])
  })
  const matrix = { n, computed, meant }
  return { matrix, bound: boundOf(matrix, rel, beyond, flip(0.3)) }
}

/** What is not within a bound, in words. */
function escapes(out: LaneBound, matrix: Matrix): string[] {
  const [rel, abs] = [out.rel[0], out.abs[0]]
  const beyond = matrix.computed.map((v, i) => Math.max(0, Math.abs(v - matrix.meant[i]) - rel * Math.abs(v)))
  const rows = rowsOf(matrix, matrix.computed)
  const { n } = matrix
  const held: Record<string, [number, number]> = {
    'largest entry': [Math.max(...matrix.computed), out.hi[0]],
    'smallest entry': [-Math.min(...matrix.computed), -out.lo[0]],
    error: [Math.max(...beyond), abs],
    norm: [most(rows, (row) => Math.sqrt(sum(row.map((v) => v * v)))), normOf(out, 0, n)],
    mass: [most(rows, (row) => sum(row.map(Math.abs))), massOf(out, 0, n)],
    carry: [most(rowsOf(matrix, beyond), sum), carryOf(out, 0, n)],
  }
  return Object.entries(held)
    .filter(([, [found, limit]]) => !(found - limit <= NEARLY * (1 + Math.abs(limit))))
    .map(([what, [found, limit]]) => `${what} ${found} above ${limit}`)
}

/** The numbers of an operation on numbers, rounded to float32 or not. */
type Compute = (of: readonly Numbers[], round: (x: number) => number) => Numbers

const entrywise =
  (of: (x: number, y: number) => number): Compute =>
  ([a, b], round) =>
    a.map((x, i) => round(of(x, b[i % b.length])))

const product =
  (n: number, cols: number): Compute =>
  ([a, b], round) =>
    range(a.length / n).flatMap((i) =>
      range(cols).map((j) =>
        range(n)
          .map((k) => round(a[i * n + k] * b[k * cols + j]))
          .reduce((x, y) => round(x + y)),
      ),
    )

const rowSums =
  (n: number): Compute =>
  ([a], round) =>
    range(a.length / n).map((i) => a.slice(i * n, (i + 1) * n).reduce((x, y) => round(x + y)))

/** A kernel's rounding, as bad as the limits allow: always down, always up, or in any direction. */
function worstRounding({ unitRoundoff }: ErrorLimits, recipe: Recipe): (x: number) => number {
  const down = recipe.unit() * 1.5
  return (x) => x * (1 + (recipe.unit() < down - 0.25 ? -1 : 1) * unitRoundoff * (1 - NEARLY))
}

type Computed = (compute: Compute, n: number, ...of: readonly Matrix[]) => Matrix

const computing =
  (round: (x: number) => number): Computed =>
  (compute, n, ...of) => ({
    n,
    computed: compute(
      of.map((matrix) => matrix.computed),
      round,
    ),
    meant: compute(
      of.map((matrix) => matrix.meant),
      (x) => x,
    ),
  })

const [ROWS, N, COLS] = [2, 5, 3]

/** Each operation on drawn matrices, with what it came to. */
const OPERATIONS: Record<
  string,
  (rules: StaticRules, recipe: Recipe, computed: Computed) => [LaneBound, Matrix]
> = {
  'a product entry by entry'(rules, recipe, computed) {
    const [a, b] = [drawn(recipe, 1, N), drawn(recipe, 1, N)]
    const out = rules.elementwise('mul', a.bound, b.bound, { n: N, a: N, b: N })
    return [
      out,
      computed(
        entrywise((x, y) => x * y),
        N,
        a.matrix,
        b.matrix,
      ),
    ]
  },
  'a product with a number'(rules, recipe, computed) {
    const [a, b] = [drawn(recipe, ROWS, N), drawn(recipe, 1, 1)]
    const out = rules.elementwise('mul', a.bound, b.bound, { n: N, a: N, b: 1 })
    return [
      out,
      computed(
        entrywise((x, y) => x * y),
        N,
        a.matrix,
        b.matrix,
      ),
    ]
  },
  'a sum and a difference'(rules, recipe, computed) {
    const [a, b] = [drawn(recipe, ROWS, N), drawn(recipe, recipe.unit() < 0.5 ? ROWS : 1, N)]
    const op = recipe.unit() < 0.5 ? 'add' : 'sub'
    const out = rules.elementwise(op, a.bound, b.bound, { n: N, a: N, b: N })
    return [
      out,
      computed(
        entrywise((x, y) => (op === 'add' ? x + y : x - y)),
        N,
        a.matrix,
        b.matrix,
      ),
    ]
  },
  'rows side by side'(rules, recipe, computed) {
    const [a, b] = [drawn(recipe, 1, N), drawn(recipe, 1, COLS)]
    const out = rules.union(a.bound, b.bound, { n: N + COLS, a: N, b: COLS }, true)
    return [out, computed(([x, y]) => [...x, ...y], N + COLS, a.matrix, b.matrix)]
  },
  'rows below others'(rules, recipe, computed) {
    const [a, b] = [drawn(recipe, 1, N), drawn(recipe, ROWS, N)]
    const out = rules.union(a.bound, b.bound, { n: N, a: N, b: N }, false)
    return [out, computed(([x, y]) => [...x, ...y], N, a.matrix, b.matrix)]
  },
  'rows in one'(_, recipe, computed) {
    const { bound, matrix } = drawn(recipe, ROWS, N)
    return [recut(bound, N, ROWS * N), computed(([x]) => x, ROWS * N, matrix)]
  },
  'rows in parts'(_, recipe, computed) {
    const { bound, matrix } = drawn(recipe, 1, 2 * COLS)
    return [recut(bound, 2 * COLS, COLS), computed(([x]) => x, COLS, matrix)]
  },
  squares(rules, recipe, computed) {
    const { bound, matrix } = drawn(recipe, ROWS, N)
    return [rules.onEach('square', bound, N), computed(([x], round) => x.map((v) => round(v * v)), N, matrix)]
  },
  'sums of rows'(rules, recipe, computed) {
    const a = drawn(recipe, ROWS, N)
    return [rules.sum(a.bound, N, true), computed(rowSums(N), 1, a.matrix)]
  },
  'a sum of products'(rules, recipe, computed) {
    const [a, b] = [drawn(recipe, 1, N), drawn(recipe, 1, N)]
    const products = rules.elementwise('mul', a.bound, b.bound, { n: N, a: N, b: N })
    const of = computed(
      entrywise((x, y) => x * y),
      N,
      a.matrix,
      b.matrix,
    )
    return [rules.sum(products, N, true), computed(rowSums(N), 1, of)]
  },
  'a matrix product'(rules, recipe, computed) {
    const [a, b] = [drawn(recipe, ROWS, N), drawn(recipe, N, COLS)]
    const out = rules.matMul(a.bound, b.bound, N, COLS, undefined)
    return [out, computed(product(N, COLS), COLS, a.matrix, b.matrix)]
  },
  'a product with a transpose'(rules, recipe, computed) {
    const [a, b] = [drawn(recipe, ROWS, N), drawn(recipe, COLS, N)]
    const flat = new LaneBound(1)
    for (const field of ['lo', 'hi', 'rel', 'abs'] as const) flat[field].set(b.bound[field])
    const out = rules.matMul(a.bound, flat, N, COLS, b.bound)
    return [out, computed(product(N, COLS), COLS, a.matrix, transposed(b.matrix))]
  },
  'rows divided by numbers'(rules, recipe, computed) {
    const [a, b] = [drawn(recipe, 1, N), drawn(recipe, 1, 1)]
    const out = rules.divRows(a.bound, b.bound, N, true)
    return [
      out,
      computed(
        entrywise((x, y) => x / y),
        N,
        a.matrix,
        b.matrix,
      ),
    ]
  },
  'rows divided by their sums'(rules, recipe, computed) {
    const a = drawn(recipe, 1, N)
    const sums = computed(rowSums(N), 1, a.matrix)
    const out = rules.divRows(a.bound, positive(rules.sum(a.bound, N, true), sums), N, true)
    return [
      out,
      computed(
        entrywise((x, y) => x / y),
        N,
        a.matrix,
        sums,
      ),
    ]
  },
  'combined rows divided by the sums of the coefficients'(rules, recipe, computed) {
    const [a, b] = [drawn(recipe, 1, N), drawn(recipe, N, COLS)]
    const sums = computed(rowSums(N), 1, a.matrix)
    const rows = computed(product(N, COLS), COLS, a.matrix, b.matrix)
    const divisor = positive(rules.sum(a.bound, N, true), sums)
    const out = rules.divRows(rules.matMul(a.bound, b.bound, N, COLS, undefined), divisor, COLS, true)
    return [
      out,
      computed(
        entrywise((x, y) => x / y),
        COLS,
        rows,
        sums,
      ),
    ]
  },
  'the largest less the smallest'(rules, recipe, computed) {
    const a = drawn(recipe, ROWS, N)
    const extreme =
      (of: typeof Math.max): Compute =>
      ([x]) =>
        rowsOf(a.matrix, x).map((row) => of(...row))
    const ends = [Math.max, Math.min].map((of) => computed(extreme(of), 1, a.matrix))
    const [most, least] = (['max', 'min'] as const).map((kind) => rules.extreme(a.bound, kind, 1))
    const out = rules.elementwise('sub', most, least, { n: 1, a: 1, b: 1 })
    return [
      out,
      computed(
        entrywise((x, y) => x - y),
        1,
        ...ends,
      ),
    ]
  },
}

/** The same numbers in rows of another length. */
function recut(bound: LaneBound, from: number, to: number): LaneBound {
  const out = copyBound(bound)
  const rows = cutAnew(bound, from, to)
  if (rows) out.rows = rows
  return out
}

/** What was seen of sums: without this, no sum of numbers of both signs has a quotient that is known. */
function positive(bound: LaneBound, sums: Matrix): LaneBound {
  bound.lo[0] = Math.max(bound.lo[0], Math.min(...sums.computed))
  return bound
}

test.each(Object.keys(OPERATIONS).flatMap((name) => Object.keys(LIMITS).map((limits) => ({ name, limits }))))(
  '$name, as $limits rounds, stays within its limits',
  ({ name, limits }) => {
    const recipe = new Recipe(4)
    const rules = new StaticRules(LIMITS[limits])
    const found: string[] = []
    let known = 0
    for (let i = 0; i < COUNT; i++) {
      const [out, matrix] = OPERATIONS[name](rules, recipe, computing(worstRounding(LIMITS[limits], recipe)))
      if (!(out.error(0) < Infinity)) continue
      known++
      found.push(...escapes(out, matrix))
    }
    expect(found).toEqual([])
    expect(known).toBeGreaterThan(COUNT / 4)
  },
)
