import { declaredFrom } from '../declared-from.ts'
import type { Examined } from '../examined.ts'
import { sizes, type Answer, type Lanes } from '../lanes.ts'
import type { OutsideHonest } from '../outside-honest.ts'

/** What a plain attention computes with; a mistake changes one of them. */
export interface PlainParts {
  readonly scale: (width: number) => number
  readonly allows: (query: number, key: number, lanes: Lanes) => boolean
  readonly kernel: (score: number, largest: number) => number
  /** Of the query head. */
  readonly keyHead: (head: number, lanes: Lanes) => number
  readonly normaliser: 'keys' | 'queries' | 'none'
  readonly gives: Examined['gives']
}

const SOUND: PlainParts = {
  scale: () => 1,
  allows: () => true,
  kernel: (score, largest) => Math.exp(score - largest),
  keyHead: (head, { queryHeads, keyHeads }) => Math.floor((head * keyHeads) / queryHeads),
  normaliser: 'keys',
  gives: { weights: true, output: true },
}

/** What most declarations of a test say. */
export const DECLARED = declaredFrom({ as: 'softmax', scale: 'none' })

/** An attention in float32, one number after another, that demands what it is told to. */
export function plainAttention(
  changed: Partial<PlainParts> = {},
  demand: (lanes: Lanes) => void = () => undefined,
): Examined & { readonly asked: Lanes[] } {
  const parts = { ...SOUND, ...changed }
  const asked: Lanes[] = []
  return {
    name: 'plain',
    gives: parts.gives,
    asked,
    answer(lanes) {
      demand(lanes)
      asked.push(lanes)
      return Promise.resolve(answered(lanes, parts))
    },
    close: () => Promise.resolve(),
  }
}

/** Says that what another attention returns bit for bit, none else, is what an honest one may return. */
export const nothingButWhat =
  (honest: Partial<PlainParts>): OutsideHonest =>
  (lanes, answer) => {
    const wanted = answered(lanes, { ...SOUND, ...honest })
    return Uint8Array.from(
      { length: lanes.lanes },
      (_, lane) =>
        +(['output', 'weights'] as const).some((kind) => {
          const size = sizes(lanes)[kind]
          return answer[kind]
            ?.subarray(lane * size, (lane + 1) * size)
            .some((x, i) => !Object.is(x, wanted[kind]![lane * size + i]))
        }),
    )
  }

function answered(lanes: Lanes, parts: PlainParts): Answer {
  const { queries, keys, valueWidth, queryHeads, keyHeads, v } = lanes
  const output = new Float32Array(lanes.lanes * sizes(lanes).output)
  const weights = new Float32Array(lanes.lanes * sizes(lanes).weights)
  for (let lane = 0; lane < lanes.lanes; lane++)
    for (let head = 0; head < queryHeads; head++) {
      const matrix = weightsOf(lanes, lane, head, parts)
      weights.set(matrix, (lane * queryHeads + head) * queries * keys)
      const keyHead = parts.keyHead(head, lanes)
      for (let i = 0; i < queries; i++)
        for (let c = 0; c < valueWidth; c++) {
          let sum = 0
          for (let j = 0; j < keys; j++)
            sum = Math.fround(
              sum +
                Math.fround(
                  matrix[i * keys + j] * v[((lane * keys + j) * keyHeads + keyHead) * valueWidth + c],
                ),
            )
          output[((lane * queries + i) * queryHeads + head) * valueWidth + c] = sum
        }
    }
  return { ...(parts.gives.output && { output }), ...(parts.gives.weights && { weights }) }
}

function weightsOf(lanes: Lanes, lane: number, head: number, parts: PlainParts): Float32Array {
  const { queries, keys, width, queryHeads, keyHeads, q, k, mask } = lanes
  const keyHead = parts.keyHead(head, lanes)
  const out = new Float32Array(queries * keys)
  for (let i = 0; i < queries; i++) {
    const scores = Array.from({ length: keys }, (_, j) => {
      const allowed = parts.allows(i, j, lanes) && (mask?.[(lane * queries + i) * keys + j] ?? 1) === 1
      if (!allowed) return -Infinity
      let sum = 0
      for (let c = 0; c < width; c++)
        sum = Math.fround(
          sum +
            Math.fround(
              q[((lane * queries + i) * queryHeads + head) * width + c] *
                k[((lane * keys + j) * keyHeads + keyHead) * width + c],
            ),
        )
      return Math.fround(sum * parts.scale(width))
    })
    const largest = Math.max(...scores)
    scores.forEach((score, j) => (out[i * keys + j] = parts.kernel(score, largest)))
  }
  return divided(out, queries, keys, parts.normaliser)
}

function divided(
  of: Float32Array,
  queries: number,
  keys: number,
  by: PlainParts['normaliser'],
): Float32Array {
  if (by === 'none') return of
  const group = (at: number) => (by === 'keys' ? Math.floor(at / keys) : at % keys)
  const sums = new Float32Array(by === 'keys' ? queries : keys)
  of.forEach((x, at) => (sums[group(at)] += x))
  return of.map((x, at) => x / sums[group(at)])
}
