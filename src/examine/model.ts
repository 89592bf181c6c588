import type { Declared, DeclaredMask, DeclaredPosition } from './declared.ts'
import { featureFormula, type FeatureFormula } from './feature-formula.ts'
import { FORMATS, type Format } from './format.ts'
import type { ScoreRow } from './kernel-row.ts'
import type { Extents } from './lanes.ts'

/** How scores become what is summed. */
export type Kernel =
  /** e^(score), or what stands for the exponential function; the row's maximum is subtracted unless told otherwise. */
  | {
      readonly kind: 'exponential'
      readonly exp: (x: number) => number
      readonly shifted: boolean
      /** A mistake in a row of scores: changes it before anything is made of it. */
      readonly alter?: (row: ScoreRow, head: number, query: number) => void
    }
  | {
      readonly kind: 'features'
      readonly features: FeatureFormula
      /** A mistake: other features of keys, as many, than those of queries. */
      readonly ofKeys?: FeatureFormula
    }

/**
 * An attention as plain formulas in float64: what is declared, or the same with a mistake. Nothing of it is shared with
 * the subjects that claims are about.
 */
export interface Model {
  readonly kernel: Kernel
  scale(width: number, extents: Extents): number
  /** Whether a query may use a key; `given` is the lane's own mask at that place, where it has one. */
  allows(query: number, key: number, extents: Extents, given: boolean): boolean
  /** What is added to the score, of a query head counted from 0. */
  bias(head: number, query: number, key: number, extents: Extents): number
  readonly rotary?: Extract<DeclaredPosition, { kind: 'rotary' }>
  /** A mistake: by which angle a pair of entries is rotated from one token to the next, where it is not base^(-2l/d). */
  readonly frequency?: (pair: number, width: number, base: number) => number
  /** Positions of queries and keys, for rotations. */
  queryPosition(query: number, extents: Extents): number
  keyPosition(key: number, extents: Extents): number
  /** The key head that a query head uses. */
  keyHead(head: number, extents: Extents): number
  /** Over what the kernel is summed to divide by it. */
  readonly normaliser: 'keys' | 'queries' | 'none'
  /** Added to the normaliser. */
  readonly epsilon: number
  readonly storage: Format
  readonly accumulation: Format
}

/** Where the first query stands among the keys. */
export const firstPosition = (
  aligned: 'start' | 'end',
  { queries, keys }: Pick<Extents, 'queries' | 'keys'>,
): number => (aligned === 'start' ? 0 : keys - queries)

/** The attention as it is declared. */
export function modelOf(declared: Declared): Model {
  const { mechanism, mask, position, precision, accumulation } = declared
  const aligned = 'aligned' in mask ? mask.aligned : 'start'
  return {
    kernel:
      mechanism === 'softmax'
        ? { kind: 'exponential', exp: Math.exp, shifted: true }
        : { kind: 'features', features: featureFormula(mechanism.featureMap) },
    scale: (width) => scaleOf(declared.scale, width),
    allows: (query, key, extents, given) => allowed(mask, query, key, extents, given),
    bias:
      position.kind === 'alibi'
        ? (head, query, key, extents) =>
            -alibiSlope(head, extents.queryHeads) * (query + firstPosition(aligned, extents) - key)
        : () => 0,
    ...(position.kind === 'rotary' && { rotary: position }),
    queryPosition: (query, extents) => query + firstPosition(aligned, extents),
    keyPosition: (key) => key,
    keyHead: (head, { queryHeads, keyHeads }) => Math.floor((head * keyHeads) / queryHeads),
    normaliser: mechanism === 'softmax' || mechanism.normalised ? 'keys' : 'none',
    epsilon: 0,
    storage: FORMATS[precision],
    accumulation: FORMATS[accumulation],
  }
}

/** Press et al., arXiv 2108.12409: 2^(-8h/H) for head h = 1 … H. */
export const alibiSlope = (head: number, heads: number): number => 2 ** ((-8 * (head + 1)) / heads)

const scaleOf = (scale: Declared['scale'], width: number): number =>
  scale === 'none' ? 1 : scale === 'inverse-sqrt-width' ? 1 / Math.sqrt(width) : scale

function allowed(mask: DeclaredMask, query: number, key: number, extents: Extents, given: boolean): boolean {
  if (mask.kind === 'none') return true
  if (mask.kind === 'given') return given
  const at = query + firstPosition(mask.aligned, extents)
  return key <= at && (mask.kind === 'causal' || key > at - mask.size)
}
