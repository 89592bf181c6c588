import type fc from 'fast-check'
import { batchOf, shapesOf, type Batch, type Case } from '../arithmetic/batch.ts'
import { compute } from '../arithmetic/device/compute.ts'
import { run } from '../arithmetic/device/run.ts'
import { evaluate } from '../arithmetic/scalar/run.ts'
import { tightest } from '../arithmetic/scalar/tightest.ts'
import type { Said } from '../arithmetic/said.ts'
import { bind, type Subject } from '../attention/attention.ts'
import { subjectsOf, type Claim } from '../claim/claim.ts'
import { ClaimPrograms } from '../claim/record-claim.ts'
import { variantsOf, withVariant } from '../claim/variants.ts'
import type { Engine } from '../engine/engine.ts'
import type { CaseData } from '../evidence/schema.ts'
import type { Tier } from '../evidence/tiers.ts'
import { caseAt } from '../generate/stream.ts'
import { toHex } from '../program/hex-float.ts'
import { recordFormula } from '../program/formula.ts'
import type { Program, Programs } from '../program/program.ts'
import type { Part } from '../program/recorder.ts'
import type { Shape } from '../program/shape.ts'
import { caseData } from './case-data.ts'
import { subjectOf } from './case-group.ts'
import { ClaimError, ofClaim } from './claim-error.ts'
import { lettersOf, hexLimits } from './certify.ts'
import { oppositions, tierInWords } from './opposed-tiers.ts'
import { ObstructionError } from './obstruction-error.ts'
import { statusesOf } from './outcomes.ts'
import { judgeFor, shrink, type ProgramsFor } from './shrink.ts'
import { Status } from './status.ts'
import { FLOAT64, higherTiers, type ScalarTier } from './scalar-tiers.ts'
import { NoWalkError } from './search/no-walk-error.ts'
import { Search } from './search/search.ts'
import type { Goal } from './search/ground.ts'

export interface ReplayOptions {
  readonly engine: Engine
  readonly seed: number
  readonly index: number
  /** Name of a control, an ablation or a restriction. */
  readonly variant?: string
  /** What a walk from the case looks for: the case is then the one where it ends. */
  readonly walk?: Goal
}

/** What one arithmetic says of a case. */
export interface ReplayedTier {
  readonly tier: Tier
  /** Of its enclosures; null for exact numbers; left out for the device. */
  readonly bits?: number | null
  readonly truth: 'true' | 'false' | 'undecided' | 'consistent'
  /** The hypothesis of the case is false, or was not decided. */
  readonly discarded: boolean
  /** The difference that is nearest to another truth, and how far it can be from the true one. */
  readonly margin: string
  readonly bound: string
  /** One entry for each atom: its relation, and a letter (T, F, C, U) for each of its entries. */
  readonly atoms?: readonly { readonly relation: string; readonly truth: string }[]
  /** Attention weights: as returned by the device, or limits on each. */
  readonly weights?: readonly (readonly string[])[]
}

/** A case with what every arithmetic says of it. */
export interface ReplayedCase {
  readonly inputs: CaseData
  readonly tiers: readonly ReplayedTier[]
  /** The first arithmetic that decides it over the reals. */
  readonly decidedBy: string | null
  readonly float32: 'true' | 'false' | 'undecided'
  /** Where two arithmetics are certain of opposite things; each is a defect of the engine or of this program. */
  readonly alarms: readonly string[]
}

/** One case, in every arithmetic; a counterexample also shrunk. */
export interface Replay extends ReplayedCase {
  readonly claim: string
  readonly case: { readonly seed: number; readonly index: number }
  readonly variant?: string
  /** What the walk looked for that led from that case to this one. */
  readonly walk?: Goal
  readonly subject: string
  readonly distribution?: string
  readonly shrunk?: ReplayedCase
  /** Arithmetics that are missing here, and why. */
  readonly missing: readonly string[]
}

/**
 * Runs one case again, by its name alone, or that to which a walk from it leads.
 *
 * @throws {RangeError} when the claim has no variant of that name; {ClaimError} when the claim's code fails on the case
 * @throws {NoWalkError}
 */
export async function replay(original: Claim, options: ReplayOptions): Promise<Replay> {
  const { engine, seed, index, walk } = options
  const variants = variantsOf(original)
  const variant = variants.find(({ name }) => name === options.variant)
  if (options.variant !== undefined && !variant) {
    const names = variants.map(({ name }) => `"${name}"`).join(', ')
    throw new RangeError(`${original.id} has no variant "${options.variant}". Its variants: ${names}.`)
  }
  const claim = withVariant(original, variant)
  const reached = walk && (await reachedFrom(claim, seed, index, walk))
  const item = reached?.value ?? ofClaim(index, () => caseAt(claim.inputs, claim.id, seed, index))
  const about = subjectOf(claim, seed, index)
  const programs = ClaimPrograms.of(claim)
  const programsFor: ProgramsFor = (shapes) =>
    ofClaim(index, () => {
      const { definition, implementation } = programs.of(about, shapes)
      return { definition, implementation }
    })
  const subject = subjectsOf(claim.subject)[about]
  const inArithmetics = (of: Case) =>
    everywhere(engine, of, programsFor(shapesOf(of)), subject).catch((error: unknown) => {
      throw error instanceof ObstructionError ? new ClaimError(index, error) : error
    })
  const replayed = await inArithmetics(item)
  const violated = replayed.tiers.some(({ truth, discarded }) => truth === 'false' && !discarded)
  const found =
    violated && claim.kind !== 'probability'
      ? await shrink(claim, seed, index, Status.Violated, judgeFor('reals', engine, programsFor), {
          from: reached,
        })
      : undefined
  const { tiers, described } = await higherTiers()
  const missing = tiers.some(({ tier }) => tier === 'mpfr') ? [] : [`mpfr: ${described.mpfr}`]
  return {
    claim: claim.id,
    case: { seed, index },
    ...(variant && { variant: variant.name }),
    ...(walk && { walk }),
    subject: subject.name,
    ...(item.distribution !== undefined && { distribution: item.distribution }),
    ...replayed,
    ...(found && 'shrunk' in found && { shrunk: await inArithmetics(found.shrunk) }),
    missing,
  }
}

async function reachedFrom(claim: Claim, seed: number, index: number, goal: Goal): Promise<fc.Value<Case>> {
  const search = new Search(claim, seed)
  const why = search.whyNot(goal)
  if (why !== undefined) throw new NoWalkError(`no walk can be made on ${claim.id}: ${why}`)
  return (await search.reach(index, goal)).value
}

async function everywhere(
  engine: Engine,
  item: Case,
  { implementation, definition }: Programs,
  subject: Subject,
): Promise<ReplayedCase> {
  const batch = batchOf([item])
  const device = await run(implementation, batch, engine, 'static')
  const running = await run(implementation, batch, engine, 'running')
  const weights = await weightsOnDevice(engine, batch, subject)
  const seen = [
    onDevice('device', implementation, device.reals, weights),
    onDevice('running', implementation, running.reals),
    ...[FLOAT64, ...(await higherTiers()).tiers].map((tier) => inTier(tier, batch, definition, subject)),
  ]
  const tiers = seen.map(({ replayed }) => replayed)
  const first = tiers.find(({ truth, discarded }) => discarded || truth === 'true' || truth === 'false')
  return {
    inputs: caseData(item),
    tiers,
    decidedBy: first ? (first.bits ? `${first.tier} ${first.bits}` : first.tier) : null,
    float32: inWords(statusesOf(implementation, device.float32)[0] as Status)
      .truth as ReplayedCase['float32'],
    alarms: oppositions(
      seen.map(({ status, replayed: { tier, bits, atoms } }) => ({
        by: tierInWords(tier, bits),
        status,
        ...(atoms && { atoms }),
      })),
    ),
  }
}

interface Seen {
  readonly status: Status
  readonly replayed: ReplayedTier
}

function onDevice(tier: Tier, program: Program, said: Said, weights?: ReplayedTier['weights']): Seen {
  const status = statusesOf(program, said)[0] as Status
  const [margin, bound] = [toHex(said.margin[0]), toHex(said.bound[0])]
  return { status, replayed: { tier, ...inWords(status), margin, bound, ...(weights && { weights }) } }
}

function inTier(tier: ScalarTier, batch: Batch, program: Program, subject: Subject): Seen {
  return tier.judge(program, batch, (said, field) => {
    const { margin, bound } = tightest(said, field)
    const weights = weightsFormula(batch, subject, 'definition')
    const found = weights && evaluate(weights.steps, batch, field)[weights.value]
    const status = statusesOf(program, said)[0] as Status
    const replayed: ReplayedTier = {
      tier: tier.tier,
      bits: tier.bits,
      ...inWords(status),
      margin: toHex(margin),
      bound: toHex(bound),
      atoms: said.atoms.map(({ atom, judgement }) => ({
        relation: atom[0],
        truth: lettersOf(judgement.truth),
      })),
      ...(found && {
        weights: inRows(
          found.entries.map((entry) => hexLimits(entry, field).join(' ')),
          found.shape,
        ),
      }),
    }
    return { status, replayed }
  })
}

const TRUTHS: { readonly [status in Status]?: ReplayedTier['truth'] } = {
  [Status.Satisfied]: 'true',
  [Status.Violated]: 'false',
  [Status.Consistent]: 'consistent',
}

const inWords = (status: Status): Pick<ReplayedTier, 'truth' | 'discarded'> => ({
  truth: TRUTHS[status] ?? 'undecided',
  discarded: status === Status.Discarded || status === Status.HypothesisOpen,
})

/** The subject's weights, where a case has queries and keys for them. */
function weightsFormula({ shapes: { q, k } }: Batch, subject: Subject, part: Part) {
  if (!q || !k) return undefined
  return recordFormula({ q, k }, (inputs, x) => bind(subject, x).weights({ q: inputs.q, k: inputs.k }), part)
}

async function weightsOnDevice(engine: Engine, batch: Batch, subject: Subject) {
  const weights = weightsFormula(batch, subject, 'implementation')
  if (!weights) return undefined
  const { values, shape } = await compute(weights, batch, engine)
  return inRows(Array.from(values, toHex), shape)
}

function inRows(entries: readonly string[], shape: Shape): string[][] {
  const width = shape.at(-1)!
  return Array.from({ length: entries.length / width }, (_, i) => entries.slice(i * width, (i + 1) * width))
}
