import { batchOf, type Case } from '../arithmetic/case.ts'
import type { DeviceReal } from '../arithmetic/device/device-real.ts'
import { DeviceArithmetic } from '../arithmetic/device/device-tier.ts'
import { subjectsOf, type Claim } from '../claim/claim.ts'
import { bind, type Subject } from '../attention/attention.ts'
import type { Engine } from '../engine/engine.ts'
import { toHex } from '../arithmetic/hex-float.ts'
import type { CaseData } from '../evidence/schema.ts'
import { caseAt } from '../generate/stream.ts'
import { caseData } from './case-data.ts'
import { evaluateInIntervals, evaluateOnDevice, type LaneReport } from './evaluate.ts'
import { subjectOf } from './case-group.ts'
import { programsOf, variantsOf, withVariant } from './program.ts'
import { Status } from './status.ts'

export interface ReplayOptions {
  readonly engine: Engine
  readonly seed: number
  readonly index: number
  /** Name of a control, an ablation or a restriction. */
  readonly variant?: string
}

export interface ReplayedTier {
  readonly tier: 'device' | 'running' | 'interval'
  readonly truth: 'true' | 'false' | 'undecided' | 'consistent'
  /** The hypothesis of the case is false, or was not decided. */
  readonly discarded: boolean
  readonly margin: string
  readonly bound: string
  readonly weights?: number[][]
}

/** One case, in every arithmetic. */
export interface Replay {
  readonly claim: string
  readonly case: { readonly seed: number; readonly index: number }
  readonly variant?: string
  readonly subject: string
  readonly distribution?: string
  readonly inputs: CaseData
  readonly tiers: readonly ReplayedTier[]
  readonly float32: 'true' | 'false' | 'undecided'
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
  const program = programsOf(claim)[about]!
  const batch = batchOf([item])
  const device = await evaluateOnDevice(engine, 'static', batch, program)
  const running = await evaluateOnDevice(engine, 'running', batch, program)
  const subject = subjectsOf(claim.subject)[about]!
  const weights = await weightsOf(engine, item, subject)
  return {
    claim: claim.id,
    case: { seed, index },
    ...(variant && { variant: variant.name }),
    subject: subject.name,
    ...(item.distribution !== undefined && { distribution: item.distribution }),
    inputs: caseData(item),
    tiers: [
      { ...tierOf('device', device.reals), ...(weights && { weights }) },
      tierOf('running', running.reals),
      tierOf('interval', evaluateInIntervals(batch, program)),
    ],
    float32: truthOf(device.float32.status[0] as Status) as Replay['float32'],
  }
}

function tierOf(tier: ReplayedTier['tier'], report: LaneReport): ReplayedTier {
  const status = report.status[0] as Status
  return {
    tier,
    truth: truthOf(status),
    discarded: status === Status.Discarded || status === Status.HypothesisOpen,
    margin: toHex(report.margin[0]!),
    bound: toHex(report.bound[0]!),
  }
}

function truthOf(status: Status): ReplayedTier['truth'] {
  if (status === Status.Satisfied) return 'true'
  if (status === Status.Violated) return 'false'
  return status === Status.Consistent ? 'consistent' : 'undecided'
}

/** The attention weights of a case that has queries `q` and keys `k`, as the device returns them. */
async function weightsOf(engine: Engine, item: Case, subject: Subject): Promise<number[][] | undefined> {
  if (!item.inputs.q || !item.inputs.k) return undefined
  const x = new DeviceArithmetic(engine)
  const kept = engine.tf.tidy(() => {
    const { q, k } = x.inputs(batchOf([item])) as Record<string, DeviceReal>
    const weights = bind(subject, x).weights({ q: q!, k: k! }) as DeviceReal
    return { tensor: engine.tf.keep(weights.tensors.value), columns: weights.shape[1]! }
  })
  const values = Array.from(await kept.tensor.data())
  kept.tensor.dispose()
  const rows = values.length / kept.columns
  return Array.from({ length: rows }, (_, i) => values.slice(i * kept.columns, (i + 1) * kept.columns))
}
