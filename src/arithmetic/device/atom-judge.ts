import { blankJudgement, type Judgement } from '../../program/judgement.ts'
import type { Reading } from '../../program/proposition.ts'
import { atomsOf, comparedBy, type Atom, type Statement } from '../../program/statement.ts'
import type { Step, StepOf, Value } from '../../program/step.ts'
import type { Batch } from '../batch.ts'
import { entryEnclosuresIn } from './entry-enclosures.ts'
import { compareEntries, type Side } from './comparison.ts'
import type { DeviceContext } from './context.ts'
import type { DeviceArray } from './device-array.ts'
import { exactRanks, compareRanks } from './rank-comparison.ts'
import { compareOrder } from './same-order.ts'

/** A number that stands in the program: it is compared as it is, and not as the engine would round it. */
const isNumber = (step: Step): step is StepOf<'constant'> => step.op === 'constant' && step.shape.length === 0

/** The arrays that a statement compares, and that therefore have to be downloaded. */
export const arraysIn = (statement: Statement, steps: readonly Step[]): Value[] =>
  [...atomsOf(statement)].flatMap(comparedBy).filter((value) => !isNumber(steps[value]))

/** Judges the atoms of a program on what was downloaded. */
export class AtomJudge {
  /** Both readings come out of one pass over the sorted rows. */
  private readonly orders = new Map<string, Record<Reading, Judgement>>()
  private readonly ranks = new Map<Value, Int32Array>()

  /** @param isOfReturned whether an atom is judged of the returned numbers too, where that takes time */
  constructor(
    private readonly steps: readonly Step[],
    private readonly values: readonly DeviceArray[],
    private readonly batch: Batch,
    private readonly context: DeviceContext,
    private readonly isOfReturned: (atom: Atom) => boolean = () => true,
  ) {}

  judge(atom: Atom, reading: Reading): Judgement {
    switch (atom[0]) {
      case 'less':
      case 'atMost':
      case 'equal':
        return compareEntries(atom[0], this.side(atom[1]), this.side(atom[2]), reading, this.context)
      case 'sameOrder':
        return this.order(atom)[reading]
      default: {
        const [relation, left, right] = atom
        const fixed = relation === 'rankAtMost' || relation === 'rankAtLeast'
        // Float32 with a bound says too little of the true rank.
        if (reading === 'reals') return blankJudgement(this.values[left].lanes, [])
        const other = fixed ? Int32Array.of(right) : this.rank(right)
        const atMost = relation === 'rankAtMost' || relation === 'rankAtMostThatOf'
        return compareRanks(atMost, this.rank(left), other)
      }
    }
  }

  private side(value: Value): Side {
    const step = this.steps[value]
    if (isNumber(step)) return { lanes: 1, shape: [], number: step.values[0] }
    return this.values[value]
  }

  private order(atom: Extract<Atom, readonly ['sameOrder', ...unknown[]]>): Record<Reading, Judgement> {
    const [, left, right] = atom
    const key = `${left} ${right}`
    let both = this.orders.get(key)
    if (!both) {
      const enclosures = entryEnclosuresIn(this.steps, this.values, this.batch)
      both = compareOrder(
        this.values[left],
        this.values[right],
        enclosures(left),
        enclosures(right),
        this.isOfReturned(atom),
      )
      this.orders.set(key, both)
    }
    return both
  }

  private rank(value: Value): Int32Array {
    let ranks = this.ranks.get(value)
    if (!ranks) this.ranks.set(value, (ranks = exactRanks(this.values[value])))
    return ranks
  }
}
