import { fromWeights, type Subject } from '../attention/attention.ts'
import { FEATURE_MAPS, type FeatureMap } from '../attention/feature-map.ts'
import { masked, maskedScores, mixed, type Mask } from '../attention/mask.ts'
import { scaled } from '../attention/scale.ts'
import type { Real } from '../program/real.ts'
import type { Recorder } from '../program/recorder.ts'
import type { Declared, DeclaredPosition } from './declared.ts'
import { declaredName } from './declared-name.ts'
import { firstPosition } from './model.ts'

/** Of which head, and under which mask, where the lane has one of its own. */
interface At {
  /** Counted from 0. */
  readonly head?: number
  readonly given?: (query: number, key: number) => boolean
}

/** What is declared, as mathematics of one head: a subject for claims and certificates. */
export function declaredSubject(declared: Declared, { head = 0, given }: At = {}): Subject {
  const bound = (x: Recorder) => {
    const maskOf = (queries: number, keys: number) => declaredMask(declared, queries, keys, given)
    return {
      ...fromWeights(({ q, k }) => weightsOf(declared, head, maskOf(q.shape[0], k.shape[0]), q, k, x)),
      output: ({ q, k, v }: { q: Real; k: Real; v: Real }) => {
        const mask = maskOf(q.shape[0], k.shape[0])
        return mixed(weightsOf(declared, head, mask, q, k, x), v, mask, x)
      },
    }
  }
  return { name: declaredName(declared), definition: bound, implementation: bound }
}

function weightsOf(declared: Declared, head: number, mask: Mask, q: Real, k: Real, x: Recorder): Real {
  const { mechanism, position, scale } = declared
  const [queries, keys] = [q.shape[0], k.shape[0]]
  const first = 'aligned' in declared.mask ? declared.mask.aligned : 'start'
  const start = firstPosition(first, { queries, keys })
  const turned =
    position.kind === 'rotary' ? [rotated(q, start, position, x), rotated(k, 0, position, x)] : [q, k]
  if (mechanism !== 'softmax') {
    const map = featureMap(mechanism.featureMap)
    const kernel = map.define.queries(turned[0], x).matMul(map.define.keys(turned[1], x).transpose())
    const allowed = masked(kernel, mask, x)
    if (!mechanism.normalised) return allowed
    const sums = allowed.sum(-1, true)
    x.assume(sums.equal(0).not().all())
    return allowed.div(sums)
  }
  const products = scaled(turned[0].matMul(turned[1].transpose()), scale, k.shape[1], x)
  const scores =
    position.kind === 'alibi' ? products.add(alibi(head, declared.heads.query, start, products, x)) : products
  const terms = masked(maskedScores(scores, mask).belowMax(-1).exp(), mask, x)
  return terms.div(terms.sum(-1, true))
}

function featureMap(name: string): FeatureMap {
  const map = FEATURE_MAPS.find((each) => each.name === name)
  if (!map)
    throw new RangeError(
      `there is no feature map ${name}; there is ${FEATURE_MAPS.map((each) => each.name).join(', ')}`,
    )
  return map
}

function declaredMask({ mask }: Declared, queries: number, keys: number, given: At['given']): Mask {
  if (mask.kind === 'none') return 'none'
  if (mask.kind === 'given') {
    if (!given) throw new TypeError('a mask that is an input has to be given')
    return given
  }
  const start = firstPosition(mask.aligned, { queries, keys })
  const size = mask.kind === 'window' ? mask.size : Infinity
  return (query, key) => key <= query + start && key > query + start - size
}

/** -2^(-8h/H) · (i - j), [n_q, n]. */
function alibi(
  head: number,
  heads: number,
  start: number,
  { shape: [queries, keys] }: Real,
  x: Recorder,
): Real {
  const distances = Array.from(
    { length: queries * keys },
    (_, at) => (at % keys) - Math.floor(at / keys) - start,
  )
  const power = (8 * (head + 1)) / heads
  const slope = Number.isInteger(power)
    ? x.constant(2 ** -power)
    : x
        .constant(2)
        .log()
        .mul(x.rational(-8 * (head + 1), heads))
        .exp()
  return x.constant(distances, [queries, keys]).mul(slope)
}

/** Rows [tokens, d] turned by their positions. */
function rotated(
  rows: Real,
  start: number,
  { base, pairs }: Extract<DeclaredPosition, { kind: 'rotary' }>,
  x: Recorder,
): Real {
  const [tokens, width] = rows.shape as [number, number]
  const half = Math.floor(width / 2)
  const each = (of: (pair: number) => number) => Array.from({ length: half }, (_, pair) => of(pair))
  const firsts = each((pair) => (pairs === 'neighbours' ? 2 * pair : pair))
  const seconds = each((pair) => (pairs === 'neighbours' ? 2 * pair + 1 : pair + half))
  const exponents = x
    .constant(
      each((pair) => -2 * pair),
      [1, half],
    )
    .div(width)
  const positions = x.constant(
    Array.from({ length: tokens }, (_, token) => token + start),
    [tokens, 1],
  )
  const angles = positions.mul(exponents.mul(x.constant(base).log()).exp())
  const [a, b, sine, cosine] = [rows.gather(firsts, 1), rows.gather(seconds, 1), angles.sin(), angles.cos()]
  const turned = a
    .mul(cosine)
    .sub(b.mul(sine))
    .concat(a.mul(sine).add(b.mul(cosine)), 1)
  const left = width % 2 === 1 ? turned.concat(rows.gather([width - 1], 1), 1) : turned
  const place = [...firsts, ...seconds, ...(width % 2 === 1 ? [width - 1] : [])]
  return left.gather(
    place.map((_, column) => place.indexOf(column)),
    1,
  )
}
