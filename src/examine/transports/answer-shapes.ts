import { grouped } from '../../judge/verdict/words.ts'
import { ExaminedError, type Examined } from '../examined.ts'
import type { Answer, Extents, Lanes } from '../lanes.ts'

export type Shape = readonly number[]

/** The arrays of a batch that are asked about. */
export function inputShapes({
  lanes,
  mask,
  ...extents
}: Lanes): Record<'q' | 'k' | 'v', Shape> & { mask?: Shape } {
  const { queries, keys, width, valueWidth, queryHeads, keyHeads } = extents
  return {
    q: [lanes, queries, queryHeads * width],
    k: [lanes, keys, keyHeads * width],
    v: [lanes, keys, keyHeads * valueWidth],
    ...(mask && { mask: [lanes, queries, keys] }),
  }
}

/** The arrays that are expected back. */
export function answerShapes(
  { lanes, queries, keys, valueWidth, queryHeads }: Extents & { readonly lanes: number },
  gives: Examined['gives'],
): Partial<Record<keyof Answer, Shape>> {
  return {
    ...(gives.output && { output: [lanes, queries, queryHeads * valueWidth] }),
    ...(gives.weights && { weights: [lanes, queryHeads, queries, keys] }),
  }
}

/** Weights of one head may come without its axis. */
const fits = (name: keyof Answer, shape: Shape, expected: Shape): boolean =>
  shape.join() === expected.join() ||
  (name === 'weights' && expected[1] === 1 && shape.join() === [expected[0], ...expected.slice(2)].join())

/**
 * What does not fit between what is expected and what came, in words; nothing when all does. Each problem is the end of
 * a sentence that begins with who answered.
 */
export function shapeFaults(
  came: Readonly<Record<string, Shape>>,
  expected: Partial<Record<keyof Answer, Shape>>,
): string[] {
  const names = Object.keys(expected) as (keyof Answer)[]
  return [
    ...names.flatMap((name) => {
      if (!Object.hasOwn(came, name)) return [`gave no ${name}, which it says it gives`]
      if (fits(name, came[name], expected[name]!)) return []
      return [
        `gave ${name} of shape [${came[name].join(', ')}] where [${expected[name]!.join(', ')}] is meant`,
      ]
    }),
    ...Object.keys(came)
      .filter((name) => !Object.hasOwn(expected, name))
      .map((name) => `gave ${JSON.stringify(name)}, which it does not say it gives`),
  ]
}

/** A batch, for messages: `4,096 lanes of 1 query, 64 keys, width 16`. */
export function batchInWords({
  lanes,
  queries,
  keys,
  width,
  valueWidth,
  queryHeads,
  keyHeads,
}: Lanes): string {
  const count = (n: number, one: string, many: string) => `${grouped(n)} ${n === 1 ? one : many}`
  const heads =
    queryHeads === 1
      ? ''
      : `, ${queryHeads} heads${keyHeads === queryHeads ? '' : ` over ${keyHeads} of keys`}`
  return `${count(lanes, 'lane', 'lanes')} of ${count(queries, 'query', 'queries')}, ${count(keys, 'key', 'keys')}, width ${width}${
    valueWidth === width ? '' : `, values of width ${valueWidth}`
  }${heads}`
}

/** @throws {ExaminedError} when the arrays are not those of a batch; `who` begins the message */
export function demandShapes(
  who: string,
  came: Readonly<Record<string, Shape>>,
  expected: Partial<Record<keyof Answer, Shape>>,
): void {
  const faults = shapeFaults(came, expected)
  if (faults.length > 0) throw new ExaminedError(`${who} ${faults.join(', and ')}`)
}
