import { lanesOf, pickLanes, type Batch } from '../arithmetic/batch.ts'
import { run } from '../arithmetic/device/run.ts'
import type { Claim } from '../claim/claim.ts'
import { ClaimPrograms } from '../claim/record-claim.ts'
import type { Engine } from '../engine/engine.ts'
import { caseHash } from '../generate/stream.ts'
import type { Program } from '../program/program.ts'
import { sizeOf } from '../program/shape.ts'
import type { CaseGroup } from './case-group.ts'
import { isOpen } from './decide-over-reals.ts'
import type { Hands } from './executor.ts'
import { blankOutcomes, outcomesOf, Recheck, write, type Outcomes } from './outcomes.ts'
import { DEVICE_LANES, Planner } from './batch-sizes.ts'
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
  readonly stopwatch: Stopwatch = { generate: 0, device: 0, climb: 0 }
  private readonly programs: ClaimPrograms
  private readonly planner: Planner

  /** @param batch lanes of a batch, where they are not to be measured */
  constructor(
    private readonly claim: Claim,
    private readonly engine: Engine,
    private readonly seed: number,
    private readonly hands: Hands,
    batch?: number,
  ) {
    this.programs = new ClaimPrograms(claim)
    this.planner = new Planner(DEVICE_LANES, batch)
  }

  /** Outcomes of the cases [from, to). */
  async run(from: number, to: number): Promise<Outcomes> {
    const { outcomes } = await this.begin(from, to, await this.hands.drawer.draw(from, to))
    return outcomes
  }

  /** Lets the device decide the cases [from, to), which were drawn, and sends what it leaves open on. */
  async begin(from: number, to: number, groups: readonly CaseGroup[]): Promise<Begun> {
    const { cover, kind } = this.claim
    const outcomes = blankOutcomes(to - from, cover?.length ?? 0, kind === 'scaling')
    const rechecked = this.chosen(from, to)
    const climbing: Promise<void>[] = []
    for (const group of groups) {
      // Where each case of the group stands among the outcomes.
      const places = group.indices.map((index) => index - from)
      await this.onDevice(group, places, outcomes)
      const lanes = [...places.keys()].filter((lane) => this.climbs(outcomes, places[lane], rechecked))
      if (lanes.length > 0) climbing.push(this.climb(group, lanes, places, outcomes))
    }
    return { groups, outcomes: Promise.all(climbing).then(() => outcomes) }
  }

  private async onDevice(group: CaseGroup, places: Float64Array, outcomes: Outcomes): Promise<void> {
    const { batch, subject } = group
    const { implementation } = this.programs.of(subject, batch.shapes)
    const key = `${subject} ${group.shape}`
    const floats = batch.names.reduce((sum, name) => sum + sizeOf(batch.shapes[name]), 0)
    for (let at = 0; at < batch.lanes;) {
      const asked = this.planner.lanes(key, floats)
      const to = Math.min(batch.lanes, at + asked)
      const started = performance.now()
      const lanes = lanesOf(batch, at, to)
      const part = places.subarray(at, to)
      const { reals, float32 } = await run(implementation, lanes, this.engine, 'static')
      const found = outcomesOf(implementation, 'device', reals, float32)
      write(found, part, outcomes)
      part.forEach((place, lane) => (outcomes.float32[place] = found.float32[lane]))
      if (this.engine.runningBound) await this.tryRunningBound(implementation, lanes, part, outcomes)
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
    places: Float64Array,
    outcomes: Outcomes,
  ): Promise<void> {
    const lanes = [...places.keys()].filter((lane) => isOpen(outcomes.status[places[lane]]))
    if (lanes.length === 0) return
    const { reals } = await run(program, pickLanes(batch, lanes), this.engine, 'running')
    const found = outcomesOf(program, 'running', reals)
    const open = lanes.map((lane) => places[lane])
    write(found, open, outcomes, (lane) => !isOpen(found.status[lane]))
  }

  private async climb(
    group: CaseGroup,
    lanes: readonly number[],
    places: Float64Array,
    outcomes: Outcomes,
  ): Promise<void> {
    const started = performance.now()
    const climbers = lanes.map((lane) => places[lane])
    const found = await this.hands.decider.decide(group, lanes)
    const stands = (lane: number): boolean => {
      const at = climbers[lane]
      const below = outcomes.status[at] as Status
      const decided = below === Status.Satisfied || below === Status.Violated
      const contradicts = decided && opposite(below, found.status[lane] as Status)
      if (decided) outcomes.recheck[at] = contradicts ? Recheck.Contradicts : Recheck.Agrees
      // What the device decided stands; a violation stands only when the enclosures certify it.
      return below !== Status.Satisfied || contradicts
    }
    write(found, climbers, outcomes, stands)
    if (this.hands.ahead === 0) this.stopwatch.climb += performance.now() - started
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

function opposite(a: Status, b: Status): boolean {
  return (
    (a === Status.Satisfied && b === Status.Violated) || (a === Status.Violated && b === Status.Satisfied)
  )
}
