import { judged } from '../../program/judged.ts'
import type { Judgement } from '../../program/judgement.ts'
import type { Proposition } from '../../program/proposition.ts'
import type { Real } from '../../program/real.ts'
import { Recorder } from '../../program/recorder.ts'
import type { Shape } from '../../program/shape.ts'
import type { Truth } from '../../program/truth.ts'
import { exactEnclosures } from './enclosures.ts'
import { evaluate } from './evaluate.ts'
import { IntervalArray } from './interval-array.ts'
import { judgeIn } from './judge-atoms.ts'
import type { Structured } from './structure.ts'

/** Numbers known exactly. */
export const exact = (values: ArrayLike<number>, shape: Shape = [values.length], lanes = 1): IntervalArray =>
  new IntervalArray(exactEnclosures(lanes, shape, Float64Array.from(values)))

/** Numbers of which each is known to lie between two. */
export const between = (
  lo: ArrayLike<number>,
  hi: ArrayLike<number>,
  shape: Shape = [lo.length],
  lanes = 1,
): IntervalArray => new IntervalArray({ lanes, shape, lo: Float64Array.from(lo), hi: Float64Array.from(hi) })

/** The endpoints as plain lists. */
export const ends = ({ lo, hi }: Pick<Structured, 'lo' | 'hi'>): { lo: number[]; hi: number[] } => ({
  lo: [...lo],
  hi: [...hi],
})

/** A program that grows as a test goes on, and that can be asked at any time what it has come to. */
export class Worksheet {
  readonly x = new Recorder()
  private readonly given: Record<string, Structured> = {}
  private values: readonly Structured[] = []

  /** An input of which this is known. */
  input(array: Structured): Real {
    const name = `input_${Object.keys(this.given).length}`
    this.given[name] = array
    return this.x.inputs({ [name]: array.shape })[name]
  }

  /** Arrays as inputs, by their names. */
  inputs<Name extends string>(arrays: Readonly<Record<Name, Structured>>): Record<Name, Real> {
    const reals = Object.entries<Structured>(arrays).map(
      ([name, array]) => [name, this.input(array)] as const,
    )
    return Object.fromEntries(reals) as Record<Name, Real>
  }

  enclosures({ value }: Real): Structured {
    return this.evaluated()[value]
  }

  judge({ statement }: Proposition): Judgement {
    return judged(statement, judgeIn(this.evaluated()))
  }

  truths(of: Proposition): Truth[] {
    return [...this.judge(of).truth] as Truth[]
  }

  private evaluated(): readonly Structured[] {
    const { steps } = this.x.tape
    if (this.values.length < steps.length) this.values = evaluate(steps, this.given)
    return this.values
  }
}
