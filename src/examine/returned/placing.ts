import { bind, type QueriesAndKeys, type Subject } from '../../attention/attention.ts'
import type { Claim } from '../../claim/claim.ts'
import type { Traits } from '../../claim/needs.ts'
import type { Real } from '../../program/real.ts'
import type { Recorder } from '../../program/recorder.ts'
import type { Declared, DeclaredMask } from '../declared.ts'
import type { Takes } from './takes.ts'

/** A claim asks an attention for what it does not take or give. */
export class CallDoesNotFit extends Error {
  override readonly name = 'CallDoesNotFit'
}

/** How the calls of a claim are put to an attention. */
export interface Placing {
  readonly takes: Takes
  readonly declared: Pick<Declared, 'mask' | 'position'>
  /** Rows that the claim asks for have to see every key. */
  readonly allKeys: boolean
  /** What scores are multiplied by where the claim means them as they are. */
  readonly scale: Traits['scale']
  /** Columns of zeros change no score. */
  readonly widens: boolean
}

export function placingFor(
  claim: Claim,
  traits: Traits,
  { mask, position }: Declared,
  takes: Takes,
): Placing {
  const needs = claim.needs ?? []
  return {
    takes,
    declared: { mask, position },
    allKeys: needs.includes('all-keys'),
    scale: needs.includes('unit-scale') ? traits.scale : 'none',
    widens: traits.softmax && position.kind !== 'rotary',
  }
}

/**
 * The subject as it is asked in the extents that an attention takes: the rows that a claim asks for come last, behind
 * copies of the first, where the attention wants more; columns of zeros fill a fixed width; and where the claim means
 * scores as they are, queries are divided by the scale. What is meant and what is returned are asked in the same way.
 *
 * Its computations throw {CallDoesNotFit}.
 */
export function placed(subject: Subject, placing: Placing): Subject {
  const computation = (x: Recorder) => {
    const base = bind(subject, x)
    const asked = ({ q, k }: QueriesAndKeys) => {
      const total = queriesFor(q.shape[0], k.shape[0], placing)
      const keys = widened(k, placing, x)
      const queries = behindCopies(unscaled(widened(q, placing, x), placing.scale, x), total)
      return { q: queries, k: keys }
    }
    const own = (rows: Real, { q }: QueriesAndKeys) => {
      const [total, count] = [rows.shape[0], q.shape[0]]
      return total === count ? rows : rows.gather(Array.from({ length: count }, (_, i) => total - count + i))
    }
    return {
      weights: (inputs: QueriesAndKeys) => own(base.weights(asked(inputs)), inputs),
      output: (inputs: QueriesAndKeys & { readonly v: Real }) =>
        own(base.output({ ...asked(inputs), v: inputs.v }), inputs),
    }
  }
  return {
    name: subject.name,
    ...(subject.linear && { linear: subject.linear }),
    definition: computation,
    implementation: computation,
  }
}

/** How many queries are given, of which the last are those that the claim asks for. */
function queriesFor(count: number, keys: number, { takes, declared, allKeys }: Placing): number {
  const { selfOnly = false, fixed = {} } = takes
  if (fixed.keys !== undefined && fixed.keys !== keys)
    throw new CallDoesNotFit(`It takes ${fixed.keys} keys, and the claim gives it ${keys}.`)
  const taken = fixed.queries ?? (selfOnly ? keys : undefined)
  if (taken !== undefined && taken < count)
    throw new CallDoesNotFit(
      fixed.queries === undefined
        ? `It takes as many queries as keys, and the claim gives it ${count} queries and ${keys} keys.`
        : `It takes ${taken} queries, and the claim gives it ${count}.`,
    )
  const possible = taken === undefined ? [count, Math.max(count, keys)] : [taken]
  const seeing = possible.find((total) => lastSeeAll(count, total, keys, declared.mask))
  if (seeing === undefined && allKeys)
    throw new CallDoesNotFit(
      `The claim is about queries that may use every key, and its mask hides some of ${keys} keys from ${count === 1 ? 'every query' : `one of ${count} queries`}.`,
    )
  return seeing ?? possible[0]
}

/** Whether each of the last `count` of `total` queries may use every key. */
function lastSeeAll(count: number, total: number, keys: number, mask: DeclaredMask): boolean {
  if (mask.kind === 'none' || mask.kind === 'given') return true
  const first = mask.aligned === 'start' ? 0 : keys - total
  const [least, most] = [first + total - count, first + total - 1]
  return least >= keys - 1 && (mask.kind === 'causal' || most - mask.size < 0)
}

function behindCopies(rows: Real, total: number): Real {
  const [count] = rows.shape
  if (total === count) return rows
  return rows.gather(Array.from({ length: total }, (_, i) => Math.max(0, i - (total - count))))
}

function widened(rows: Real, { takes, widens }: Placing, x: Recorder): Real {
  const [count, width] = rows.shape
  const wanted = takes.fixed?.width ?? width
  if (wanted === width) return rows
  if (wanted < width || !widens)
    throw new CallDoesNotFit(`It takes tokens of width ${wanted}, and the claim gives it width ${width}.`)
  return rows.concat(x.constant(0, [count, wanted - width]), 1)
}

function unscaled(queries: Real, scale: Placing['scale'], x: Recorder): Real {
  if (scale === 'none' || scale === 1) return queries
  if (scale !== 'inverse-sqrt-width') return queries.div(scale)
  const width = queries.shape[1]
  const root = Math.sqrt(width)
  return queries.mul(Number.isInteger(root) ? root : x.constant(width).sqrt())
}
