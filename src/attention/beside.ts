import type { Real } from '../program/real.ts'

/** What some mechanisms take beside queries, keys and values. Others leave it alone. */
export interface Beside {
  /** Directions [m, d] of random features. */
  readonly w?: Real
  /** Of gated linear attention: which share of the state stays when a token comes, [n, d] or [n, 1]. */
  readonly gates?: Real
  /** Of the delta rule: how much of what a token's key holds its value replaces, [n, 1]. */
  readonly rates?: Real
}

/**
 * An input that a mechanism cannot do without.
 *
 * @throws {TypeError} when it was not given
 */
export function given(beside: Beside | undefined, name: keyof Beside, mechanism: string): Real {
  const array = beside?.[name]
  if (array) return array
  throw new TypeError(`${mechanism} needs ${name} beside q and k: attention.weights({ q, k, ${name} })`)
}
