import { blankJudgement, type Judgement } from '../program/judgement.ts'
import { conjunction, judged } from '../program/judged.ts'
import type { Program } from '../program/program.ts'
import type { Shape } from '../program/shape.ts'
import type { Atom } from '../program/statement.ts'
import type { Step } from '../program/step.ts'
import { Truth } from '../program/truth.ts'

/**
 * Whether the form of a program makes its claim true, whatever the numbers are: shapes, and what products and sums do to
 * the rank of a matrix, leave no other truth. A case of it tests nothing.
 */
export function holdsByForm({ steps, claim }: Program): boolean {
  const limits = rankLimitsByForm(steps)
  const judge = (atom: Atom): Judgement => ({
    ...blankJudgement(1, []),
    truth: Uint8Array.of(truthByForm(atom, limits)),
  })
  return conjunction(judged(claim, judge))[0] === Truth.True
}

/** Of the rank of a matrix only an upper limit is known by form: nothing of its numbers, nor of another matrix. */
function truthByForm(atom: Atom, limits: readonly number[]): Truth {
  if (atom[0] === 'rankAtMost' && limits[atom[1]] <= atom[2]) return Truth.True
  if (atom[0] === 'rankAtLeast' && limits[atom[1]] < atom[2]) return Truth.False
  return Truth.Undecided
}

/**
 * For each value an upper limit on its rank, seen as a matrix, that holds for all inputs of these shapes. The interval
 * tier's limits follow the same laws, from what it knows of the numbers too.
 */
export function rankLimitsByForm(steps: readonly Step[]): number[] {
  const limits: number[] = []
  for (const step of steps) {
    const ranks = step.of.map((value) => limits[value])
    const least = leastExtent(step.shape)
    limits.push(
      Math.min(
        least,
        derived(step, ranks, (operand) => steps[step.of[operand]].shape),
      ),
    )
  }
  return limits
}

function derived({ op }: Step, [p, q]: readonly number[], shapeOf: (operand: number) => Shape): number {
  switch (op) {
    case 'add':
    case 'sub':
    case 'concat':
      return p + q
    case 'mul':
      return p * q
    case 'square':
      return p * p
    case 'div':
      return leastExtent(shapeOf(1)) === 1 ? p : Infinity
    case 'matMul':
      return Math.min(p, q)
    case 'neg':
    case 'transpose':
    case 'gather':
      return p
    case 'belowMax':
      return p + 1
    default:
      return Infinity
  }
}

const leastExtent = (shape: Shape): number => Math.min(...[1, 1, ...shape].slice(-2))
