import type { Ratio } from './parameters.ts'
import type { SelfAttentionData } from './seed-data.ts'

/** Both data sets and the network of m neurons (reconstructed from `SEED_PAPER`), with c = 1 - b and τ = (c + θ) √Λ. */
export interface SeedSetting {
  readonly n: number
  readonly d: number
  readonly m: number
  /** The needle's size in D_0 and in D_1. */
  readonly a0: Ratio
  readonly a1: Ratio
  readonly c: Ratio
  readonly theta: Ratio
}

/** 1 - c. */
export const complement = ([numerator, denominator]: Ratio): Ratio => [denominator - numerator, denominator]

/** A data set of the setting whose needle has size a and stands in the given row. */
export const settingData = ({ n, d, c }: SeedSetting, a: Ratio, needle: number): SelfAttentionData => ({
  n,
  d,
  a,
  b: complement(c),
  c,
  needle,
})
