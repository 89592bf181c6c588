import { lanesOf, pickLanes, type Batch } from '../arithmetic/batch.ts'
import { run } from '../arithmetic/device/run.ts'
import { demandShiftCancels } from '../arithmetic/interval/shift-cancels.ts'
import { Stopwatch } from '../arithmetic/stopwatch.ts'
import type { Claim } from '../claim/claim.ts'
import { ClaimPrograms, observe, regionsOf } from '../claim/record-claim.ts'
import { withCase } from '../generate/case-error.ts'
import { caseHash } from '../generate/stream.ts'
import type { Program } from '../program/program.ts'
import { BatchSizes } from './batch-sizes.ts'
import { holdsByForm } from './by-form.ts'
import type { CampaignOptions } from './campaign-options.ts'
import type { CaseGroup } from './case-group.ts'
import { contradictedLanes } from './contradicted-lanes.ts'
import { sampledCases } from './exact-sample.ts'
import type { Executor } from './executor.ts'
import { blankOutcomes, outcomesOf, Recheck, write, type Outcomes } from './outcomes.ts'
import { isOpen, opposed, Status } from './status.ts'

/** One of so many consecutive cases, chosen at random, is decided again by the interval tier where the device did. */
export const RECHECK_ONE_IN = 64

/** Lanes tried for a batch on an engine. */
const LANES = [4096, 1024, 256]

/** How cases are decided: `from` is the first index of the campaign, where its sample begins. */
export type FilterOptions = Pick<CampaignOptions, 'engine' | 'seed' | 'recheck' | 'batch' | 'watch'> & {
  from: number
}

/** What the cases of a program are good for: how many are in the sample, and whether none can come out in another way. */
interface Sampling {
  readonly cases: number
  readonly byForm: boolean
}

/** Decides cases of a claim on the device, and sends those on that it leaves open. */
export class DeviceFilter {
  private readonly programs: ClaimPrograms
  private readonly sizes: BatchSizes
  private readonly watch: Stopwatch
  private readonly samplings = new WeakMap<Program, Sampling>()

  /** @param executor decides what is left open */
  constructor(
    private readonly claim: Claim,
    private readonly options: FilterOptions,
    private readonly executor: Executor,
  ) {
    this.programs = new ClaimPrograms(claim)
    this.sizes = new BatchSizes(LANES, options.batch)
    this.watch = options.watch ?? new Stopwatch()
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
    const lap = this.watch.laps()
    const regions = regionsOf(this.claim).length
    const outcomes = blankOutcomes(to - from, regions, observe(this.claim) !== undefined)
    const rechecked = this.chosen(from, to)
    const climbing: Promise<void>[] = []
    lap('judging')
    for (const group of groups) {
      // Where each case of the group stands among the outcomes.
      const places = group.indices.map((index) => index - from)
      await this.onDevice(group, places, outcomes)
      const lap = this.watch.laps()
      this.sample(group, places, outcomes)
      const lanes = [...places.keys()].filter((lane) => this.climbs(outcomes, places[lane], rechecked))
      lap('judging')
      if (lanes.length > 0) climbing.push(this.climb(group, lanes, places, outcomes))
    }
    return { outcomes: Promise.all(climbing).then(() => outcomes) }
  }

  private async onDevice(group: CaseGroup, places: Float64Array, outcomes: Outcomes): Promise<void> {
    const { batch, subject } = group
    const implementation = withCase(
      () => group.indices[0],
      () => this.programs.of(subject, batch.shapes).implementation,
    )
    await this.sizes.inParts(group, batch.lanes, implementation, async (from, to) => {
      const lanes = lanesOf(batch, from, to)
      const part = places.subarray(from, to)
      const { engine } = this.options
      const { reals, float32 } = await run(implementation, lanes, engine, 'static', this.watch)
      const lap = this.watch.laps()
      const found = outcomesOf(implementation, 'device', reals, float32)
      write(found, part, outcomes)
      part.forEach((place, lane) => {
        outcomes.float32[place] = found.float32[lane]
        outcomes.explained[place] = found.explained[lane]
      })
      lap('judging')
      if (engine.runningBound) await this.tryRunningBound(implementation, lanes, part, outcomes)
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
    const { reals } = await run(program, pickLanes(batch, lanes), this.options.engine, 'running', this.watch)
    const found = outcomesOf(program, 'running', reals)
    const open = lanes.map((lane) => places[lane])
    open.forEach((place, lane) => {
      if (opposed(outcomes.status[place], found.status[lane])) found.recheck[lane] = Recheck.Contradicts
    })
    write(found, open, outcomes, (lane) => !isOpen(found.status[lane]))
  }

  /** Marks the cases of the sample, and those that cannot come out in another way. */
  private sample({ subject, batch, indices }: CaseGroup, places: Float64Array, outcomes: Outcomes): void {
    const { cases, byForm } = this.samplingOf(this.programs.of(subject, batch.shapes).definition, batch)
    indices.forEach((index, lane) => {
      if (byForm) outcomes.byForm[places[lane]] = 1
      if (index - this.options.from < cases) outcomes.sampled[places[lane]] = 1
    })
  }

  /** Looks at a definition once, with its first batch. */
  private samplingOf(definition: Program, batch: Batch): Sampling {
    let sampling = this.samplings.get(definition)
    if (!sampling) {
      demandShiftCancels(definition, batch)
      sampling = { cases: sampledCases(definition), byForm: holdsByForm(definition) }
      this.samplings.set(definition, sampling)
    }
    return sampling
  }

  private async climb(
    group: CaseGroup,
    lanes: readonly number[],
    places: Float64Array,
    outcomes: Outcomes,
  ): Promise<void> {
    const climbers = lanes.map((lane) => places[lane])
    const sampled = Uint8Array.from(places, (place) => outcomes.sampled[place])
    const found = await this.executor.decide({ ...group, sampled }, lanes)
    const apart = await this.numbersApart(group, lanes, places, outcomes, found)
    const again = lanes.map((_, lane) => {
      const below = outcomes.status[climbers[lane]]
      const before = [outcomes.recheck[climbers[lane]], found.recheck[lane]]
      if (before.includes(Recheck.Contradicts) || apart.has(lane) || opposed(below, found.status[lane]))
        return Recheck.Contradicts
      if (!isDecided(below)) return Recheck.None
      return found.status[lane] === below ? Recheck.Agrees : Recheck.Open
    })
    again.forEach((recheck, lane) => (outcomes.recheck[climbers[lane]] = recheck))
    // Unless all is to be decided again, what the device decided stands; a violation only when enclosures certify it.
    const stands = (lane: number): boolean => {
      const below = outcomes.status[climbers[lane]]
      const kept = below === Status.Satisfied || below === Status.Discarded
      return this.options.recheck === 'all' || !kept || again[lane] === Recheck.Contradicts
    }
    write(found, climbers, outcomes, stands)
  }

  /** Of cases that the device decided and the enclosures do not decide alike: those whose numbers are certainly apart. */
  private async numbersApart(
    { batch, subject }: CaseGroup,
    lanes: readonly number[],
    places: Float64Array,
    outcomes: Outcomes,
    found: Outcomes,
  ): Promise<ReadonlySet<number>> {
    const doubtful = [...lanes.keys()].filter((i) => {
      const below = outcomes.status[places[lanes[i]]]
      return isDecided(below) && found.status[i] !== below
    })
    if (doubtful.length === 0) return new Set()
    const picked = pickLanes(
      batch,
      doubtful.map((i) => lanes[i]),
    )
    const marks = await contradictedLanes(
      this.programs.of(subject, batch.shapes),
      picked,
      this.options.engine,
    )
    return new Set(doubtful.filter((_, lane) => marks[lane] === 1))
  }

  private climbs(outcomes: Outcomes, at: number, rechecked: Uint8Array): boolean {
    const status = outcomes.status[at]
    if (isDecided(status) && (rechecked[at] === 1 || this.options.recheck === 'all')) return true
    if (status === Status.Satisfied || status === Status.Discarded) return false
    // An event that did not happen is no violation of a probability claim, and needs no certificate.
    return !(this.claim.kind === 'probability' && status === Status.Violated)
  }

  /** Marks one case of every block of `RECHECK_ONE_IN`. */
  private chosen(from: number, to: number): Uint8Array {
    const marks = new Uint8Array(to - from)
    for (let block = Math.floor(from / RECHECK_ONE_IN); block * RECHECK_ONE_IN < to; block++) {
      const within = caseHash(`${this.claim.id} recheck`, this.options.seed, block) % RECHECK_ONE_IN
      const index = block * RECHECK_ONE_IN + within
      if (index >= from && index < to) marks[index - from] = 1
    }
    return marks
  }
}

/** What no second look can change, if the first one was right. */
const isDecided = (status: number): boolean =>
  status === Status.Satisfied || status === Status.Violated || status === Status.Discarded
