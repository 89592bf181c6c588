import { ExactField } from '../arithmetic/exact/exact-field.ts'
import type { Field } from '../arithmetic/scalar/field.ts'
import { judgeProgram, type Judged } from '../arithmetic/scalar/judge.ts'
import type { ScalarInput } from '../arithmetic/scalar/evaluate.ts'
import type { StraightLine } from '../arithmetic/trace/straight-line.ts'
import { openMpfr } from '../arithmetic/mpfr/open-mpfr.ts'
import type { Tier } from './outcomes.ts'
import type { Truth } from '../arithmetic/truth.ts'

/** An arithmetic that decides one case at a time. */
export interface HigherTier {
  readonly tier: Tier
  /** Of its enclosures; null for exact numbers. */
  readonly bits: number | null
  /** Judges a case; what is in use of its numbers ends with `read`. */
  judge<R>(
    program: StraightLine,
    inputs: Readonly<Record<string, ScalarInput>>,
    read: (judged: Judged<unknown>, field: Field<unknown>) => R,
  ): R
}

export interface HigherTiers {
  /** In the order in which cases climb. */
  readonly tiers: readonly HigherTier[]
  /** The arithmetics and where they come from, or why one is missing. */
  readonly described: { readonly mpfr: string; readonly exact: string }
}

const BITS = [128, 256]

let opened: Promise<HigherTiers> | undefined

/** The arithmetics beyond float64 enclosures that are there. They are opened once. */
export function higherTiers(): Promise<HigherTiers> {
  return (opened ??= open())
}

async function open(): Promise<HigherTiers> {
  const mpfr = await openMpfr()
  const exact = new ExactField()
  const tiers: HigherTier[] = [tierOf('exact', null, exact, () => undefined)]
  if ('reason' in mpfr) return { tiers, described: { mpfr: mpfr.reason, exact: EXACT } }
  const enclosing = BITS.map((bits) => {
    const field = mpfr.field(bits)
    return tierOf('mpfr', bits, field, () => field.release())
  })
  return { tiers: [...enclosing, ...tiers], described: { mpfr: mpfr.version, exact: EXACT } }
}

const EXACT = 'quotients of sums of rational multiples of powers of e'

function tierOf(tier: Tier, bits: number | null, field: Field<unknown>, release: () => void): HigherTier {
  return {
    tier,
    bits,
    judge(program, inputs, read) {
      try {
        return read(judgeProgram(program, inputs, field), field)
      } finally {
        release()
      }
    },
  }
}

/** What a judgement says, in a form that outlives its numbers. */
export interface Said {
  readonly hypothesis: Truth
  readonly claim: Truth
  readonly obstruction: Truth | undefined
}

export const said = ({ hypothesis, claim, obstruction }: Said): Said => ({ hypothesis, claim, obstruction })
