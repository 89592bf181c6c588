import { batchOf, type Batch, type Case } from '../arithmetic/case.ts'
import type { DeviceReal } from '../arithmetic/device/device-real.ts'
import { DeviceArithmetic } from '../arithmetic/device/device-tier.ts'
import { toHex } from '../arithmetic/hex-float.ts'
import { runSteps } from '../arithmetic/scalar/evaluate.ts'
import type { Field } from '../arithmetic/scalar/field.ts'
import type { Judged } from '../arithmetic/scalar/judge.ts'
import { tightest } from '../arithmetic/scalar/tightest.ts'
import { TraceArithmetic } from '../arithmetic/trace/trace-real.ts'
import { Truth } from '../arithmetic/truth.ts'
import { bind, type Subject } from '../attention/attention.ts'
import { subjectsOf, type Claim } from '../claim/claim.ts'
import type { Engine } from '../engine/engine.ts'
import type { CaseData } from '../evidence/schema.ts'
import { caseAt } from '../generate/stream.ts'
import { caseData } from './case-data.ts'
import { subjectOf } from './case-group.ts'
import { FLOAT64 } from './certificate.ts'
import { inputsOf, tracedFor } from './decide.ts'
import { evaluateOnDevice, type LaneReport } from './evaluate.ts'
import { higherTiers, type HigherTier } from './higher-tiers.ts'
import type { Tier } from './outcomes.ts'
import { programsOf, variantsOf, withVariant, type Program } from './program.ts'
import { judgeFor, shrink } from './shrink.ts'
import { Status, statusOf } from './status.ts'

export interface ReplayOptions {
  readonly engine: Engine
  readonly seed: number
  readonly index: number
  /** Name of a control, an ablation or a restriction. */
  readonly variant?: string
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
}

/** One case, in every arithmetic; a counterexample also shrunk. */
export interface Replay extends ReplayedCase {
  readonly claim: string
  readonly case: { readonly seed: number; readonly index: number }
  readonly variant?: string
  readonly subject: string
  readonly distribution?: string
  readonly shrunk?: ReplayedCase
  /** Arithmetics that are missing here, and why. */
  readonly missing: readonly string[]
}

/**
 * Runs one case again, by its name alone.
 *
 * @throws {RangeError} when the claim has no variant of that name.
 */
export async function replay(original: Claim, options: ReplayOptions): Promise<Replay> {
  const { engine, seed, index } = options
  const variant =
    options.variant === undefined ? undefined : variantsOf(original).find((v) => v.name === options.variant)
  if (options.variant !== undefined && !variant) {
    const names = variantsOf(original).map((v) => `"${v.name}"`)
    throw new RangeError(
      `${original.id} has no variant "${options.variant}". Its variants: ${names.join(', ')}.`,
    )
  }
  const claim = withVariant(original, variant)
  const item = caseAt(claim.inputs, claim.id, seed, index)
  const about = subjectOf(claim, seed, index)
  const program = programsOf(claim)[about]
  const subject = subjectsOf(claim.subject)[about]
  const replayed = await everywhere(engine, item, program, subject)
  const violated = replayed.tiers.some(({ truth, discarded }) => truth === 'false' && !discarded)
  const found =
    violated && claim.kind !== 'probability' && claim.kind !== 'scaling'
      ? await shrink(claim, seed, index, Status.Violated, judgeFor('reals', engine, program))
      : undefined
  const { mpfr } = (await higherTiers()).described
  const missing = (await higherTiers()).tiers.some(({ tier }) => tier === 'mpfr') ? [] : [`mpfr: ${mpfr}`]
  return {
    claim: claim.id,
    case: { seed, index },
    ...(variant && { variant: variant.name }),
    subject: subject.name,
    ...(item.distribution !== undefined && { distribution: item.distribution }),
    ...replayed,
    ...(found && 'shrunk' in found && { shrunk: await everywhere(engine, found.shrunk, program, subject) }),
    missing,
  }
}

async function everywhere(
  engine: Engine,
  item: Case,
  program: Program,
  subject: Subject,
): Promise<ReplayedCase> {
  const batch = batchOf([item])
  const device = await evaluateOnDevice(engine, 'static', batch, program)
  const running = await evaluateOnDevice(engine, 'running', batch, program)
  const weights = await weightsOf(engine, item, subject)
  const tiers = [
    { ...onDevice('device', device.reals), ...(weights && { weights }) },
    onDevice('running', running.reals),
    ...[FLOAT64, ...(await higherTiers()).tiers].map((tier) => inTier(tier, batch, program, subject)),
  ]
  const first = tiers.find(({ truth, discarded }) => discarded || truth === 'true' || truth === 'false')
  return {
    inputs: caseData(item),
    tiers,
    decidedBy: first ? (first.bits ? `${first.tier} ${first.bits}` : first.tier) : null,
    float32: truthOf(device.float32.status[0] as Status) as Replay['float32'],
  }
}

function onDevice(tier: Tier, report: LaneReport): ReplayedTier {
  return {
    tier,
    ...verdictOf(report.status[0] as Status),
    margin: toHex(report.margin[0]),
    bound: toHex(report.bound[0]),
  }
}

function inTier(tier: HigherTier, batch: Batch, program: Program, subject: Subject): ReplayedTier {
  const { line, existential } = tracedFor(program, batch)
  const inputs = inputsOf(batch)
  return tier.judge(line, inputs, (judged: Judged<unknown>, field: Field<unknown>) => {
    const { hypothesis, claim, obstruction = Truth.Undecided, atoms } = judged
    const { margin, bound } = tightest(judged, field)
    const weights = tracedWeights(batch, subject)
    return {
      tier: tier.tier,
      bits: tier.bits,
      ...verdictOf(statusOf(hypothesis, claim, existential ? { obstruction } : undefined)),
      margin: toHex(margin),
      bound: toHex(bound),
      atoms: atoms.map(({ statement, truth }) => ({
        relation: statement[0],
        truth: truth.map((t) => 'FUCT'[t]).join(''),
      })),
      ...(weights && { weights: enclosed(runSteps(weights, inputs, field).at(-1)!, field) }),
    }
  })
}

function verdictOf(status: Status): Pick<ReplayedTier, 'truth' | 'discarded'> {
  return {
    truth: truthOf(status),
    discarded: status === Status.Discarded || status === Status.HypothesisOpen,
  }
}

function truthOf(status: Status): ReplayedTier['truth'] {
  if (status === Status.Satisfied) return 'true'
  if (status === Status.Violated) return 'false'
  return status === Status.Consistent ? 'consistent' : 'undecided'
}

/** The steps of the subject's weights, where a case has queries and keys for them. */
function tracedWeights({ shapes }: Batch, subject: Subject) {
  if (!shapes.q || !shapes.k) return undefined
  const x = new TraceArithmetic()
  const { q, k } = x.inputs({ q: shapes.q, k: shapes.k })
  const weights = bind(subject, x).weights({ q: q, k: k })
  // Equal steps are written once, so the weights may be one before the last.
  weights.reshape(weights.shape)
  return { steps: x.steps }
}

function enclosed(
  { shape, entries }: { readonly shape: readonly number[]; readonly entries: readonly unknown[] },
  field: Field<unknown>,
): string[][] {
  const width = shape.at(-1)!
  const limits = entries.map((entry) => {
    const [lo, hi] = entry === undefined ? [-Infinity, Infinity] : field.enclosure(entry)
    return `${toHex(lo)} ${toHex(hi)}`
  })
  return Array.from({ length: entries.length / width }, (_, i) => limits.slice(i * width, (i + 1) * width))
}

/** The attention weights of a case that has queries `q` and keys `k`, as the device returns them. */
async function weightsOf(engine: Engine, item: Case, subject: Subject): Promise<string[][] | undefined> {
  if (!item.inputs.q || !item.inputs.k) return undefined
  const x = new DeviceArithmetic(engine)
  const kept = engine.tf.tidy(() => {
    const { q, k } = x.inputs(batchOf([item]))
    const weights = bind(subject, x).weights({ q: q, k: k }) as DeviceReal
    return { tensor: engine.tf.keep(weights.tensors.value), columns: weights.shape[1] }
  })
  const values = Array.from(await kept.tensor.data(), toHex)
  kept.tensor.dispose()
  const rows = values.length / kept.columns
  return Array.from({ length: rows }, (_, i) => values.slice(i * kept.columns, (i + 1) * kept.columns))
}
