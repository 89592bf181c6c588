import { lanesOf, pickLanes, type Batch } from '../arithmetic/batch.ts'
import { limitsOf, type Limits } from '../arithmetic/device/device.ts'
import { returnedBy } from '../arithmetic/device/returned.ts'
import { demandShiftCancels } from '../arithmetic/interval/shift-cancels.ts'
import { Stopwatch } from '../arithmetic/stopwatch.ts'
import type { Claim } from '../claim/claim.ts'
import { ClaimPrograms, observe, regionsOf } from '../claim/record-claim.ts'
import { withCase } from '../generate/case-error.ts'
import type { Program } from '../program/program.ts'
import { BatchSizes } from './batch-sizes.ts'
import { holdsByForm } from './by-form.ts'
import type { CampaignOptions } from './campaign-options.ts'
import type { CaseGroup } from './case-group.ts'
import { contradictedLanes } from './contradicted-lanes.ts'
import { sampledCases } from './exact-sample.ts'
import type { Executor } from './executor.ts'
import { Flight } from './flight.ts'
import { blankOutcomes, Recheck, write, writeReturned, type Outcomes } from './outcomes.ts'
import { quietly } from './quietly.ts'
import { rechecked } from './rechecked.ts'
import { isOpen, opposed, Status } from './status.ts'

/** Lanes tried for a batch on an engine. */
const LANES = [4096, 1024, 256]

/** Batches that an engine has at a time. */
const IN_FLIGHT = 2

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
  private readonly limits: Limits
  private readonly watch: Stopwatch
  private readonly flight = new Flight(IN_FLIGHT)
  private readonly samplings = new WeakMap<Program, Sampling>()

  /** @param executor decides what is left open */
  constructor(
    private readonly claim: Claim,
    private readonly options: FilterOptions,
    private readonly executor: Executor,
  ) {
    this.programs = ClaimPrograms.of(claim)
    this.limits = limitsOf(options.engine)
    this.watch = options.watch ?? new Stopwatch()
    this.sizes = new BatchSizes(LANES, options.batch)
  }

  /** Draws the cases [from, to), and decides them. */
  async run(from: number, to: number): Promise<Outcomes> {
    const { outcomes } = await this.begin(from, to, await this.executor.draw(from, to))
    return outcomes
  }

  /**
   * Lets the device compute the cases [from, to), which were drawn.
   *
   * @returns once all are handed over to it; the outcomes come once its numbers are judged, and those that climbed are
   *   decided
   */
  async begin(
    from: number,
    to: number,
    groups: readonly CaseGroup[],
  ): Promise<{ outcomes: Promise<Outcomes> }> {
    const lap = this.watch.laps()
    this.programs.recordAhead(groups)
    const regions = regionsOf(this.claim).length
    const outcomes = blankOutcomes(to - from, regions, observe(this.claim) !== undefined)
    const again = rechecked(this.claim.id, this.options.seed, from, to)
    lap('judging')
    const decided: Promise<void>[] = []
    for (const group of groups) {
      // Where each case of the group stands among the outcomes.
      const places = group.indices.map((index) => index - from)
      const judged = await this.onDevice(group, places, outcomes)
      const climbed = Promise.all(judged).then(() => {
        const lap = this.watch.laps()
        this.sample(group, places, outcomes)
        const lanes = lanesWhere(places, (place) => this.climbs(outcomes, place, again))
        lap('judging')
        return lanes.length === 0 ? undefined : this.climb(group, lanes, places, outcomes)
      })
      decided.push(quietly(climbed))
    }
    return { outcomes: Promise.all(decided).then(() => outcomes) }
  }

  /** @returns once the engine has all cases; what it returns is judged after that */
  private async onDevice(
    group: CaseGroup,
    places: Float64Array,
    outcomes: Outcomes,
  ): Promise<readonly Promise<void>[]> {
    const { batch, subject } = group
    const { engine } = this.options
    const implementation = withCase(
      () => group.indices[0],
      () => this.programs.of(subject, batch.shapes).implementation,
    )
    const judged: Promise<void>[] = []
    const hand = (from: number, to: number): Promise<unknown> => {
      const part = { subject, batch: lanesOf(batch, from, to) }
      const returned = returnedBy(implementation, part.batch, engine, 'static', this.watch)
      const judge = async (): Promise<void> => {
        const found = await this.executor.judge(part, await returned, this.limits)
        const lap = this.watch.laps()
        const at = places.subarray(from, to)
        write(found, at, outcomes)
        writeReturned(found, at, outcomes)
        lap('judging')
        if (engine.runningBound) await this.tryRunningBound(implementation, part, at, outcomes)
      }
      judged.push(quietly(judge()))
      return returned
    }
    await this.sizes.inParts(group, batch.lanes, implementation, hand, this.flight)
    return judged
  }

  /** Puts the running bound's outcome in place of an open one where it decides. */
  private async tryRunningBound(
    program: Program,
    { subject, batch }: { readonly subject: number; readonly batch: Batch },
    places: Float64Array,
    outcomes: Outcomes,
  ): Promise<void> {
    const lanes = lanesWhere(places, (place) => isOpen(outcomes.status[place]))
    if (lanes.length === 0) return
    const { engine } = this.options
    const picked = pickLanes(batch, lanes)
    const returned = await returnedBy(program, picked, engine, 'running', this.watch)
    const found = await this.executor.judge({ subject, batch: picked }, returned, this.limits)
    const open = lanes.map((lane) => places[lane])
    open.forEach((place, lane) => {
      if (opposed(outcomes.status[place], found.status[lane])) found.recheck[lane] = Recheck.Contradicts
    })
    write(found, open, outcomes, (lane) => !isOpen(found.status[lane]))
  }

  /** Marks the cases of the sample, and those that cannot come out in another way. */
  private sample({ subject, batch, indices }: CaseGroup, places: Float64Array, outcomes: Outcomes): void {
    const { cases, byForm } = this.samplingOf(this.programs.of(subject, batch.shapes).definition, batch)
    const end = this.options.from + cases
    for (let lane = 0; lane < places.length; lane++) {
      if (byForm) outcomes.byForm[places[lane]] = 1
      if (indices[lane] < end) outcomes.sampled[places[lane]] = 1
    }
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
    const sampled = Uint8Array.from(climbers, (place) => outcomes.sampled[place])
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

  private climbs(outcomes: Outcomes, at: number, again: Uint8Array): boolean {
    const status = outcomes.status[at]
    if (isDecided(status) && (again[at] === 1 || this.options.recheck === 'all')) return true
    if (status === Status.Satisfied || status === Status.Discarded) return false
    // An event that did not happen is no violation of a probability claim, and needs no certificate.
    return !(this.claim.kind === 'probability' && status === Status.Violated)
  }
}

/** The lanes whose places are such. */
function lanesWhere(places: Float64Array, is: (place: number) => boolean): number[] {
  const lanes: number[] = []
  for (let lane = 0; lane < places.length; lane++) if (is(places[lane])) lanes.push(lane)
  return lanes
}

/** What no second look can change, if the first one was right. */
const isDecided = (status: number): boolean =>
  status === Status.Satisfied || status === Status.Violated || status === Status.Discarded
