import { Accuracy, type AccuracyCell } from './accuracy.ts'
import { compare, Conformity, type ConformityCounts, type Deviation } from './conformity.ts'
import type { Declared } from './declared.ts'
import { ExaminedError, type Examined } from './examined.ts'
import type { Answer, Lanes } from './lanes.ts'
import { modelOf } from './model.ts'
import { pickLanes } from './pick-lanes.ts'
import { TellingLanes, type Observed } from './telling-lanes.ts'

/** Inputs of one family. */
export interface FamilyLanes {
  readonly family: string
  readonly lanes: Lanes
}

/** A deviation, in a batch of the one lane that it is in. */
export interface DeviatingLane {
  readonly family: string
  readonly lanes: Lanes
  readonly deviation: Deviation
}

export interface Comparison {
  readonly counts: ConformityCounts
  readonly accuracy: readonly AccuracyCell[]
  readonly families: readonly { family: string; lanes: number; deviatingLanes: number }[]
  /** In the order in which they were drawn: the smallest come first. */
  readonly first?: DeviatingLane
  /** Lanes by which mistakes are told apart: all kinds of deviating ones, and honest ones beside them. */
  readonly observed: readonly Observed[]
  /** Why the attention stopped answering; the rest is about what came before. */
  readonly failed?: string
}

export interface ComparisonOptions {
  readonly examined: Examined
  readonly declared: Declared
  readonly batches: Iterable<FamilyLanes>
  readonly onBatch?: (lanes: number) => void
  readonly signal?: AbortSignal
}

/**
 * Asks for all batches, and compares each number that is returned with what any honest implementation may return. The next
 * batch is under way while one is compared.
 *
 * @throws the signal's reason
 */
export async function compareAll(options: ComparisonOptions): Promise<Comparison> {
  const { examined, declared, onBatch, signal } = options
  const conformity = new Conformity(declared)
  const accuracy = new Accuracy(declared.precision)
  const families = new Map<string, { family: string; lanes: number; deviatingLanes: number }>()
  const observed = new TellingLanes()
  let first: DeviatingLane | undefined
  let failed: string | undefined
  const batches = options.batches[Symbol.iterator]()
  const ask = () => {
    const { done, value } = batches.next()
    return done ? undefined : { batch: value, answer: settled(examined.answer(value.lanes)) }
  }
  for (let asked = ask(); asked;) {
    signal?.throwIfAborted()
    const { batch, answer } = asked
    const said = await answer
    if ('error' in said) {
      failed = said.error
      break
    }
    asked = ask()
    const { deviations, ranges } = conformity.take(batch.lanes, said.answer)
    accuracy.take(batch.lanes, said.answer, ranges)
    const counted = families.get(batch.family) ?? { family: batch.family, lanes: 0, deviatingLanes: 0 }
    counted.lanes += batch.lanes.lanes
    counted.deviatingLanes += deviations.length
    families.set(batch.family, counted)
    if (!first && deviations.length > 0) first = deviating(batch, deviations[0])
    observed.take(batch.lanes, said.answer, deviations)
    onBatch?.(batch.lanes.lanes)
  }
  return {
    counts: conformity.counts,
    accuracy: accuracy.found,
    families: [...families.values()],
    ...(first && { first }),
    observed: observed.kept,
    ...(failed !== undefined && { failed }),
  }
}

/** So that an answer which fails while another is judged is nobody's leftover. */
const settled = (answer: Promise<Answer>): Promise<{ answer: Answer } | { error: string }> =>
  answer.then(
    (given) => ({ answer: given }),
    (error: unknown) => {
      if (error instanceof ExaminedError) return { error: error.message }
      throw error
    },
  )

const deviating = ({ family, lanes }: FamilyLanes, deviation: Deviation): DeviatingLane => ({
  family,
  lanes: pickLanes(lanes, [deviation.lane]),
  deviation: { ...deviation, lane: 0 },
})

/** The deviation of a batch of one lane, if it has one, once the attention is asked again. */
export async function deviationOf(
  examined: Examined,
  declared: Declared,
  one: Lanes,
): Promise<Deviation | undefined> {
  return compare(modelOf(declared), one, await examined.answer(one)).deviations[0]
}
