import { sizeOf } from '../arithmetic/shape.ts'
import { lanesOf, type Batch } from '../arithmetic/case.ts'
import type { Claim } from '../claim/claim.ts'
import { drawGroups, type CaseGroup } from './case-group.ts'
import { evaluateInIntervals, type LaneReport } from './evaluate.ts'
import { INTERVAL_LANES, Planner } from './planner.ts'
import { programsOf } from './program.ts'

/** Where a campaign's cases come from, and who decides the ones that the device leaves open. */
export interface CaseSource {
  /** How many ranges of cases are worth asking for before they are needed. */
  readonly ahead: number
  /** Draws the cases [from, to). */
  draw(from: number, to: number): Promise<readonly CaseGroup[]>
  /** Decides cases of one shape and subject in enclosures. */
  climb(subject: number, batch: Batch): Promise<LaneReport>
}

/** Draws and decides in this thread. */
export class InlineSource implements CaseSource {
  readonly ahead = 0
  private readonly planner: Planner
  private readonly programs

  constructor(
    private readonly claim: Claim,
    private readonly seed: number,
    batch?: number,
  ) {
    this.planner = new Planner(INTERVAL_LANES, batch)
    this.programs = programsOf(claim)
  }

  draw(from: number, to: number): Promise<CaseGroup[]> {
    return Promise.resolve(drawGroups(this.claim, this.seed, from, to))
  }

  async climb(subject: number, batch: Batch): Promise<LaneReport> {
    const floats = batch.names.reduce((sum, name) => sum + sizeOf(batch.shapes[name]!), 0)
    const key = `${subject} ${batch.names.map((name) => batch.shapes[name]!.join('×')).join(' ')}`
    const reports: LaneReport[] = []
    for (let at = 0; at < batch.lanes;) {
      const asked = this.planner.lanes(key, floats)
      const to = Math.min(batch.lanes, at + asked)
      const started = performance.now()
      reports.push(evaluateInIntervals(lanesOf(batch, at, to), this.programs[subject]!))
      this.planner.measured(key, to - at, asked, performance.now() - started)
      at = to
      await breathe()
    }
    return joined(reports)
  }
}

/** The reports on consecutive lanes as one. */
export function joined(reports: readonly LaneReport[]): LaneReport {
  const [first] = reports
  if (reports.length === 1) return first!
  const doubles = (pick: (report: LaneReport) => Float64Array): Float64Array =>
    Float64Array.from(reports.flatMap((report) => [...pick(report)]))
  const bytes = (pick: (report: LaneReport) => Uint8Array): Uint8Array =>
    Uint8Array.from(reports.flatMap((report) => [...pick(report)]))
  return {
    status: bytes((r) => r.status),
    margin: doubles((r) => r.margin),
    bound: doubles((r) => r.bound),
    observed: first!.observed && {
      value: doubles((r) => r.observed!.value),
      radius: doubles((r) => r.observed!.radius),
    },
    covered: first!.covered.map((_, region) => bytes((r) => r.covered[region]!)),
  }
}

/** Lets timers, signals and a test runner's heartbeat through. */
const breathe = () => new Promise<void>((resolve) => setImmediate(resolve))
