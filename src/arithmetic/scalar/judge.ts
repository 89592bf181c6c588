import { broadcastIndex, broadcastShapes, sizeOf, type Shape } from '../shape.ts'
import type { Statement, StraightLine } from '../trace/straight-line.ts'
import { and, iff, implies, not, or, Truth } from '../truth.ts'
import { runSteps, type ScalarArray, type ScalarInput } from './evaluate.ts'
import type { Field } from './field.ts'

/** An atom of a statement: a comparison, and what a field says of it. */
export interface JudgedAtom {
  readonly statement: Statement
  readonly shape: Shape
  readonly truth: readonly Truth[]
}

/** What a field says of a program on one case. */
export interface Judged<T> {
  readonly values: readonly ScalarArray<T>[]
  readonly hypothesis: Truth
  readonly claim: Truth
  readonly obstruction: Truth | undefined
  /** The atoms of the hypotheses, of the claim and of the obstruction, from left to right. */
  readonly atoms: readonly JudgedAtom[]
}

interface Truths {
  readonly shape: Shape
  readonly truth: readonly Truth[]
}

/** Runs a program on a case, and judges its statements. */
export function judgeProgram<T>(
  program: StraightLine,
  inputs: Readonly<Record<string, ScalarInput>>,
  field: Field<T>,
): Judged<T> {
  const values = runSteps(program, inputs, field)
  const atoms: JudgedAtom[] = []
  const everywhere = (statement: Statement): Truth => all(judge(statement).truth)
  const hypothesis = program.hypotheses.map(everywhere).reduce<Truth>(and, Truth.True)
  const claim = everywhere(program.claim)
  const obstruction = program.obstruction && everywhere(program.obstruction)
  return { values, hypothesis, claim, obstruction, atoms }

  function judge(statement: Statement): Truths {
    switch (statement[0]) {
      case 'and':
        return joined(statement[1], statement[2], and)
      case 'or':
        return joined(statement[1], statement[2], or)
      case 'implies':
        return joined(statement[1], statement[2], implies)
      case 'iff':
        return joined(statement[1], statement[2], iff)
      case 'not': {
        const { shape, truth } = judge(statement[1])
        return { shape, truth: truth.map(not) }
      }
      case 'all':
        return { shape: [], truth: [all(judge(statement[1]).truth)] }
      case 'any':
        return { shape: [], truth: [judge(statement[1]).truth.reduce<Truth>(or, Truth.False)] }
      default: {
        const truths = atom(statement, values, field)
        atoms.push({ statement, ...truths })
        return truths
      }
    }
  }

  function joined(a: Statement, b: Statement, table: (a: Truth, b: Truth) => Truth): Truths {
    return spread(judge(a), judge(b), table)
  }
}

const all = (truth: readonly Truth[]): Truth => truth.reduce<Truth>(and, Truth.True)

function spread(a: Truths, b: Truths, table: (a: Truth, b: Truth) => Truth): Truths {
  const shape = broadcastShapes(a.shape, b.shape)
  const [p, q] = [broadcastIndex(a.shape, shape), broadcastIndex(b.shape, shape)]
  return { shape, truth: Array.from(p, (i, entry) => table(a.truth[i], b.truth[q[entry]])) }
}

type AtomStatement = Exclude<
  Statement,
  readonly ['and' | 'or' | 'implies' | 'iff' | 'not' | 'all' | 'any', ...unknown[]]
>

function atom<T>(statement: AtomStatement, values: readonly ScalarArray<T>[], field: Field<T>): Truths {
  const left = values[statement[1]]
  switch (statement[0]) {
    case 'less':
    case 'atMost':
    case 'equal':
      return compared(left, values[statement[2]], statement[0], field)
    case 'sameOrder':
      return sameOrder(left, values[statement[2]], field)
    default: {
      const limits = (of: ScalarArray<T>) => field.rank(of.entries, of.shape[0], of.shape[1])
      const [low, high] = limits(left)
      const ofOther = statement[0] === 'rankAtMostThatOf' || statement[0] === 'rankAtLeastThatOf'
      const [least, most] = ofOther ? limits(values[statement[2]]) : [statement[2], statement[2]]
      const atMost = statement[0] === 'rankAtMost' || statement[0] === 'rankAtMostThatOf'
      const truth = atMost ? ordered(low, high, least, most) : ordered(least, most, low, high)
      return { shape: [], truth: [truth] }
    }
  }
}

/** a ≤ b, for integers between these limits. */
function ordered(aLeast: number, aMost: number, bLeast: number, bMost: number): Truth {
  return aMost <= bLeast ? Truth.True : aLeast > bMost ? Truth.False : Truth.Undecided
}

function compared<T>(
  a: ScalarArray<T>,
  b: ScalarArray<T>,
  relation: 'less' | 'atMost' | 'equal',
  field: Field<T>,
): Truths {
  const shape = broadcastShapes(a.shape, b.shape)
  const [p, q] = [broadcastIndex(a.shape, shape), broadcastIndex(b.shape, shape)]
  const truth = Array.from(p, (i, entry) => {
    const x = a.entries[i]
    const y = b.entries[q[entry]]
    return x === undefined || y === undefined ? Truth.Undecided : field[relation](x, y)
  })
  return { shape, truth }
}

/** Row by row: every pair is in the same strict order on both sides, or in none on either. */
function sameOrder<T>(x: ScalarArray<T>, y: ScalarArray<T>, field: Field<T>): Truths {
  const length = x.shape.at(-1)!
  const shape = x.shape.slice(0, -1)
  const below = ({ entries }: ScalarArray<T>, i: number, j: number): Truth =>
    entries[i] === undefined || entries[j] === undefined
      ? Truth.Undecided
      : field.less(entries[i], entries[j])
  const truth = Array.from({ length: sizeOf(shape) }, (_, row) => {
    let same: Truth = Truth.True
    for (let i = 0; i < length; i++)
      for (let j = 0; j < length; j++)
        if (i !== j) {
          const [p, q] = [row * length + i, row * length + j]
          same = and(same, iff(below(x, p, q), below(y, p, q)))
          if (same === Truth.False) return same
        }
    return same
  })
  return { shape, truth }
}
