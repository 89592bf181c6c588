import type { Engine } from '../engine.ts'
import { compared, describeEscape, type Comparison, type Escape } from './against-enclosures.ts'
import { blockAt, casesOf, type FuzzBlock } from './fuzz-block.ts'
import { asking, type Form } from './subject-list.ts'

interface FuzzOptions {
  /** An evaluation is one case, so the lanes of a batch count. */
  readonly evaluations: number
  readonly seed: number
  /** Most cases of one shape, one after another. */
  readonly block: number
}

/** An unsound bound, and the evaluation that shows it. */
interface FuzzViolation extends FuzzBlock, Escape {
  readonly subject: string
  readonly index: number
}

interface FuzzReport {
  /** Entries with a finite bound, all of them compared with their enclosures. */
  readonly entries: number
  readonly violations: readonly FuzzViolation[]
  /** Smallest bound seen in units of the certain error. */
  readonly leastSlack: number
}

/** Multiplications of a matrix product in one batch: of large shapes there are fewer cases at a time. */
const WORK = 2 ** 21

/**
 * Evaluates a subject at random shapes (up to 128 tokens of width 64), families and scales (0.1 to 50) on the engine
 * and in enclosures. Half of the blocks look at the static bound, half at the smaller of that and the running one.
 */
export async function boundFuzz(
  engine: Engine,
  form: Form,
  { evaluations, seed, block: most }: FuzzOptions,
): Promise<FuzzReport> {
  const violations: FuzzViolation[] = []
  let [entries, leastSlack] = [0, Infinity]
  for (let number = 0, from = 0; from < evaluations; number++) {
    const block = blockAt(form, seed, number)
    const length = Math.min(most, Math.max(1, Math.floor(WORK / workOf(form, block))))
    const to = Math.min(from + length, evaluations)
    const found = await evaluateBlock(engine, form, block, from, to)
    entries += found.bounded
    leastSlack = Math.min(leastSlack, found.leastSlack)
    for (const escape of found.escapes)
      violations.push({ subject: form.subject.name, index: from + escape.lane, ...block, ...escape })
    from = to
  }
  return { entries, violations, leastSlack }
}

/** Evaluates a subject at the indices [from, to) of a block. */
export async function evaluateBlock(
  engine: Engine,
  form: Form,
  block: FuzzBlock,
  from: number,
  to: number,
): Promise<Comparison> {
  // A worker that never yields is taken for dead.
  await new Promise((resolve) => setImmediate(resolve))
  const question = { batch: casesOf(form, block, from, to), of: asking(form.subject, block.ask) }
  const [found] = await compared(engine, question, [block.mode])
  return found
}

/** Multiplications of the largest matrix product that one lane needs. */
function workOf({ features }: Form, { queries, tokens, width, values, ask }: FuzzBlock): number {
  return tokens * features(width) * Math.max(queries, ask === 'weights' ? tokens : values)
}

export function describeViolation(violation: FuzzViolation): string {
  const { subject, ask, mode, queries, tokens, width, values, seed, index } = violation
  return (
    `${ask} of ${subject}, ${queries} queries, ${tokens} tokens of width ${width}, values of width ${values}, ` +
    `${mode} bound, seed ${seed}, case ${index}: ${describeEscape(violation)}`
  )
}
