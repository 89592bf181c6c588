import type { Judgement } from '../../program/judgement.ts'
import type { Reading } from '../../program/proposition.ts'
import { atomsOf, comparedBy, type Atom, type Statement } from '../../program/statement.ts'
import type { Step, StepOf, Value } from '../../program/step.ts'
import type { Batch } from '../batch.ts'
import type { RankLimits } from '../interval/certified-rank.ts'
import { compareRanks } from '../interval/rank-comparison.ts'
import { rankLimitsByForm } from '../rank-by-form.ts'
import { entryEnclosuresIn } from './entry-enclosures.ts'
import { compareEntries, type Side } from './comparison.ts'
import type { DeviceContext } from './context.ts'
import type { DeviceArray } from './device-array.ts'
import { returnedRanks, trueRanks } from './ranks.ts'
import { isByEntry } from './by-entry.ts'
import { compareOrder } from './same-order.ts'
import { wholeLanes } from './whole-lanes.ts'

/** A number that stands in the program: it is compared as it is, and not as the engine would round it. */
const isNumber = (step: Step): step is StepOf<'constant'> => step.op === 'constant' && step.shape.length === 0

/** The arrays that a statement compares, and that therefore have to be downloaded. */
export const arraysIn = (statement: Statement, steps: readonly Step[]): Value[] =>
  [...atomsOf(statement)].flatMap(comparedBy).filter((value) => !isNumber(steps[value]))

/** Judges the atoms of a program on what was downloaded. */
export class AtomJudge {
  /** Both readings come out of one pass over the sorted rows. */
  private readonly orders = new Map<string, Record<Reading, Judgement>>()
  private readonly ranks = new Map<Value, Record<Reading, RankLimits>>()
  private byForm: readonly number[] | undefined

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
        const atMost = relation === 'rankAtMost' || relation === 'rankAtMostThatOf'
        return compareRanks(atMost, this.rank(left)[reading], fixed ? right : this.rank(right)[reading])
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
        isByEntry(this.steps, right, left) ? wholeLanes(this.steps, this.batch, left) : undefined,
      )
      this.orders.set(key, both)
    }
    return both
  }

  private rank(value: Value): Record<Reading, RankLimits> {
    let both = this.ranks.get(value)
    if (!both) {
      this.byForm ??= rankLimitsByForm(this.steps)
      const float32 = returnedRanks(this.values[value])
      both = { float32, reals: trueRanks(this.values[value], float32, this.byForm[value]) }
      this.ranks.set(value, both)
    }
    return both
  }
}
