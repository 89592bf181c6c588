import { batchOf, shapeKey, type Case } from '../arithmetic/case.ts'
import { sizeOf } from '../arithmetic/shape.ts'
import type { Claim } from '../claim/claim.ts'
import type { Engine } from '../engine/engine.ts'
import { caseAt, caseHash } from '../generate/stream.ts'
import { evaluateInIntervals, evaluateOnDevice, type LaneReport } from './evaluate.ts'
import { DEVICE_LANES, INTERVAL_LANES, Planner } from './planner.ts'
import { programsOf, type Program } from './program.ts'
import { Status } from './status.ts'
import type { Outcome, Tier } from './tally.ts'

/** One of so many consecutive cases, chosen at random, is decided again by the interval tier where the device did. */
export const RECHECK_ONE_IN = 64

/** One case of a campaign: its number, its arrays, and which of the claim's subjects it is about. */
export interface Numbered {
  readonly index: number
  readonly case: Case
  readonly subject: number
  /** The shapes of its arrays, in words. */
  readonly shape: string
}

/** Draws a case; which subject it is about is part of it. */
export function numbered(claim: Claim, programs: readonly Program[], seed: number, index: number): Numbered {
  const subject = programs.length === 1 ? 0 : caseHash(`${claim.id} subject`, seed, index) % programs.length
  const item = caseAt(claim.inputs, claim.id, seed, index)
  return { index, case: item, subject, shape: shapeKey(item) }
}

/** Where the time of a campaign went, in milliseconds. */
export interface Stopwatch {
  generate: number
  device: number
  climb: number
}

/** Decides cases of a claim: all on the device, those that it leaves open higher up. */
export class CaseRunner {
  readonly programs: readonly Program[]
  readonly stopwatch: Stopwatch = { generate: 0, device: 0, climb: 0 }

  private readonly recheckId: string
  private recheckBlock = -1
  private rechecked = -1
  private readonly planner: Planner
  private readonly intervalPlanner: Planner

  /** @param batch lanes of a batch, where they are not to be measured */
  constructor(
    private readonly claim: Claim,
    private readonly engine: Engine,
    private readonly seed: number,
    batch?: number,
  ) {
    this.programs = programsOf(claim)
    this.recheckId = `${claim.id} recheck`
    this.planner = new Planner(DEVICE_LANES, batch)
    this.intervalPlanner = new Planner(INTERVAL_LANES, batch)
  }

  /** Outcomes of the cases `from` to `to` (exclusive), in that order. */
  async run(from: number, to: number): Promise<{ outcomes: Outcome[]; cases: Numbered[] }> {
    const started = performance.now()
    const cases: Numbered[] = []
    for (let index = from; index < to; index++)
      cases.push(numbered(this.claim, this.programs, this.seed, index))
    this.stopwatch.generate += performance.now() - started
    const outcomes = new Array<Outcome>(cases.length)
    for (const [key, members] of groupsOf(cases)) {
      await planned(this.planner, key, members, async (part) => {
        const decided = await this.decide(key, part)
        decided.forEach((outcome, i) => (outcomes[part[i]!.index - from] = outcome))
      })
    }
    return { outcomes, cases }
  }

  /** Decides cases of one shape and subject. */
  private async decide(key: string, cases: readonly Numbered[]): Promise<Outcome[]> {
    const program = this.programs[cases[0]!.subject]!
    const before = performance.now()
    const device = await evaluateOnDevice(this.engine, 'static', batchOf(cases.map((c) => c.case)), program)
    const outcomes = cases.map((_, lane) =>
      outcomeOf(device.reals, lane, 'device', device.float32.status[lane]),
    )
    if (this.engine.runningBound) await this.tryRunningBound(program, cases, outcomes)
    const climbed = performance.now()
    this.stopwatch.device += climbed - before
    const climbing: { case: Case; lane: number }[] = []
    cases.forEach((c, lane) => {
      const outcome = outcomes[lane]!
      if (this.climbs(outcome) || this.isRechecked(c, outcome)) climbing.push({ case: c.case, lane })
    })
    await planned(this.intervalPlanner, key, climbing, async (part) => {
      const report = evaluateInIntervals(batchOf(part.map((c) => c.case)), program)
      part.forEach(({ lane }, i) => (outcomes[lane] = this.settle(outcomes[lane]!, report, i)))
      await breathe()
    })
    this.stopwatch.climb += performance.now() - climbed
    return outcomes
  }

  /** Puts the running bound's outcome in place of an open one where it decides. */
  private async tryRunningBound(
    program: Program,
    cases: readonly Numbered[],
    outcomes: Outcome[],
  ): Promise<void> {
    const open = outcomes.flatMap(({ status }, lane) =>
      status === Status.Undecided || status === Status.HypothesisOpen ? [lane] : [],
    )
    if (open.length === 0) return
    const batch = batchOf(open.map((lane) => cases[lane]!.case))
    const { reals } = await evaluateOnDevice(this.engine, 'running', batch, program)
    open.forEach((lane, i) => {
      const running = outcomeOf(reals, i, 'running', outcomes[lane]!.float32)
      if (running.status !== Status.Undecided && running.status !== Status.HypothesisOpen)
        outcomes[lane] = running
    })
  }

  /** An event that did not happen is no violation of a probability claim, and needs no certificate. */
  private climbs(outcome: Outcome): boolean {
    if (outcome.status === Status.Satisfied || outcome.status === Status.Discarded) return false
    return !(this.claim.kind === 'probability' && outcome.status === Status.Violated)
  }

  private isRechecked(c: Numbered, outcome: Outcome): boolean {
    if (outcome.status !== Status.Satisfied && outcome.status !== Status.Violated) return false
    const block = Math.floor(c.index / RECHECK_ONE_IN)
    if (block !== this.recheckBlock) {
      this.recheckBlock = block
      this.rechecked = block * RECHECK_ONE_IN + (caseHash(this.recheckId, this.seed, block) % RECHECK_ONE_IN)
    }
    return c.index === this.rechecked
  }

  private settle(outcome: Outcome, report: LaneReport, lane: number): Outcome {
    const upper = outcomeOf(report, lane, 'interval', outcome.float32)
    const rechecked = outcome.status === Status.Satisfied || outcome.status === Status.Violated
    const contradicts = rechecked && opposite(outcome.status, upper.status)
    const recheck = rechecked ? (contradicts ? 'contradicts' : 'agrees') : undefined
    const covered = outcome.covered.map((reached, i) => reached || upper.covered[i]!)
    // What the device decided stands; a violation stands only when the enclosures certify it.
    const stands = outcome.status === Status.Satisfied && !contradicts ? outcome : upper
    return { ...stands, recheck, covered }
  }
}

function opposite(a: Status, b: Status): boolean {
  return (
    (a === Status.Satisfied && b === Status.Violated) || (a === Status.Violated && b === Status.Satisfied)
  )
}

const NONE_COVERED: readonly boolean[] = []

function outcomeOf(
  report: LaneReport,
  lane: number,
  tier: Tier,
  float32: number = Status.Undecided,
): Outcome {
  return {
    status: report.status[lane] as Status,
    tier,
    float32: float32 as Status,
    margin: report.margin[lane]!,
    bound: report.bound[lane]!,
    slope: report.observed && { value: report.observed.value[lane]!, radius: report.observed.radius[lane]! },
    covered: report.covered.length === 0 ? NONE_COVERED : report.covered.map((region) => region[lane] === 1),
    recheck: undefined,
  }
}

function groupsOf(cases: readonly Numbered[]): Map<string, Numbered[]> {
  const groups = new Map<string, Numbered[]>()
  for (const item of cases) {
    const key = item.subject === 0 ? item.shape : `${item.subject} ${item.shape}`
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}

/** Works off cases of one shape in batches of the size that the planner asks for, and tells it how long each took. */
async function planned<T extends { readonly case: Case }>(
  planner: Planner,
  key: string,
  cases: readonly T[],
  work: (part: T[]) => Promise<void>,
): Promise<void> {
  if (cases.length === 0) return
  const floats = Object.values(cases[0]!.case.inputs).reduce((sum, input) => sum + sizeOf(input.shape), 0)
  for (let at = 0; at < cases.length;) {
    const asked = planner.lanes(key, floats)
    const part = cases.slice(at, at + asked)
    const started = performance.now()
    await work(part)
    planner.measured(key, part.length, asked, performance.now() - started)
    at += part.length
  }
}

/** Lets timers, signals and a test runner's heartbeat through. */
const breathe = () => new Promise<void>((resolve) => setImmediate(resolve))
