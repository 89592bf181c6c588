import { lanesOf, pickLanes, type Batch } from '../arithmetic/case.ts'
import { sizeOf } from '../arithmetic/shape.ts'
import type { Claim } from '../claim/claim.ts'
import type { Engine } from '../engine/engine.ts'
import { caseHash } from '../generate/stream.ts'
import type { CaseGroup } from './case-group.ts'
import type { CaseSource } from './case-source.ts'
import { evaluateOnDevice, type LaneReport } from './evaluate.ts'
import { Outcomes, Recheck, TIERS } from './outcomes.ts'
import { DEVICE_LANES, Planner } from './planner.ts'
import { programsOf, type Program } from './program.ts'
import { Status } from './status.ts'

/** One of so many consecutive cases, chosen at random, is decided again by the interval tier where the device did. */
export const RECHECK_ONE_IN = 64

/** Where the time of a campaign went, in milliseconds of this thread. */
export interface Stopwatch {
  /** Waiting for cases, or drawing them where no other thread does. */
  generate: number
  device: number
  /** Waiting for enclosures, or making them where no other thread does. */
  climb: number
}

/** The cases of a range that the device has seen. */
export interface Begun {
  readonly groups: readonly CaseGroup[]
  /** Comes once those that climbed are decided. */
  readonly outcomes: Promise<Outcomes>
}

/** Decides cases of a claim: all on the device, those that it leaves open higher up. */
export class CaseRunner {
  readonly programs: readonly Program[]
  readonly stopwatch: Stopwatch = { generate: 0, device: 0, climb: 0 }
  private readonly planner: Planner

  /** @param batch lanes of a batch, where they are not to be measured */
  constructor(
    private readonly claim: Claim,
    private readonly engine: Engine,
    private readonly seed: number,
    private readonly source: CaseSource,
    batch?: number,
  ) {
    this.programs = programsOf(claim)
    this.planner = new Planner(DEVICE_LANES, batch)
  }

  /** Outcomes of the cases [from, to). */
  async run(from: number, to: number): Promise<Outcomes> {
    const { outcomes } = await this.begin(from, to, await this.source.draw(from, to))
    return outcomes
  }

  /** Lets the device decide the cases [from, to), which were drawn, and sends what it leaves open on. */
  async begin(from: number, to: number, groups: readonly CaseGroup[]): Promise<Begun> {
    const outcomes = new Outcomes(
      from,
      to - from,
      this.claim.cover?.length ?? 0,
      this.claim.kind === 'scaling',
    )
    const rechecked = this.chosen(from, to)
    const climbing: Promise<void>[] = []
    for (const group of groups) {
      await this.onDevice(group, outcomes)
      const climbers = Array.from(group.indices.keys()).filter((lane) =>
        this.climbs(outcomes, group.indices[lane] - from, rechecked),
      )
      if (climbers.length > 0) climbing.push(this.climb(group, climbers, outcomes))
    }
    return { groups, outcomes: Promise.all(climbing).then(() => outcomes) }
  }

  private async onDevice(group: CaseGroup, outcomes: Outcomes): Promise<void> {
    const program = this.programs[group.subject]
    const { batch, indices } = group
    const key = `${group.subject} ${group.shape}`
    const floats = batch.names.reduce((sum, name) => sum + sizeOf(batch.shapes[name]), 0)
    for (let at = 0; at < batch.lanes;) {
      const asked = this.planner.lanes(key, floats)
      const to = Math.min(batch.lanes, at + asked)
      const started = performance.now()
      const lanes = lanesOf(batch, at, to)
      const { reals, float32 } = await evaluateOnDevice(this.engine, 'static', lanes, program)
      const part = indices.subarray(at, to)
      write(reals, part, DEVICE, outcomes)
      part.forEach((index, lane) => (outcomes.float32[index - outcomes.from] = float32.status[lane]!))
      if (this.engine.runningBound) await this.tryRunningBound(program, lanes, part, outcomes)
      const spent = performance.now() - started
      this.stopwatch.device += spent
      this.planner.measured(key, to - at, asked, spent)
      at = to
    }
  }

  /** Puts the running bound's outcome in place of an open one where it decides. */
  private async tryRunningBound(
    program: Program,
    batch: Batch,
    indices: Float64Array,
    outcomes: Outcomes,
  ): Promise<void> {
    const lanes = Array.from(indices.keys()).filter((lane) =>
      isOpen(outcomes.status[indices[lane] - outcomes.from]),
    )
    if (lanes.length === 0) return
    const { reals } = await evaluateOnDevice(this.engine, 'running', pickLanes(batch, lanes), program)
    const open = Float64Array.from(lanes, (lane) => indices[lane])
    write(reals, open, RUNNING, outcomes, (lane) => !isOpen(reals.status[lane]))
  }

  private async climb(group: CaseGroup, lanes: readonly number[], outcomes: Outcomes): Promise<void> {
    const started = performance.now()
    const indices = Float64Array.from(lanes, (lane) => group.indices[lane])
    const report = await this.source.climb(group, lanes)
    const stands = (lane: number): boolean => {
      const at = indices[lane] - outcomes.from
      const below = outcomes.status[at] as Status
      const decided = below === Status.Satisfied || below === Status.Violated
      const contradicts = decided && opposite(below, report.status[lane] as Status)
      if (decided) outcomes.recheck[at] = contradicts ? Recheck.Contradicts : Recheck.Agrees
      // What the device decided stands; a violation stands only when the enclosures certify it.
      return below !== Status.Satisfied || contradicts
    }
    write(report, indices, (lane) => report.tier[lane], outcomes, stands)
    if (this.source.ahead === 0) this.stopwatch.climb += performance.now() - started
  }

  private climbs(outcomes: Outcomes, at: number, rechecked: Uint8Array): boolean {
    const status = outcomes.status[at] as Status
    if (rechecked[at] === 1 && (status === Status.Satisfied || status === Status.Violated)) return true
    if (status === Status.Satisfied || status === Status.Discarded) return false
    // An event that did not happen is no violation of a probability claim, and needs no certificate.
    return !(this.claim.kind === 'probability' && status === Status.Violated)
  }

  /** Marks one case of every block of `RECHECK_ONE_IN`. */
  private chosen(from: number, to: number): Uint8Array {
    const marks = new Uint8Array(to - from)
    for (let block = Math.floor(from / RECHECK_ONE_IN); block * RECHECK_ONE_IN < to; block++) {
      const index =
        block * RECHECK_ONE_IN + (caseHash(`${this.claim.id} recheck`, this.seed, block) % RECHECK_ONE_IN)
      if (index >= from && index < to) marks[index - from] = 1
    }
    return marks
  }
}

const DEVICE = () => TIERS.indexOf('device')
const RUNNING = () => TIERS.indexOf('running')

const isOpen = (status: number): boolean => status === Status.Undecided || status === Status.HypothesisOpen

function opposite(a: Status, b: Status): boolean {
  return (
    (a === Status.Satisfied && b === Status.Violated) || (a === Status.Violated && b === Status.Satisfied)
  )
}

/** Writes what a tier says of some cases over what is known of them; a region that was reached stays reached. */
function write(
  report: LaneReport,
  indices: Float64Array,
  tier: (lane: number) => number,
  outcomes: Outcomes,
  where: (lane: number) => boolean = () => true,
): void {
  const { from, status, margin, bound, slope, radius, covered } = outcomes
  for (let lane = 0; lane < indices.length; lane++) {
    const at = indices[lane] - from
    covered.forEach((region, i) => (region[at] |= report.covered[i][lane]))
    if (!where(lane)) continue
    status[at] = report.status[lane]!
    outcomes.tier[at] = tier(lane)
    margin[at] = report.margin[lane]!
    bound[at] = report.bound[lane]!
    if (report.observed) {
      slope[at] = report.observed.value[lane]!
      radius[at] = report.observed.radius[lane]!
    }
  }
}
