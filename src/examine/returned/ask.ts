import type { Declared } from '../declared.ts'
import { ExaminedError, type Examined } from '../examined.ts'
import { sizes, type Answer, type Lanes } from '../lanes.ts'
import { returnedSize, type Call } from './recorded-calls.ts'
import type { Takes } from './takes.ts'

/** What was asked, and what was answered. */
export interface Asked {
  readonly lanes: Lanes
  readonly answer: Answer
}

/** Whom is asked, and how. */
export interface Respondent {
  readonly examined: Examined
  readonly declared: Pick<Declared, 'heads' | 'mask'>
  readonly takes: Takes
}

/** What came of a call: the numbers [lanes, …] that it returned, and all that was asked for them. */
export interface Returned {
  readonly numbers: Float32Array
  readonly asked: readonly Asked[]
}

/**
 * Asks for a call in every lane. An attention of several heads is given the same in each, and its first answers. Outputs
 * are asked for in as many columns as its values have; weights that it does not give are read off with values from the
 * identity.
 *
 * @param numbers the arguments by name, lanes × size
 * @throws {ExaminedError} when it fails, or answers with too few numbers
 */
export async function ask(
  respondent: Respondent,
  call: Call,
  numbers: Readonly<Record<string, Float32Array>>,
  lanes: number,
): Promise<Returned> {
  const { examined, takes } = respondent
  const [queries, keys] = [call.of.q[0], call.of.k[0]]
  const given = call.kind === 'weights' && examined.gives.weights
  const columns = call.kind === 'output' ? call.of.v![1] : keys
  const valueWidth = takes.fixed?.valueWidth ?? (given ? 1 : columns)
  const out = new Float32Array(lanes * returnedSize(call))
  const asked: Asked[] = []
  for (let from = 0; from < (given ? 1 : columns); from += valueWidth) {
    const value = given
      ? () => 0
      : call.kind === 'weights'
        ? (_lane: number, key: number, column: number) => +(key === from + column)
        : (lane: number, key: number, column: number) =>
            from + column < columns ? numbers['v'][(lane * keys + key) * columns + from + column] : 0
    const batch = lanesFor(respondent.declared, call, numbers, lanes, valueWidth, value)
    const answer = await examined.answer(batch)
    asked.push({ lanes: batch, answer })
    const taken = given
      ? taking(answer, 'weights', batch, keys)
      : taking(answer, 'output', batch, Math.min(valueWidth, columns - from))
    for (let row = 0; row < lanes * queries; row++) taken(row, out, row * (given ? keys : columns) + from)
  }
  return { numbers: out, asked }
}

/** The lanes of a call, the same in each head. @param value of a lane, key and column */
function lanesFor(
  { heads, mask }: Respondent['declared'],
  { of }: Call,
  { q, k }: Readonly<Record<string, Float32Array>>,
  lanes: number,
  valueWidth: number,
  value: (lane: number, key: number, column: number) => number,
): Lanes {
  const [[queries, width], [keys]] = [of.q, of.k]
  const extents = { queries, keys, width, valueWidth, queryHeads: heads.query, keyHeads: heads.key }
  const size = sizes(extents)
  const v = new Float32Array(lanes * size.v)
  for (let row = 0; row < lanes * keys; row++)
    for (let column = 0; column < heads.key * valueWidth; column++)
      v[row * heads.key * valueWidth + column] = value(
        Math.floor(row / keys),
        row % keys,
        column % valueWidth,
      )
  return {
    ...extents,
    lanes,
    q: inEachHead(q, width, heads.query),
    k: inEachHead(k, width, heads.key),
    v,
    ...(mask.kind === 'given' && { mask: new Uint8Array(lanes * size.mask).fill(1) }),
  }
}

/** Rows of a width, repeated side by side. */
function inEachHead(rows: Float32Array, width: number, heads: number): Float32Array {
  if (heads === 1) return rows
  const out = new Float32Array(rows.length * heads)
  for (let row = 0; row * width < rows.length; row++)
    for (let head = 0; head < heads; head++)
      out.set(rows.subarray(row * width, (row + 1) * width), (row * heads + head) * width)
  return out
}

/** Copies the first `count` numbers of a row [lane, query] of the first head. */
function taking(answer: Answer, kind: keyof Answer, lanes: Lanes, count: number) {
  const numbers = answer[kind]
  const wanted = lanes.lanes * sizes(lanes)[kind]
  if (numbers?.length !== wanted)
    throw new ExaminedError(
      `it answered with ${numbers ? `${numbers.length} numbers` : 'no'} ${kind} where ${wanted} were asked for`,
    )
  const { queries, keys, valueWidth, queryHeads } = lanes
  return (row: number, out: Float32Array, at: number): void => {
    const from =
      kind === 'output'
        ? row * queryHeads * valueWidth
        : (Math.floor(row / queries) * queryHeads * queries + (row % queries)) * keys
    out.set(numbers.subarray(from, from + count), at)
  }
}
