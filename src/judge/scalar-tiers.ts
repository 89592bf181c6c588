import type { Batch } from '../arithmetic/batch.ts'
import { ExactField } from '../arithmetic/scalar/exact/exact-field.ts'
import { IntervalField } from '../arithmetic/scalar/interval-field.ts'
import { openMpfr } from '../arithmetic/scalar/mpfr/open-mpfr.ts'
import type { Field } from '../arithmetic/scalar/field.ts'
import { run, type SaidByField } from '../arithmetic/scalar/run.ts'
import type { Program } from '../program/program.ts'
import type { Tier } from '../evidence/tiers.ts'

/** An arithmetic that decides one case at a time, number by number. */
export interface ScalarTier {
  readonly tier: Tier
  /** Of its enclosures; null for exact numbers. */
  readonly bits: number | null
  /** Judges a case, a batch of one lane; what is in use of its numbers ends with `read`. */
  judge<R>(program: Program, batch: Batch, read: (said: SaidByField<unknown>, field: Field<unknown>) => R): R
}

export interface HigherTiers {
  /** In the order in which cases climb. */
  readonly tiers: readonly ScalarTier[]
  /** The arithmetics and where they come from, or why one is missing. */
  readonly described: { readonly mpfr: string; readonly exact: string }
}

/** Float64 enclosures, one number at a time. */
export const FLOAT64 = scalarTier('interval', 53, new IntervalField())

const BITS = [128, 256]

let opened: Promise<HigherTiers> | undefined

/** The arithmetics beyond float64 enclosures that are there. They are opened once. */
export function higherTiers(): Promise<HigherTiers> {
  return (opened ??= open())
}

async function open(): Promise<HigherTiers> {
  const mpfr = await openMpfr()
  const tiers = [scalarTier('exact', null, new ExactField())]
  if ('reason' in mpfr) return { tiers, described: { mpfr: mpfr.reason, exact: EXACT } }
  const enclosing = BITS.map((bits) => {
    const field = mpfr.field(bits)
    return scalarTier('mpfr', bits, field)
  })
  return { tiers: [...enclosing, ...tiers], described: { mpfr: mpfr.version, exact: EXACT } }
}

const EXACT = 'quotients of sums of rational multiples of powers of e, and their residues modulo two primes'

function scalarTier<T>(tier: Tier, bits: number | null, field: Field<T>): ScalarTier {
  return {
    tier,
    bits,
    judge(program, batch, read) {
      try {
        // Whoever reads knows the numbers by their field alone.
        return read(run(program, batch, field), field as unknown as Field<unknown>)
      } finally {
        field.release?.()
      }
    },
  }
}
