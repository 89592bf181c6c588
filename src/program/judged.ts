import { blankJudgement, recordMargin, recordWidth, type Judgement } from './judgement.ts'
import { broadcastIndex, broadcastShapes, sizeOf, type Shape } from './shape.ts'
import type { Atom, Connective, Statement } from './statement.ts'
import { and, iff, implies, not, or, Truth } from './truth.ts'

type Table = (a: Truth, b: Truth) => Truth

const TABLES: Readonly<Record<Connective, Table>> = { and, or, implies, iff }

/**
 * The judgement of a statement from those of its atoms, which are asked for from left to right.
 *
 * @param judge what an arithmetic says of an atom
 */
export function judged(statement: Statement, judge: (atom: Atom) => Judgement): Judgement {
  switch (statement[0]) {
    case 'and':
    case 'or':
    case 'implies':
    case 'iff': {
      const left = judged(statement[1], judge)
      return joined(TABLES[statement[0]], left, judged(statement[2], judge))
    }
    case 'not': {
      const inner = judged(statement[1], judge)
      return { ...inner, truth: inner.truth.map((t) => not(t as Truth)) }
    }
    case 'all':
      return folded(and, Truth.True, judged(statement[1], judge))
    case 'any':
      return folded(or, Truth.False, judged(statement[1], judge))
    default:
      return judge(statement)
  }
}

function joined(table: Table, a: Judgement, b: Judgement): Judgement {
  const out = blankJudgement(Math.max(a.lanes, b.lanes), broadcastShapes(a.shape, b.shape))
  const fromA = entryLookup(a, out.shape)
  const fromB = entryLookup(b, out.shape)
  const size = sizeOf(out.shape)
  for (let lane = 0; lane < out.lanes; lane++) {
    for (let i = 0; i < size; i++) out.truth[lane * size + i] = table(fromA(lane, i), fromB(lane, i))
    for (const side of [a, b]) {
      const from = side.lanes === 1 ? 0 : lane
      recordMargin(out, lane, side.margin[from], side.bound[from])
      recordWidth(out, lane, side.width[from])
    }
  }
  return out
}

function entryLookup(judgement: Judgement, out: Shape): (lane: number, entry: number) => Truth {
  const index = broadcastIndex(judgement.shape, out)
  const stride = judgement.lanes === 1 ? 0 : sizeOf(judgement.shape)
  return (lane, entry) => judgement.truth[lane * stride + index[entry]] as Truth
}

/** The conjunction over all entries of each lane: the truth of "this holds everywhere". */
export const conjunction = (judgement: Judgement): Uint8Array => folded(and, Truth.True, judgement).truth

/** One truth for each lane. */
function folded(table: Table, start: Truth, inner: Judgement): Judgement {
  const size = sizeOf(inner.shape)
  if (size === 1) return { ...inner, shape: [] }
  const truth = new Uint8Array(inner.lanes).fill(start)
  for (let lane = 0; lane < inner.lanes; lane++)
    for (let i = lane * size; i < (lane + 1) * size; i++)
      truth[lane] = table(truth[lane] as Truth, inner.truth[i] as Truth)
  return { ...inner, shape: [], truth }
}
