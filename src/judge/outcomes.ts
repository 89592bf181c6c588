import { Status } from './status.ts'

export const TIERS = ['device', 'running', 'interval', 'mpfr', 'exact'] as const
export type Tier = (typeof TIERS)[number]

/** Whether a case was decided twice, and what came of it. */
export const Recheck = { None: 0, Agrees: 1, Contradicts: 2 } as const

/** How the cases [from, from + length) came out, column by column, in the order of their indices. */
export class Outcomes {
  /** Over the reals; a `Status`. */
  readonly status: Uint8Array
  /** The tier that said so last, by its number in `TIERS`. */
  readonly tier: Uint8Array
  readonly float32: Uint8Array
  readonly margin: Float64Array
  readonly bound: Float64Array
  readonly recheck: Uint8Array
  /** For each region that the claim has to cover, the cases in it. */
  readonly covered: readonly Uint8Array[]
  /** `scaling`: the slope of each case and how far it can be off; empty for other kinds. */
  readonly slope: Float64Array
  readonly radius: Float64Array

  constructor(
    readonly from: number,
    readonly length: number,
    regions: number,
    slopes: boolean,
  ) {
    this.status = new Uint8Array(length).fill(Status.Undecided)
    this.tier = new Uint8Array(length)
    this.float32 = new Uint8Array(length).fill(Status.Undecided)
    this.margin = new Float64Array(length).fill(NaN)
    this.bound = new Float64Array(length).fill(NaN)
    this.recheck = new Uint8Array(length)
    this.covered = Array.from({ length: regions }, () => new Uint8Array(length))
    this.slope = new Float64Array(slopes ? length : 0)
    this.radius = new Float64Array(slopes ? length : 0)
  }
}
