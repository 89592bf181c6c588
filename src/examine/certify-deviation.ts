import type { Case } from '../arithmetic/batch.ts'
import { bind } from '../attention/attention.ts'
import type { Certificate } from '../evidence/certificate-schema.ts'
import { certify } from '../judge/certify.ts'
import { Status } from '../judge/status.ts'
import { record } from '../program/record.ts'
import type { Real } from '../program/real.ts'
import type { Deviation } from './conformity.ts'
import { declaredName } from './declared-name.ts'
import { declaredSubject } from './declared-subject.ts'
import type { Declared } from './declared.ts'
import type { Lanes } from './lanes.ts'
import { modelOf } from './model.ts'

/** The name under which certificates of deviations speak of what was claimed. */
const CONFORMS = 'examined-conforms'

/**
 * The certificate of a deviation, of the one head that it is in: that the returned number is further from the
 * definition's than an honest one may be; or, of an infinity or no number, that the definition's is finite.
 *
 * @param one a batch of one lane
 * @returns undefined when no arithmetic decides it
 */
export async function certifyDeviation(
  declared: Declared,
  one: Lanes,
  { of, at, returned, value, low, high }: Deviation,
): Promise<Certificate | undefined> {
  const place = placeOf(one, of, at)
  const { mask } = one
  const subject = declaredSubject(declared, {
    head: place.head,
    ...(mask && { given: (query: number, key: number) => mask[query * one.keys + key] !== 0 }),
  })
  const finite = Number.isFinite(returned)
  const off = (returned > value ? high - value : value - low) * (1 + 2 ** -20)
  const least = 2 * Math.max(Math.abs(low), Math.abs(high), 2 ** -149)
  const item: Case = {
    inputs: {
      ...headOf(one, place.head, modelOf(declared).keyHead(place.head, one)),
      ...(finite && { returned: { shape: [1], data: Float32Array.of(returned) } }),
    },
  }
  const shapes = Object.fromEntries(Object.entries(item.inputs).map(([name, { shape }]) => [name, shape]))
  const { definition } = record((inputs, x) => {
    const { q, k, v } = inputs as Record<'q' | 'k' | 'v', Real>
    const attention = bind(subject, x)
    const computed = of === 'weights' ? attention.weights({ q, k }) : attention.output({ q, k, v })
    const entry = computed.reshape([computed.shape[0] * computed.shape[1]]).gather([place.entry])
    return { claim: finite ? inputs.returned.sub(entry).abs().atMost(off) : entry.abs().atMost(least) }
  }, shapes)
  const status = finite ? Status.Violated : Status.Satisfied
  return certify({ claim: CONFORMS, subject: declaredName(declared), program: definition }, item, status)
}

/** The head of an entry of a lane's array, and its place in the matrix of that head. */
function placeOf(one: Lanes, of: 'weights' | 'output', at: number): { head: number; entry: number } {
  const { queries, keys, queryHeads, valueWidth } = one
  if (of === 'weights') return { head: Math.floor(at / (queries * keys)), entry: at % (queries * keys) }
  const head = Math.floor(at / valueWidth) % queryHeads
  return { head, entry: Math.floor(at / (queryHeads * valueWidth)) * valueWidth + (at % valueWidth) }
}

/** One head's q [n_q, d], k [n, d] and v [n, d_v]. */
function headOf(one: Lanes, head: number, keyHead: number): Case['inputs'] {
  const columns = (data: Float32Array, tokens: number, heads: number, from: number, width: number) => ({
    shape: [tokens, width],
    data: Float32Array.from({ length: tokens * width }, (_, at) => {
      const token = Math.floor(at / width)
      return data[(token * heads + from) * width + (at % width)]
    }),
  })
  return {
    q: columns(one.q, one.queries, one.queryHeads, head, one.width),
    k: columns(one.k, one.keys, one.keyHeads, keyHead, one.width),
    v: columns(one.v, one.keys, one.keyHeads, keyHead, one.valueWidth),
  }
}
