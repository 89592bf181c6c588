import type { Binary, Unary } from '../../program/step.ts'
import { COEFFICIENTS, type Combined } from './combined-rows.ts'
import { ElementwiseRules } from './elementwise-rules.ts'
import type { LaneBound } from './lane-bound.ts'
import { carryOf, massOf, normOf, RowLimits } from './row-limits.ts'
import { SLACK } from './slack.ts'

/** Extents of the last axis: of a result of two operands, and of these. */
interface Widths {
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

  /** A function of one number, with limits on the rows, of `n` entries, of what it says of an array. */
  onEach(op: Unary, a: LaneBound, n: number): LaneBound {
    const out = this[op](a)
    if (op === 'square') out.rows = this.rowsOfProduct(out, a, a, { n, a: n, b: n })
    return out
  }

  /** Entries of both: what holds for either. @param beside whether rows of one continue rows of the other */
  union(a: LaneBound, b: LaneBound, widths: Widths, beside: boolean): LaneBound {
    const out = this.binary(a, b, (into, lane, i, j) =>
      into.set(
        lane,
        Math.min(a.lo[i], b.lo[j]),
        Math.max(a.hi[i], b.hi[j]),
        Math.max(a.rel[i], b.rel[j]),
        Math.max(a.abs[i], b.abs[j]),
      ),
    )
    const [i, j] = [indexIn(a), indexIn(b)]
    const joined = (of: typeof normOf, together: (x: number, y: number) => number) => (lane: number) => {
      const [x, y] = [of(a, i(lane), widths.a), of(b, j(lane), widths.b)]
      return beside ? together(x, y) : Math.max(x, y)
    }
    const sum = (x: number, y: number): number => x + y
    out.rows = new RowLimits(out, {
      norm: joined(normOf, (x, y) => Math.sqrt(x * x + y * y)),
      mass: joined(massOf, sum),
      carry: joined(carryOf, sum),
    })
    return out
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
    const [i, j] = [indexIn(a), indexIn(b)]
    const rounded = (limit: number, ones: number, scale: number): number =>
      grow * (limit + ones * f * scale) + ones * f
    const limit = (which: 'norm' | 'mass', ones: number) => (lane: number) => {
      const scale = 1 / b.least(j(lane))
      if (shares && b.lo[j(lane)] > 0)
        return rounded(shares.combined[which](lane, shares.sumOf(lane, scale), scale), ones, scale)
      const known = which === 'norm' ? normOf(a, i(lane), n) : massOf(a, i(lane), n)
      return rounded(known * scale, ones, scale)
    }
    out.rows = new RowLimits(out, { norm: limit('norm', Math.sqrt(n)), mass: limit('mass', n) })
    if (!shares) return
    for (let lane = 0; lane < out.lanes; lane++) {
      const divisor = b.lo[j(lane)]
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
    const [i, j] = [indexIn(a), indexIn(b)]
    const normA = (lane: number): number => normOf(a, i(lane), n, widths.a) + root * f
    const normB = (lane: number): number => normOf(b, j(lane), n, widths.b) + root * f
    const massA = (lane: number): number => massOf(a, i(lane), n, widths.a) + n * f
    const massB = (lane: number): number => massOf(b, j(lane), n, widths.b) + n * f
    const sizeA = (lane: number): number => a.size(i(lane)) + f
    const sizeB = (lane: number): number => b.size(j(lane)) + f
    return new RowLimits(out, {
      norm: (lane) => grow * Math.min(normA(lane) * sizeB(lane), sizeA(lane) * normB(lane)) + root * f,
      mass: (lane) => {
        const bySize = Math.min(massA(lane) * sizeB(lane), sizeA(lane) * massB(lane))
        return grow * Math.min(bySize, normA(lane) * normB(lane)) + n * f
      },
      carry: (lane) => {
        const [x, y] = [factor(a, i(lane), n, widths.a), factor(b, j(lane), n, widths.b)]
        return this.carriedInRow(x, y, n, this.flush) + n * x.grow * y.grow * this.flush
      },
    })
  }

  /** |ĉ| ≤ (1 + 4u)(|â| + |b̂| + 2f) + f for each entry. */
  private rowsOfSum(out: LaneBound, a: LaneBound, b: LaneBound, { n, ...widths }: Widths): RowLimits {
    const grow = 1 + 4 * this.u
    const [i, j] = [indexIn(a), indexIn(b)]
    const root = Math.sqrt(n)
    return new RowLimits(out, {
      norm: (lane) =>
        grow * (normOf(a, i(lane), n, widths.a) + normOf(b, j(lane), n, widths.b) + root * this.flush),
      mass: (lane) =>
        grow * (massOf(a, i(lane), n, widths.a) + massOf(b, j(lane), n, widths.b) + n * this.flush),
    })
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
interface Factor {
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

/** One lane stands for all where there is only one. */
const indexIn =
  ({ lanes }: LaneBound) =>
  (lane: number): number =>
    lanes === 1 ? 0 : lane
