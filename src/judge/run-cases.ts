import { batchOf, shapeKey, type Case } from '../arithmetic/case.ts'
import { sizeOf } from '../arithmetic/shape.ts'
import type { Claim } from '../claim/claim.ts'
import type { Engine } from '../engine/engine.ts'
import { caseAt, caseHash } from '../generate/stream.ts'
import { evaluateInIntervals, evaluateOnDevice, type DeviceReport, type LaneReport } from './evaluate.ts'
import type { Planner } from './planner.ts'
import { programsOf, type Program } from './program.ts'
import { Status } from './status.ts'
import type { Outcome, Tier } from './tally.ts'

/** One in so many satisfied cases is decided again by the interval tier. */
export const RECHECK_ONE_IN = 64

/** Lanes that the interval tier takes at a time: enough for its loops, few enough for the cache. */
const INTERVAL_LANES = 1024

/** One case of a campaign: its number, its arrays, and which of the claim's subjects it is about. */
export interface Numbered {
  readonly index: number
  readonly case: Case
  readonly subject: number
}

/** Draws a case; which subject it is about is part of it. */
export function numbered(claim: Claim, programs: readonly Program[], seed: number, index: number): Numbered {
  const subject = programs.length === 1 ? 0 : caseHash(`${claim.id} subject`, seed, index) % programs.length
  return { index, case: caseAt(claim.inputs, claim.id, seed, index), subject }
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

  constructor(
    private readonly claim: Claim,
    private readonly engine: Engine,
    private readonly seed: number,
    private readonly planner: Planner,
  ) {
    this.programs = programsOf(claim)
  }

  /** Outcomes of the cases `from` to `to` (exclusive), in that order. */
  async run(from: number, to: number): Promise<{ outcomes: Outcome[]; cases: Numbered[] }> {
    const started = performance.now()
    const cases: Numbered[] = []
    for (let index = from; index < to; index++) cases.push(numbered(this.claim, this.programs, this.seed, index))
    this.stopwatch.generate += performance.now() - started
    const outcomes = new Array<Outcome>(cases.length)
    for (const [key, members] of groupsOf(cases)) {
      const floats = Object.values(members[0]!.case.inputs).reduce((sum, input) => sum + sizeOf(input.shape), 0)
      for (let at = 0; at < members.length; ) {
        const asked = this.planner.lanes(key, floats)
        const part = members.slice(at, at + asked)
        const before = performance.now()
        const decided = await this.decide(part)
        this.planner.measured(key, part.length, asked, performance.now() - before)
        decided.forEach((outcome, i) => (outcomes[part[i]!.index - from] = outcome))
        at += part.length
      }
    }
    return { outcomes, cases }
  }

  /** Decides cases of one shape and subject. */
  async decide(cases: readonly Numbered[]): Promise<Outcome[]> {
    const program = this.programs[cases[0]!.subject]!
    const before = performance.now()
    const device = await evaluateOnDevice(this.engine, 'static', batchOf(cases.map((c) => c.case)), program)
    const said = cases.map((_, lane) => lane)
    const reports: LaneReport[] = new Array<LaneReport>(cases.length).fill(device.reals)
    const lanes = [...said]
    const tiers = new Array<Tier>(cases.length).fill('device')
    if (this.engine.runningBound) {
      const open = said.filter((lane) => isOpen(device.reals.status[lane]!))
      await inParts(open, cases.length, async (part) => {
        const batch = batchOf(part.map((lane) => cases[lane]!.case))
        const { reals } = await evaluateOnDevice(this.engine, 'running', batch, program)
        part.forEach((lane, i) => {
          if (isOpen(reals.status[i]!)) return
          reports[lane] = reals
          lanes[lane] = i
          tiers[lane] = 'running'
        })
      })
    }
    const climbed = performance.now()
    this.stopwatch.device += climbed - before
    const outcomes = said.map((_, lane) => outcomeOf(reports[lane]!, lanes[lane]!, tiers[lane]!, device, lane))
    const climbing = outcomes.flatMap((o, lane) => (this.climbs(o) || this.isRechecked(cases[lane]!, o) ? [lane] : []))
    await inParts(climbing, INTERVAL_LANES, async (part) => {
      const report = evaluateInIntervals(batchOf(part.map((lane) => cases[lane]!.case)), program)
      part.forEach((lane, i) => (outcomes[lane] = this.settle(outcomes[lane]!, report, i)))
      await breathe()
    })
    this.stopwatch.climb += performance.now() - climbed
    return outcomes
  }

  /** An event that did not happen is no violation of a probability claim, and needs no certificate. */
  private climbs(outcome: Outcome): boolean {
    if (outcome.status === Status.Satisfied || outcome.status === Status.Discarded) return false
    return !(this.claim.kind === 'probability' && outcome.status === Status.Violated)
  }

  private isRechecked(c: Numbered, outcome: Outcome): boolean {
    const decided = outcome.status === Status.Satisfied || outcome.status === Status.Violated
    return decided && caseHash(`${this.claim.id} recheck`, this.seed, c.index) % RECHECK_ONE_IN === 0
  }

  private settle(outcome: Outcome, report: LaneReport, lane: number): Outcome {
    const upper = outcomeOf(report, lane, 'interval')
    const rechecked = outcome.status === Status.Satisfied || outcome.status === Status.Violated
    const contradicts = rechecked && opposite(outcome.status, upper.status)
    const recheck = rechecked ? (contradicts ? 'contradicts' : 'agrees') : undefined
    const covered = outcome.covered.map((reached, i) => reached || upper.covered[i]!)
    // What the device decided stands; a violation stands only when the enclosures certify it.
    if (outcome.status === Status.Satisfied && !contradicts) return { ...outcome, recheck, covered }
    return { ...upper, float32: outcome.float32, recheck, covered }
  }
}

const isOpen = (status: number) => status === Status.Undecided || status === Status.HypothesisOpen

function opposite(a: Status, b: Status): boolean {
  return (a === Status.Satisfied && b === Status.Violated) || (a === Status.Violated && b === Status.Satisfied)
}

function outcomeOf(report: LaneReport, lane: number, tier: Tier, device?: DeviceReport, deviceLane = lane): Outcome {
  return {
    status: report.status[lane] as Status,
    tier,
    float32: (device?.float32.status[deviceLane] ?? Status.Undecided) as Status,
    margin: report.margin[lane]!,
    bound: report.bound[lane]!,
    slope: report.observed && { value: report.observed.value[lane]!, radius: report.observed.radius[lane]! },
    covered: report.covered.map((region) => region[lane] === 1),
  }
}

function groupsOf(cases: readonly Numbered[]): Map<string, Numbered[]> {
  const groups = new Map<string, Numbered[]>()
  for (const item of cases) {
    const key = `${item.subject} ${shapeKey(item.case)}`
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}

async function inParts(lanes: readonly number[], size: number, each: (part: number[]) => Promise<void>): Promise<void> {
  for (let at = 0; at < lanes.length; at += size) await each(lanes.slice(at, at + size))
}

/** Lets timers, signals and a test runner's heartbeat through. */
const breathe = () => new Promise<void>((resolve) => setImmediate(resolve))
