import type { Shape } from '../../program/shape.ts'
import { surelyEqual, type Structured } from './structure.ts'

type Limits = Int32Array

const kept = new WeakMap<Structured, Limits>()

/**
 * An upper limit on the rank of x, seen as a matrix, in each lane: the smallest of its extents, the number of its
 * different rows and of its different columns (rows that are the same function of the same exact numbers are
 * equal), and what its operands imply. A vector or a number has rank 1 at most, however it is broadcast.
 */
export function rankLimits(x: Structured): Limits {
  const held = kept.get(x)
  if (held) return held
  const [rows, cols] = [1, 1, ...x.shape].slice(-2)
  const limits = new Int32Array(x.lanes).fill(Math.min(rows, cols))
  if (rows > 1 && cols > 1) {
    const derived = x.rankAtMost?.()
    for (let lane = 0; lane < x.lanes; lane++) {
      if (derived) limits[lane] = Math.min(limits[lane], at(derived, lane))
      limits[lane] = Math.min(limits[lane], different(x, lane, rows, cols, cols, 1))
      limits[lane] = Math.min(limits[lane], different(x, lane, cols, rows, 1, cols))
    }
  }
  kept.set(x, limits)
  return limits
}

/** How many of `count` vectors, each of `size` entries, are not known to equal an earlier one. */
function different(
  x: Structured,
  lane: number,
  count: number,
  size: number,
  stride: number,
  step: number,
): number {
  const found: number[] = []
  for (let v = 0; v < count; v++) {
    const known = found.some((w) => {
      for (let k = 0; k < size; k++) {
        if (!surelyEqual(x, lane, v * stride + k * step, w * stride + k * step)) return false
      }
      return true
    })
    if (!known) found.push(v)
  }
  return found.length
}

const at = (limits: Limits, lane: number): number => limits[limits.length === 1 ? 0 : lane]

function combine(a: Structured, b: Structured, rule: (p: number, q: number) => number): () => Limits {
  return () => {
    const p = rankLimits(a)
    const q = rankLimits(b)
    return Int32Array.from({ length: Math.max(p.length, q.length) }, (_, lane) =>
      rule(at(p, lane), at(q, lane)),
    )
  }
}

/** rank(A ± B) ≤ rank A + rank B; the same for A and B side by side. */
export const rankOfSum = (a: Structured, b: Structured) => combine(a, b, (p, q) => p + q)

/** rank(A ∘ B) ≤ rank A · rank B, entry by entry (Schur); scaling rows or columns is the case of rank 1. */
export const rankOfEntrywiseProduct = (a: Structured, b: Structured) => combine(a, b, (p, q) => p * q)

/** rank(AB) ≤ min(rank A, rank B), the inner extent included. */
export const rankOfProduct = (a: Structured, b: Structured) => combine(a, b, Math.min)

/** The limit of x itself: its entries were moved or negated, or some rows and columns of it chosen. */
export const rankOfChoice = (x: Structured) => () => rankLimits(x)

/** Subtracting a vector raises the rank by 1 at most. */
export const rankOfShift = (x: Structured) => () => rankLimits(x).map((r) => r + 1)

/** Dividing by a vector or a number scales rows or columns; by a matrix, nothing is known here. */
export function rankOfQuotient(a: Structured, b: Structured): (() => Limits) | undefined {
  return isVector(b.shape) ? () => rankLimits(a) : undefined
}

function isVector(shape: Shape): boolean {
  const [rows, cols] = [1, 1, ...shape].slice(-2)
  return rows === 1 || cols === 1
}
