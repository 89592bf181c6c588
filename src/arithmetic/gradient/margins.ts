import { broadcastShapes, sizeOf, type Shape } from '../../program/shape.ts'
import type { Atom, Statement } from '../../program/statement.ts'
import type { Value } from '../../program/step.ts'
import { placesOf, type Numbers } from './kernel.ts'

/** That the margin is some constant times an entry of a value, plus what the others are. */
export interface Term {
  readonly value: Value
  readonly entry: number
  readonly factor: number
}

/**
 * How far a statement is from the other truth, for each entry: positive where it is true, negative where it is false, as
 * temporal logics of real signals have it (Donzé and Maler, FORMATS 2010). NaN where nothing can be said.
 */
interface Margins {
  readonly shape: Shape
  readonly margin: Numbers
  /** Of which entries of values the margin of an entry is made. */
  terms(entry: number): readonly Term[]
}

/** How far a statement is from the other truth, and what of the values that depends on. */
export interface Margin {
  readonly margin: number
  readonly terms: readonly Term[]
}

/** Whether margins are known for every comparison of a statement: none are for ranks and for what is definite. */
export const hasMargins = (atoms: Iterable<Atom>): boolean =>
  [...atoms].every(([relation]) => ['less', 'atMost', 'equal', 'sameOrder'].includes(relation))

/** The margin of a statement that is read as "for all entries". @param values by their numbers */
export function marginOf(
  statement: Statement,
  values: readonly Numbers[],
  shapes: (value: Value) => Shape,
): Margin {
  return extreme(marginsOf(statement, values, shapes), 1)
}

function marginsOf(
  statement: Statement,
  values: readonly Numbers[],
  shapes: (value: Value) => Shape,
): Margins {
  const inner = (of: Statement): Margins => marginsOf(of, values, shapes)
  switch (statement[0]) {
    case 'and':
      return both(inner(statement[1]), inner(statement[2]), 1)
    case 'or':
      return both(inner(statement[1]), inner(statement[2]), -1)
    case 'implies':
      return both(negated(inner(statement[1])), inner(statement[2]), -1)
    case 'iff': {
      const [a, b] = [inner(statement[1]), inner(statement[2])]
      return both(both(negated(a), b, -1), both(a, negated(b), -1), 1)
    }
    case 'not':
      return negated(inner(statement[1]))
    case 'all':
    case 'any': {
      const { margin, terms } = extreme(inner(statement[1]), statement[0] === 'all' ? 1 : -1)
      return { shape: [], margin: Float64Array.of(margin), terms: () => terms }
    }
    case 'sameOrder':
      return ordered(statement[1], statement[2], values, shapes)
    case 'less':
    case 'atMost':
    case 'equal':
      return compared(statement[0], statement[1], statement[2], values, shapes)
    default:
      return { shape: [], margin: Float64Array.of(NaN), terms: () => [] }
  }
}

function compared(
  relation: 'less' | 'atMost' | 'equal',
  a: Value,
  b: Value,
  values: readonly Numbers[],
  shapes: (value: Value) => Shape,
): Margins {
  const shape = broadcastShapes(shapes(a), shapes(b))
  const [p, q] = [placesOf(shapes(a), shape), placesOf(shapes(b), shape)]
  const [x, y] = [values[a], values[b]]
  const difference = (i: number): number => y[q[i]] - x[p[i]]
  const sign = (i: number): number => (relation === 'equal' && difference(i) > 0 ? -1 : 1)
  return {
    shape,
    margin: Float64Array.from(p, (_, i) => sign(i) * difference(i)),
    terms: (i) => [
      { value: b, entry: q[i], factor: sign(i) },
      { value: a, entry: p[i], factor: -sign(i) },
    ],
  }
}

/** For each row the pair of entries that is nearest to another order, or furthest beyond it. */
function ordered(a: Value, b: Value, values: readonly Numbers[], shapes: (value: Value) => Shape): Margins {
  const shape = shapes(a).slice(0, -1)
  const count = shapes(a).at(-1)!
  const [x, y] = [values[a], values[b]]
  const rows = sizeOf(shape)
  const margin = new Float64Array(rows)
  const pairs: { readonly at: Value; readonly i: number; readonly j: number; readonly factor: number }[] = []
  for (let row = 0; row < rows; row++) {
    margin[row] = Infinity
    for (let i = row * count; i < (row + 1) * count; i++)
      for (let j = i + 1; j < (row + 1) * count; j++) {
        const [dx, dy] = [x[i] - x[j], y[i] - y[j]]
        const sign = Math.sign(dx) * Math.sign(dy)
        const least = Math.min(Math.abs(dx), Math.abs(dy))
        if (sign * least >= margin[row]) continue
        margin[row] = sign * least
        const [at, d] = Math.abs(dx) < Math.abs(dy) ? [a, dx] : [b, dy]
        pairs[row] = { at, i, j, factor: sign * Math.sign(d) }
      }
  }
  return {
    shape,
    margin,
    terms(row) {
      if (!(row in pairs)) return []
      const { at, i, j, factor } = pairs[row]
      return [
        { value: at, entry: i, factor },
        { value: at, entry: j, factor: -factor },
      ]
    },
  }
}

const negated = ({ shape, margin, terms }: Margins): Margins => ({
  shape,
  margin: margin.map((x) => -x),
  terms: (entry) => terms(entry).map(({ factor, ...rest }) => ({ ...rest, factor: -factor })),
})

/** The smaller of two margins where `sign` is 1, the larger where it is -1; of one that is unknown the other. */
function both(a: Margins, b: Margins, sign: 1 | -1): Margins {
  const shape = broadcastShapes(a.shape, b.shape)
  const [p, q] = [placesOf(a.shape, shape), placesOf(b.shape, shape)]
  const takesFirst = (i: number): boolean =>
    Number.isNaN(b.margin[q[i]]) || sign * a.margin[p[i]] <= sign * b.margin[q[i]]
  return {
    shape,
    margin: Float64Array.from(p, (_, i) => (takesFirst(i) ? a.margin[p[i]] : b.margin[q[i]])),
    terms: (i) => (takesFirst(i) ? a.terms(p[i]) : b.terms(q[i])),
  }
}

function extreme({ margin, terms }: Margins, sign: 1 | -1): Margin {
  let found = -1
  for (let i = 0; i < margin.length; i++)
    if (!Number.isNaN(margin[i]) && (found < 0 || sign * margin[i] < sign * margin[found])) found = i
  // Of no entries all is true, and nothing is.
  if (found < 0) return { margin: margin.length === 0 ? sign * Infinity : NaN, terms: [] }
  return { margin: margin[found], terms: terms(found) }
}
