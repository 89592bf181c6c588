import type { Binary } from '../../program/step.ts'
import { COEFFICIENTS, type Combined } from './combined-rows.ts'
import { ElementwiseRules } from './elementwise-rules.ts'
import type { LaneBound } from './lane-bound.ts'
import { carryOf, massOf, normOf, RowLimits, type OnRow } from './row-limits.ts'
import { SLACK } from './rule-base.ts'

/** Extents of the last axis: of a result of two operands, and of these. */
export interface Widths {
  readonly n: number
  readonly a: number
  readonly b: number
}

/**
 * What the rules say of whole vectors along the last axis. A kernel may take an operand for a number that is larger in
 * size by `flushBelow`, and a result too: f in the formulas below.
 */
export abstract class RowRules extends ElementwiseRules {
  /** An operation entry by entry, with limits on the rows of its result. */
  elementwise(op: Binary, a: LaneBound, b: LaneBound, widths: Widths): LaneBound {
    const out = this[op](a, b)
    if (op === 'mul') out.rows = this.rowsOfProduct(out, a, b, widths)
    if (op === 'add' || op === 'sub') out.rows = this.rowsOfSum(out, a, b, widths)
    if (op === 'sub') this.demandRange(out, a, b)
    return out
  }

  /** Entries of both: what holds for either. @param widths where they are side by side along the last axis */
  union(a: LaneBound, b: LaneBound, widths?: Pick<Widths, 'a' | 'b'>): LaneBound {
    const out = this.binary(a, b, (into, lane, i, j) =>
      into.set(
        lane,
        Math.min(a.lo[i], b.lo[j]),
        Math.max(a.hi[i], b.hi[j]),
        Math.max(a.rel[i], b.rel[j]),
        Math.max(a.abs[i], b.abs[j]),
      ),
    )
    if (widths)
      out.rows = this.rowsOf(out, a, b, (i, j) => [
        Math.sqrt(normOf(a, i, widths.a) ** 2 + normOf(b, j, widths.b) ** 2),
        massOf(a, i, widths.a) + massOf(b, j, widths.b),
        carryOf(a, i, widths.a) + carryOf(b, j, widths.b),
      ])
    return out
  }

  /** Limits on rows, in lanes whose entries are certainly finite; `SLACK` swallows their float64 rounding. */
  protected rowsOf(
    out: LaneBound,
    a: LaneBound,
    b: LaneBound,
    rule: (i: number, j: number, lane: number) => OnRow,
  ): RowLimits {
    return RowLimits.of(out.lanes, this.memory, (lane) => {
      if (!out.isFinite(lane)) return UNKNOWN
      const limits = rule(a.lanes === 1 ? 0 : lane, b.lanes === 1 ? 0 : lane, lane)
      return [limits[0] * SLACK, limits[1] * SLACK, limits[2] * SLACK]
    })
  }

  /**
   * What n products â·b̂ exceed a relative error by, all together: Σ (α|b̂|(1 + ρ_b) + β|â|(1 + ρ_a) + αβ) with absolute
   * errors α and β of the factors, which are larger by `flush` than those that are known.
   */
  protected carriedInRow(a: Factor, b: Factor, n: number, flush: number): number {
    const ofA = Math.min(a.carry * b.size, a.abs * b.mass) * b.grow
    const ofB = Math.min(b.carry * a.size, b.abs * a.mass) * a.grow
    const ofBoth = Math.min(a.carry * b.abs, a.abs * b.carry)
    return ofA + ofB + ofBoth + n * flush * (b.size * b.grow + a.size * a.grow + a.abs + b.abs + flush)
  }

  /**
   * Limits on the rows of out = a / b, of `n` entries, where b has one number for each: |q̂| ≤ (1 + 4r)(|â| + f)/|b̂| + f.
   *
   * @param own whether b has a number for each row of a, and no others
   */
  protected limitQuotients(out: LaneBound, a: LaneBound, b: LaneBound, n: number, own: boolean): void {
    const f = this.profile.flushBelow
    const grow = 1 + 4 * this.functionError('div')
    const shares = own ? this.sharesIn(a, b) : undefined
    const rounded = (limit: number, ones: number, scale: number): number =>
      grow * (limit + ones * f * scale) + ones * f
    out.rows = this.rowsOf(out, a, b, (i, j, lane) => {
      const scale = 1 / b.least(j)
      const share = shares && b.lo[j] > 0 ? shares.sumOf(lane, scale) : undefined
      const [norm, mass] =
        share === undefined
          ? [normOf(a, i, n) * scale, massOf(a, i, n) * scale]
          : [shares!.combined.norm(lane, share, scale), shares!.combined.mass(lane, share, scale)]
      return [rounded(norm, Math.sqrt(n), scale), rounded(mass, n, scale), Infinity]
    })
    if (!shares) return
    for (let lane = 0; lane < out.lanes; lane++) {
      const divisor = b.lo[b.lanes === 1 ? 0 : lane]
      if (!(out.isFinite(lane) && divisor > 0)) continue
      const scale = 1 / divisor
      const size = rounded(shares.combined.size(lane, shares.sumOf(lane, scale), scale), 1, scale) * SLACK
      if (!(size < Infinity)) continue
      out.lo[lane] = Math.max(out.lo[lane], -size)
      out.hi[lane] = Math.min(out.hi[lane], size)
    }
  }

  /**
   * Where b holds the sums ŝ of the rows of numbers ŵ, and a is these numbers, or combines other rows with them: what
   * the rows of a / ŝ combine, with coefficients ŵ/ŝ, and what the sizes of these sum to where ŝ > 0.
   *
   * With ν as the size of the most negative ŵ, Σ|ŵ| ≤ Σŵ + 2nν, and |ŝ - Σŵ| ≤ γ Σ|ŵ| + 2nη, where η is what is flushed
   * of each, the operands included; hence Σ|ŵ|/ŝ ≤ (1 + 2n(η + ν)/ŝ)/(1 - γ).
   */
  private sharesIn(a: LaneBound, b: LaneBound): Shares | undefined {
    if (b.origin?.kind !== 'rowSums') return undefined
    const { of: weights, n } = b.origin
    const product = a.origin?.kind === 'product' && a.origin.left === weights ? a.origin.combined : undefined
    const combined = weights === a ? COEFFICIENTS : product
    const gamma = this.gamma(n)
    if (!combined || !(gamma < 1)) return undefined
    return {
      combined,
      sumOf: (lane, scale) => {
        const negative = Math.max(0, -weights.lo[weights.lanes === 1 ? 0 : lane])
        return (1 + 2 * n * (this.flush + negative) * scale) / (1 - gamma)
      },
    }
  }

  /** |ĉ| ≤ (1 + 4u)(|â| + f)(|b̂| + f) + f for each entry, and Σ|â||b̂| ≤ ‖â‖‖b̂‖. */
  private rowsOfProduct(out: LaneBound, a: LaneBound, b: LaneBound, { n, ...widths }: Widths): RowLimits {
    const f = this.profile.flushBelow
    const grow = 1 + 4 * this.u
    const root = Math.sqrt(n)
    return this.rowsOf(out, a, b, (i, j) => {
      const [x, y] = [factor(a, i, n, widths.a), factor(b, j, n, widths.b)]
      const [normX, normY] = [normOf(a, i, n, widths.a) + root * f, normOf(b, j, n, widths.b) + root * f]
      const [sizeX, sizeY] = [x.size + f, y.size + f]
      const rel = a.rel[i] + b.rel[j] + a.rel[i] * b.rel[j]
      return [
        grow * Math.min(normX * sizeY, sizeX * normY) + root * f,
        grow * Math.min((x.mass + n * f) * sizeY, sizeX * (y.mass + n * f), normX * normY) + n * f,
        this.carriedInRow(x, y, n, this.flush) + n * (1 + rel) * this.flush,
      ]
    })
  }

  /** |ĉ| ≤ (1 + 4u)(|â| + |b̂| + 2f) + f for each entry. */
  private rowsOfSum(out: LaneBound, a: LaneBound, b: LaneBound, { n, ...widths }: Widths): RowLimits {
    const grow = 1 + 4 * this.u
    return this.rowsOf(out, a, b, (i, j) => [
      grow * (normOf(a, i, n, widths.a) + normOf(b, j, n, widths.b) + Math.sqrt(n) * this.flush),
      grow * (massOf(a, i, n, widths.a) + massOf(b, j, n, widths.b) + n * this.flush),
      Infinity,
    ])
  }

  /** The largest of some numbers is at least the smallest of them. */
  private demandRange(out: LaneBound, { origin: most }: LaneBound, { origin: least }: LaneBound): void {
    if (most?.kind !== 'max' || least?.kind !== 'min') return
    if (most.of !== least.of || most.axis !== least.axis) return
    for (let lane = 0; lane < out.lanes; lane++)
      if (out.isFinite(lane)) out.lo[lane] = Math.max(out.lo[lane], -this.flush)
  }
}

/** What the rows of a quotient combine, and the sum of the coefficients' sizes at most. */
interface Shares {
  readonly combined: Combined
  readonly sumOf: (lane: number, scale: number) => number
}

/** The n numbers that are multiplied by others: limits on them and on their errors; `grow` is 1 + ρ. */
export interface Factor {
  readonly size: number
  readonly mass: number
  readonly abs: number
  readonly carry: number
  readonly grow: number
}

export const factor = (a: LaneBound, i: number, n: number, width = n): Factor => ({
  size: a.size(i),
  mass: massOf(a, i, n, width),
  abs: a.abs[i],
  carry: carryOf(a, i, n, width),
  grow: 1 + a.rel[i],
})

const UNKNOWN: OnRow = [Infinity, Infinity, Infinity]
