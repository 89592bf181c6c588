import { sizeOf } from '../arithmetic/shape.ts'
import { pickLanes, type Batch } from '../arithmetic/case.ts'
import { FloatMemory } from '../arithmetic/float-memory.ts'
import type { Claim } from '../claim/claim.ts'
import { drawGroups, type CaseGroup } from './case-group.ts'
import { decideOverReals, type DecidedReport } from './decide.ts'
import { higherTiers } from './higher-tiers.ts'
import { INTERVAL_LANES, Planner } from './planner.ts'
import { programsOf } from './program.ts'

/**
 * Equalities that enclosures leave consistent are confirmed exactly in the cases of smaller index: exact arithmetic
 * takes a thousand times as long.
 */
export const CONFIRMED = 1536

/** Cases of one shape and subject. */
export type Climbing = Pick<CaseGroup, 'subject' | 'batch' | 'indices'>

/** Where a campaign's cases come from, and who decides the ones that the device leaves open. */
export interface CaseSource {
  /** How many ranges of cases are worth asking for before they are needed. */
  readonly ahead: number
  /** Draws the cases [from, to). */
  draw(from: number, to: number): Promise<readonly CaseGroup[]>
  /** Decides some of the cases in the arithmetics beyond the device. */
  climb(cases: Climbing, lanes: readonly number[]): Promise<DecidedReport>
  /** Told when the numbers of cases that were drawn are no longer needed. */
  done(groups: readonly CaseGroup[]): void
  /** Does something that was asked for and that no other thread has begun, if there is such a thing. */
  help(): Promise<boolean>
}

/** Draws and decides in this thread. */
export class InlineSource implements CaseSource {
  readonly ahead = 0
  private readonly memory = FloatMemory.ofThread
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
    return Promise.resolve(drawGroups(this.claim, this.seed, from, to, this.memory))
  }

  async climb({ subject, batch, indices }: Climbing, lanes: readonly number[]): Promise<DecidedReport> {
    const floats = batch.names.reduce((sum, name) => sum + sizeOf(batch.shapes[name]), 0)
    const key = `${subject} ${batch.names.map((name) => batch.shapes[name].join('×')).join(' ')}`
    const higher = await higherTiers()
    const reports: DecidedReport[] = []
    for (let at = 0; at < lanes.length;) {
      const from = at
      const asked = this.planner.lanes(key, floats)
      const to = Math.min(lanes.length, at + asked)
      const started = performance.now()
      const picked = pickLanes(batch, lanes.slice(at, to), this.memory)
      const confirmed = (lane: number): boolean => indices[lanes[from + lane]] < CONFIRMED
      reports.push(decideOverReals(picked, this.programs[subject], higher, confirmed))
      this.giveBack(picked)
      this.planner.measured(key, to - at, asked, performance.now() - started)
      at = to
      await breathe()
    }
    return joined(reports)
  }

  done(groups: readonly CaseGroup[]): void {
    for (const { batch } of groups) this.giveBack(batch)
  }

  help(): Promise<boolean> {
    return Promise.resolve(false)
  }

  private giveBack({ names, data }: Batch): void {
    for (const name of names) this.memory.giveBack(data[name])
  }
}

/** The reports on consecutive lanes as one. */
export function joined(reports: readonly DecidedReport[]): DecidedReport {
  const [first] = reports
  if (reports.length === 1) return first
  const lanes = reports.reduce((sum, { status }) => sum + status.length, 0)
  const fill = <T extends Uint8Array | Float64Array>(out: T, pick: (report: DecidedReport) => T): T => {
    let at = 0
    for (const report of reports) {
      out.set(pick(report), at)
      at += report.status.length
    }
    return out
  }
  const doubles = (pick: (report: DecidedReport) => Float64Array) => fill(new Float64Array(lanes), pick)
  const bytes = (pick: (report: DecidedReport) => Uint8Array) => fill(new Uint8Array(lanes), pick)
  return {
    status: bytes((r) => r.status),
    tier: bytes((r) => r.tier),
    margin: doubles((r) => r.margin),
    bound: doubles((r) => r.bound),
    observed: first.observed && {
      value: doubles((r) => r.observed!.value),
      radius: doubles((r) => r.observed!.radius),
    },
    covered: first.covered.map((_, region) => bytes((r) => r.covered[region])),
  }
}

/** Lets timers, signals and a test runner's heartbeat through. */
export const breathe = () => new Promise<void>((resolve) => setImmediate(resolve))
