import { batchOf, type Batch } from '../../arithmetic/batch.ts'
import type { Shapes } from '../../program/program.ts'
import { sizeOf, type Shape } from '../../program/shape.ts'
import { Recipe } from '../precision/recipe.ts'
import type { Build, BoundMode } from './both-arithmetics.ts'
import type { Options } from './check.ts'
import { KINDS } from './kinds-of-numbers.ts'

export type KindName = keyof typeof KINDS
export const KIND_NAMES = Object.keys(KINDS) as KindName[]

/** A batch of the given shapes, the same for the same arguments. */
export function drawn(shapes: Shapes, kind: KindName, lanes: number, seed: number): Batch {
  return batchOf(
    Array.from({ length: lanes }, (_, lane) => {
      const recipe = new Recipe(Math.imul(seed, 0x9e3779b1) ^ Math.imul(lane + 1, 0x85ebca6b))
      const draw = KINDS[kind](recipe)
      const filled = ([name, shape]: [string, Shape]) =>
        [name, { shape, data: Float32Array.from({ length: sizeOf(shape) }, draw) }] as const
      return { inputs: Object.fromEntries(Object.entries(shapes).map(filled)) }
    }),
  )
}

/** Something to build from a batch, and where it is, for people. */
export interface Question<T> {
  readonly where: string
  readonly batch: Batch
  readonly of: Build<T>
  /** The bounds that are looked at; both when left out. */
  readonly modes?: readonly BoundMode[]
}

/** Every case with every kind of numbers, in one lane and in several. */
export function* questions<T>(
  cases: readonly { readonly title: string; readonly shapes: Shapes; readonly of: Build<T> }[],
  { lanes: several, seed }: Options,
  kinds = KIND_NAMES,
): Iterable<Question<T>> {
  for (const { title, shapes, of } of cases)
    for (const kind of kinds)
      for (const lanes of new Set([1, several]))
        yield {
          where: `${title}, ${kind} numbers, ${lanes} lanes`,
          batch: drawn(shapes, kind, lanes, seed),
          of,
        }
}

/** One lane's inputs as numbers that can be typed in again. */
export function inputsInWords(batch: Batch, lane: number): string {
  const array = (name: string) => {
    const size = sizeOf(batch.shapes[name])
    const values = [...batch.data[name].subarray(lane * size, (lane + 1) * size)]
    const shown = values.slice(0, 12).map((v) => (Object.is(v, -0) ? '-0' : String(v)))
    return `${name}[${batch.shapes[name].join('×')}] = ${shown.join(' ')}${size > 12 ? ' …' : ''}`
  }
  return batch.names.map(array).join('; ')
}
