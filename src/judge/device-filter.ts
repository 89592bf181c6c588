import { lanesOf, pickLanes, type Batch } from '../arithmetic/batch.ts'
import { run } from '../arithmetic/device/run.ts'
import type { Claim } from '../claim/claim.ts'
import { ClaimPrograms } from '../claim/record-claim.ts'
import type { Engine } from '../engine/engine.ts'
import { caseHash } from '../generate/stream.ts'
import type { Program } from '../program/program.ts'
import { BatchSizes } from './batch-sizes.ts'
import type { CaseGroup } from './case-group.ts'
import type { Executor } from './executor.ts'
import { blankOutcomes, outcomesOf, Recheck, write, type Outcomes } from './outcomes.ts'
import { isOpen, Status } from './status.ts'

/** One of so many consecutive cases, chosen at random, is decided again by the interval tier where the device did. */
export const RECHECK_ONE_IN = 64

/** Lanes tried for a batch on an engine. */
const LANES = [4096, 1024, 256]

/** Decides cases of a claim on the device, and sends those on that it leaves open. */
export class DeviceFilter {
  private readonly programs: ClaimPrograms
  private readonly sizes: BatchSizes

  /**
   * @param executor decides what is left open
   * @param batch lanes of a batch, where they are not to be measured
   */
  constructor(
    private readonly claim: Claim,
    private readonly engine: Engine,
    private readonly seed: number,
    private readonly executor: Executor,
    batch?: number,
  ) {
    this.programs = new ClaimPrograms(claim)
    this.sizes = new BatchSizes(LANES, batch)
  }

  /** Draws the cases [from, to), and decides them. */
  async run(from: number, to: number): Promise<Outcomes> {
    const { outcomes } = await this.begin(from, to, await this.executor.draw(from, to))
    return outcomes
  }

  /**
   * Lets the device decide the cases [from, to), which were drawn.
   *
   * @returns once the device has seen them; the outcomes come once those that climbed are decided
   */
  async begin(
    from: number,
    to: number,
    groups: readonly CaseGroup[],
  ): Promise<{ outcomes: Promise<Outcomes> }> {
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
    return { outcomes: Promise.all(climbing).then(() => outcomes) }
  }

  private async onDevice(group: CaseGroup, places: Float64Array, outcomes: Outcomes): Promise<void> {
    const { batch, subject } = group
    const { implementation } = this.programs.of(subject, batch.shapes)
    await this.sizes.inParts(group, batch.lanes, async (from, to) => {
      const lanes = lanesOf(batch, from, to)
      const part = places.subarray(from, to)
      const { reals, float32 } = await run(implementation, lanes, this.engine, 'static')
      const found = outcomesOf(implementation, 'device', reals, float32)
      write(found, part, outcomes)
      part.forEach((place, lane) => (outcomes.float32[place] = found.float32[lane]))
      if (this.engine.runningBound) await this.tryRunningBound(implementation, lanes, part, outcomes)
    })
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
    const climbers = lanes.map((lane) => places[lane])
    const found = await this.executor.decide(group, lanes)
    const stands = (lane: number): boolean => {
      const at = climbers[lane]
      const below = outcomes.status[at]
      const contradicts = isDecided(below) && isDecided(found.status[lane]) && found.status[lane] !== below
      if (isDecided(below)) outcomes.recheck[at] = contradicts ? Recheck.Contradicts : Recheck.Agrees
      // What the device decided stands; a violation stands only when the enclosures certify it.
      return below !== Status.Satisfied || contradicts
    }
    write(found, climbers, outcomes, stands)
  }

  private climbs(outcomes: Outcomes, at: number, rechecked: Uint8Array): boolean {
    const status = outcomes.status[at]
    if (rechecked[at] === 1 && isDecided(status)) return true
    if (status === Status.Satisfied || status === Status.Discarded) return false
    // An event that did not happen is no violation of a probability claim, and needs no certificate.
    return !(this.claim.kind === 'probability' && status === Status.Violated)
  }

  /** Marks one case of every block of `RECHECK_ONE_IN`. */
  private chosen(from: number, to: number): Uint8Array {
    const marks = new Uint8Array(to - from)
    for (let block = Math.floor(from / RECHECK_ONE_IN); block * RECHECK_ONE_IN < to; block++) {
      const within = caseHash(`${this.claim.id} recheck`, this.seed, block) % RECHECK_ONE_IN
      const index = block * RECHECK_ONE_IN + within
      if (index >= from && index < to) marks[index - from] = 1
    }
    return marks
  }
}

const isDecided = (status: number): boolean => status === Status.Satisfied || status === Status.Violated
