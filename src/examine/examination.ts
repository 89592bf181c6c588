import type { Claim } from '../claim/claim.ts'
import type { ExaminedEvidence } from '../evidence/schema.ts'
import { certifyDeviation } from './certify-deviation.ts'
import { declaredName } from './declared-name.ts'
import type { Declared } from './declared.ts'
import { diagnose } from './diagnoses/diagnose.ts'
import {
  accuracyEvidence,
  conformityMeaning,
  conformsOf,
  deviationEvidence,
  implementationEvidence,
  propertyEvidence,
} from './examined-evidence.ts'
import { ExaminedError, type Examined } from './examined.ts'
import { compareAll, deviationOf, type Comparison, type DeviatingLane, type FamilyLanes } from './examine.ts'
import { shrinkLane } from './families/shrink-lane.ts'
import { examineImplementation } from './implementation/examine-implementation.ts'
import { freeExtentsOf } from './families/free-extents.ts'
import { outsideHonest } from './outside-honest.ts'
import { requiredOf } from './required.ts'
import { examineProperties } from './returned/examine-properties.ts'
import type { Takes } from './returned/takes.ts'

/** How far an examination is. */
export interface Progress {
  /** What is being done, in a few words. */
  begin(what: string): void
  advance(done: number, total: number): void
  stop(): void
}

export interface ExaminationOptions {
  readonly examined: Examined
  readonly declared: Declared
  /** The module, command or model that answers. */
  readonly origin: string
  readonly takes: Takes
  readonly seed: number
  /** Lanes whose numbers are compared with the definition's, and how many there are. */
  readonly batches: Iterable<FamilyLanes> & { readonly total: number }
  /** Whether the attention can be asked for further lanes: to shrink a deviation, and for properties of implementations. */
  readonly asksAgain: boolean
  readonly claims: readonly Claim[]
  /** Cases of each claim. */
  readonly cases: number
  /** Ids of claims and of properties of implementations that have to hold. */
  readonly required: readonly string[]
  readonly progress: Progress
  readonly signal?: AbortSignal
}

/**
 * Examines an attention: whether it is what it is declared to be, which mistake explains it where it is not, how accurate
 * it is, and which properties it has.
 *
 * @returns what was found before the attention stopped answering, where it did
 * @throws the signal's reason
 */
export async function examine(options: ExaminationOptions): Promise<ExaminedEvidence> {
  const { examined, declared, origin, required } = options
  const comparison = await compared(options)
  const { first } = comparison
  const stopped = new Stopped(comparison.failed)
  const deviating =
    first && options.asksAgain ? ((await stopped.unless(() => shrunk(first, options))) ?? first) : first
  const certificate = deviating && (await certifyDeviation(declared, deviating.lanes, deviating.deviation))
  const diagnosis = first ? diagnose(declared, comparison.observed) : []
  const rows: Rows = { properties: [], implementation: [] }
  await stopped.unless(() => findRows(options, rows))
  return {
    subject: examined.name,
    ...(examined.version !== undefined && { version: examined.version }),
    ...(examined.device !== undefined && { device: examined.device }),
    origin,
    gives: (['weights', 'output'] as const).filter((of) => examined.gives[of]),
    definition: declaredName(declared),
    declared,
    conforms: conformsOf(comparison),
    meaning: conformityMeaning(comparison),
    counts: comparison.counts,
    families: [...comparison.families],
    ...(deviating && { deviation: deviationEvidence(deviating, certificate) }),
    diagnosis: diagnosis.map(({ name, sentence }) => ({ name, sentence })),
    accuracy: accuracyEvidence(comparison.accuracy),
    ...rows,
    required: requiredOf(required, rows),
    ...(stopped.why && { failed: stopped.why }),
  }
}

type Rows = Pick<ExaminedEvidence, 'properties' | 'implementation'>

/** Why an attention stopped answering, after which it is asked for nothing more. */
class Stopped {
  why: ExaminedEvidence['failed']

  constructor(compared: string | undefined) {
    if (compared !== undefined) this.why = { during: 'comparison', message: compared }
  }

  /** @returns undefined when it has stopped, before or now */
  async unless<T>(work: () => Promise<T>): Promise<T | undefined> {
    if (this.why) return undefined
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof ExaminedError)) throw error
      this.why = { during: 'properties', message: error.message }
      return undefined
    }
  }
}

async function compared({
  examined,
  declared,
  batches,
  progress,
  signal,
}: ExaminationOptions): Promise<Comparison> {
  progress.begin('compared with the definition')
  let done = 0
  try {
    return await compareAll({
      examined,
      declared,
      batches,
      onBatch: (lanes) => progress.advance((done += lanes), batches.total),
      ...(signal && { signal }),
    })
  } finally {
    progress.stop()
  }
}

async function shrunk(
  first: DeviatingLane,
  { examined, declared, takes }: ExaminationOptions,
): Promise<DeviatingLane> {
  const lanes = await shrinkLane(
    first.lanes,
    0,
    async (one) => (await deviationOf(examined, declared, one)) !== undefined,
    { ...freeExtentsOf(takes), declared },
  )
  const deviation = await deviationOf(examined, declared, lanes)
  return deviation ? { family: first.family, lanes, deviation } : first
}

async function findRows(
  { examined, declared, takes, seed, asksAgain, claims, cases, progress, signal }: ExaminationOptions,
  rows: Rows,
): Promise<void> {
  if (asksAgain) {
    progress.begin('properties of implementations')
    const found = await examineImplementation({
      ...freeExtentsOf(takes),
      examined,
      declared,
      seed,
      onProgress: (done, total) => progress.advance(done, total),
      ...(signal && { signal }),
    })
    rows.implementation.push(...found.map(implementationEvidence))
    progress.stop()
  }
  if (claims.length === 0) return
  progress.begin('claims')
  await examineProperties({
    examined,
    declared,
    takes,
    claims,
    cases,
    seed,
    outsideHonest: outsideHonest(declared),
    shrinks: asksAgain,
    onRow: (row) => {
      rows.properties.push(propertyEvidence(row))
      progress.advance(rows.properties.length, claims.length)
    },
    ...(signal && { signal }),
  })
  progress.stop()
}
