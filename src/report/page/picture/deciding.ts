import { truthsOf } from '../../../auditor/statements.ts'
import { filled } from '../../../auditor/arrays.ts'
import type { Entry, Numbers } from '../../../auditor/number.ts'
import { broadcastIndex, broadcastShapes, type Shape } from '../../../program/shape.ts'
import { comparedBy, type Atom, type Statement } from '../../../program/statement.ts'
import { and, iff, implies, not, or, Truth } from '../../../program/truth.ts'
import type { Values } from './values.ts'

/** A comparison by which a statement is true or false. */
export interface Deciding {
  readonly atom: Atom
  readonly truth: boolean
  /**
   * Of each value that is compared the places, row-major, of the entries that decide: one of each, or two of one row, whose
   * orders differ. None where the arrays decide as a whole.
   */
  readonly places: readonly (readonly number[])[]
}

/** A statement with the truths of its entries. */
interface Judged {
  readonly statement: Statement
  readonly shape: Shape
  readonly truths: readonly Truth[]
  readonly inner: readonly Judged[]
}

/** The comparisons that make a statement false, of its first false entry; or true, of all of them. */
export function decidingOf(statement: Statement, wanted: boolean, values: Values): Deciding[] {
  const judged = judgedBy(statement, values)
  if (wanted) return judged.truths.every((truth) => truth === Truth.True) ? everywhere(judged, values) : []
  const first = judged.truths.indexOf(Truth.False)
  return first < 0 ? [] : reasons(judged, first, values)
}

const CONNECTIVES = { and, or, implies, iff }

function judgedBy(statement: Statement, values: Values): Judged {
  switch (statement[0]) {
    case 'and':
    case 'or':
    case 'implies':
    case 'iff': {
      const [a, b] = [judgedBy(statement[1], values), judgedBy(statement[2], values)]
      const shape = broadcastShapes(a.shape, b.shape)
      const [p, q] = [a, b].map((side) =>
        Array.from(broadcastIndex(side.shape, shape), (at) => side.truths[at]),
      )
      const table = CONNECTIVES[statement[0]]
      return { statement, shape, truths: p.map((truth, i) => table(truth, q[i])), inner: [a, b] }
    }
    case 'not': {
      const inner = judgedBy(statement[1], values)
      return { statement, shape: inner.shape, truths: inner.truths.map(not), inner: [inner] }
    }
    case 'all':
    case 'any': {
      const inner = judgedBy(statement[1], values)
      const truth =
        statement[0] === 'all' ? inner.truths.reduce(and, Truth.True) : inner.truths.reduce(or, Truth.False)
      return { statement, shape: [], truths: [truth], inner: [inner] }
    }
    default:
      return {
        statement,
        shape: shapeOfAtom(statement, values),
        truths: truthsOfAtom(statement, values),
        inner: [],
      }
  }
}

function shapeOfAtom(atom: Atom, { shapes }: Values): Shape {
  const [p, q] = comparedBy(atom).map((value) => shapes[value])
  if (atom[0].startsWith('rank')) return []
  return atom[0] === 'sameOrder' ? p.slice(0, -1) : broadcastShapes(p, q)
}

function truthsOfAtom(atom: Atom, { x, shapes, entries }: Values): Truth[] {
  const [p, q] = comparedBy(atom).map((value) => filled(shapes[value], entries[value]))
  return [...truthsOf(x, atom[0], p, q ?? atom[2]).of] as Truth[]
}

/** What decides one entry of a statement. */
function reasons(judged: Judged, entry: number, values: Values): Deciding[] {
  const { statement, inner, truths } = judged
  const truth = truths[entry] === Truth.True
  if (!truth && truths[entry] !== Truth.False) return []
  const at = (side: Judged): number => broadcastIndex(side.shape, judged.shape)[entry]
  const from = (sides: readonly Judged[]): Deciding[] =>
    sides.flatMap((side) => reasons(side, at(side), values))
  const first = (wanted: Truth): Judged[] =>
    inner.filter((side) => side.truths[at(side)] === wanted).slice(0, 1)
  switch (statement[0]) {
    case 'not':
    case 'iff':
      return from(inner)
    case 'and':
      return from(truth ? inner : first(Truth.False))
    case 'or':
      return from(truth ? first(Truth.True) : inner)
    case 'implies':
      return from(!truth ? inner : inner[1].truths[at(inner[1])] === Truth.True ? [inner[1]] : [inner[0]])
    case 'all':
    case 'any':
      if (truth === (statement[0] === 'all')) return everywhere(inner[0], values)
      return reasons(inner[0], inner[0].truths.indexOf(truth ? Truth.True : Truth.False), values)
    default:
      return [{ atom: statement, truth, places: placesOf(statement, judged.shape, entry, values) }]
  }
}

/** What decides a statement that all entries agree on: the comparisons of the first one, of whole arrays. */
const everywhere = (judged: Judged, values: Values): Deciding[] =>
  judged.truths.length === 0
    ? []
    : reasons(judged, 0, values).map((deciding) => ({ ...deciding, places: [] }))

function placesOf(atom: Atom, shape: Shape, entry: number, { x, shapes, entries }: Values): number[][] {
  if (atom[0].startsWith('rank')) return []
  const compared = comparedBy(atom)
  if (atom[0] !== 'sameOrder') return compared.map((value) => [broadcastIndex(shapes[value], shape)[entry]])
  const length = shapes[compared[0]].at(-1)!
  const rows = compared.map((value) => entries[value].slice(entry * length, (entry + 1) * length))
  const pair = pairOutOfOrder(rows, x)
  return pair ? compared.map(() => pair.map((i) => entry * length + i)) : []
}

/** Two places of a row that rise in one of two rows and certainly not in the other. */
function pairOutOfOrder([a, b]: readonly (readonly Entry[])[], x: Numbers): number[] | undefined {
  const one = (entry: Entry) => filled([], [entry])
  const rises = (of: readonly Entry[], i: number, j: number): number =>
    truthsOf(x, 'less', one(of[i]), one(of[j])).of[0]
  for (let i = 0; i < a.length; i++)
    for (let j = 0; j < a.length; j++) {
      const [p, q] = [rises(a, i, j), rises(b, i, j)]
      if (p !== q && [p, q].every((truth) => truth === Truth.True || truth === Truth.False)) return [i, j]
    }
  return undefined
}
