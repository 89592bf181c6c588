import { lanesOf, type Batch } from '../arithmetic/case.ts'
import type { ScalarInput } from '../arithmetic/scalar/evaluate.ts'
import { Truth } from '../arithmetic/truth.ts'
import { evaluateInIntervals, type LaneReport } from './evaluate.ts'
import { said, type HigherTier, type HigherTiers } from './higher-tiers.ts'
import { TIERS } from './outcomes.ts'
import type { Program } from './program.ts'
import { Status, statusOf } from './status.ts'
import { traceProgram, type Traced } from './trace-program.ts'

/** A report, and for each lane the number in `TIERS` of the arithmetic that has the last word. */
export interface DecidedReport extends LaneReport {
  readonly tier: Uint8Array
}

/**
 * Decides cases of one shape over the reals: in float64 enclosures, and what these leave open in the higher tiers, one
 * case at a time. Margins and their bounds stay those of the enclosures.
 *
 * @param confirmed lanes in which an equality that nothing contradicts is confirmed or refuted exactly
 */
export function decideOverReals(
  batch: Batch,
  program: Program,
  higher: HigherTiers,
  confirmed: (lane: number) => boolean = () => true,
): DecidedReport {
  const report = evaluateInIntervals(batch, program)
  const tier = new Uint8Array(batch.lanes).fill(TIERS.indexOf('interval'))
  // A slope is an enclosure itself; a narrower one would change nothing.
  if (report.observed) return { ...report, tier }
  for (let lane = 0; lane < batch.lanes; lane++) {
    const status = report.status[lane] as Status
    const open = status === Status.Undecided || status === Status.HypothesisOpen
    if (!open && !(status === Status.Consistent && confirmed(lane))) continue
    const traced = tracedFor(program, batch)
    const inputs = inputsOf(lanesOf(batch, lane, lane + 1))
    // Enclosures never confirm an equality.
    const tiers = open ? higher.tiers : higher.tiers.filter(({ bits }) => bits === null)
    const found = climb(traced, inputs, tiers)
    if (!found) continue
    report.status[lane] = found.status
    tier[lane] = TIERS.indexOf(found.tier.tier)
  }
  return { ...report, tier }
}

/** The first tier that decides a case; otherwise the last that says at least that nothing contradicts it. */
function climb(
  traced: Traced,
  inputs: Readonly<Record<string, ScalarInput>>,
  tiers: readonly HigherTier[],
): { tier: HigherTier; status: Status } | undefined {
  let best: { tier: HigherTier; status: Status } | undefined
  for (const tier of tiers) {
    const status = statusIn(tier, traced, inputs)
    if (status === Status.Undecided || status === Status.HypothesisOpen) continue
    best = { tier, status }
    if (status !== Status.Consistent) break
  }
  return best
}

export function statusIn(
  tier: HigherTier,
  traced: Traced,
  inputs: Readonly<Record<string, ScalarInput>>,
): Status {
  const { hypothesis, claim, obstruction } = tier.judge(traced.line, inputs, said)
  return statusOf(
    hypothesis,
    claim,
    traced.existential ? { obstruction: obstruction ?? Truth.Undecided } : undefined,
  )
}

export const inputsOf = ({ names, shapes, data }: Batch): Record<string, ScalarInput> =>
  Object.fromEntries(names.map((name) => [name, { shape: shapes[name], data: data[name] }]))

const traces = new WeakMap<Program, Map<string, Traced>>()

/** The program on these shapes, written down once. */
export function tracedFor(program: Program, { shapes }: Pick<Batch, 'shapes'>): Traced {
  let known = traces.get(program)
  if (!known) traces.set(program, (known = new Map()))
  const key = JSON.stringify(shapes)
  let traced = known.get(key)
  if (!traced) known.set(key, (traced = traceProgram(program, shapes)))
  return traced
}
