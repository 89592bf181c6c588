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
import { compareAll, deviationOf, type DeviatingLane, type FamilyLanes } from './examine.ts'
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
 * @throws {RangeError} when something is required that there is not; the signal's reason. An attention that stops answering
 * ends the examination, and what was found before is returned
 */
export async function examine(options: ExaminationOptions): Promise<ExaminedEvidence> {
  const { examined, declared, origin, batches, asksAgain, progress, required, signal } = options
  progress.begin('compared with the definition')
  let done = 0
  const comparison = await compareAll({
    examined,
    declared,
    batches,
    onBatch: (lanes) => progress.advance((done += lanes), batches.total),
    ...(signal && { signal }),
  })
  progress.stop()
  const rows = {
    properties: [] as ExaminedEvidence['properties'],
    implementation: [] as ExaminedEvidence['implementation'],
  }
  let failed: ExaminedEvidence['failed'] =
    comparison.failed === undefined ? undefined : { during: 'comparison', message: comparison.failed }
  let deviation: ExaminedEvidence['deviation']
  const unlessFailed = async (work: () => Promise<void>): Promise<void> => {
    if (failed !== undefined) return
    try {
      await work()
    } catch (error) {
      if (!(error instanceof ExaminedError)) throw error
      failed = { during: 'properties', message: error.message }
    }
  }
  const { first } = comparison
  if (first) {
    let smallest = first
    if (asksAgain)
      await unlessFailed(async () => {
        smallest = await shrunk(first, options)
      })
    deviation = deviationEvidence(
      smallest,
      await certifyDeviation(declared, smallest.lanes, smallest.deviation),
    )
  }
  const diagnosis = first ? diagnose(declared, comparison.observed) : []
  await unlessFailed(() => findRows(options, rows))
  const conforms = conformsOf(comparison)
  return {
    subject: examined.name,
    ...(examined.version !== undefined && { version: examined.version }),
    ...(examined.device !== undefined && { device: examined.device }),
    origin,
    gives: (['weights', 'output'] as const).filter((of) => examined.gives[of]),
    definition: declaredName(declared),
    declared,
    conforms,
    meaning: conformityMeaning(comparison),
    counts: comparison.counts,
    families: [...comparison.families],
    ...(deviation && { deviation }),
    diagnosis: diagnosis.map(({ name, sentence }) => ({ name, sentence })),
    accuracy: accuracyEvidence(comparison.accuracy),
    ...rows,
    required: requiredOf(required, rows),
    ...(failed !== undefined && { failed }),
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
  rows: Pick<ExaminedEvidence, 'properties' | 'implementation'>,
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
