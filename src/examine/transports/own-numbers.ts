import type { Tensor } from '@tensorflow/tfjs-core'
import { ExaminedError } from '../examined.ts'
import type { Answer } from '../lanes.ts'
import type { OwnAnswer, OwnNumbers } from '../own-attention.ts'
import { demandShapes, type Shape } from './answer-shapes.ts'

interface Numbers {
  readonly shape: Shape
  readonly data: Float32Array
}

/**
 * What a function returned, as numbers of the shapes that are expected.
 *
 * @param who begins messages
 * @throws {ExaminedError} when it is something else
 */
export async function ownAnswer(
  who: string,
  returned: OwnAnswer,
  expected: Partial<Record<keyof Answer, Shape>>,
): Promise<Answer> {
  const came: Record<string, Numbers> = {}
  for (const [name, numbers] of Object.entries(named(returned, expected))) {
    const meant = (expected as Record<string, Shape | undefined>)[name]
    came[name] = await numbersOf(`${who} gave ${name}`, numbers, meant)
  }
  demandShapes(
    who,
    Object.fromEntries(Object.entries(came).map(([name, { shape }]) => [name, shape])),
    expected,
  )
  return Object.fromEntries(Object.entries(came).map(([name, { data }]) => [name, data]))
}

function named(returned: OwnAnswer, expected: object): Record<string, OwnNumbers | undefined> {
  const plain = typeof returned === 'object' && returned !== null && !isTensor(returned)
  if (plain && !Array.isArray(returned) && !ArrayBuffer.isView(returned))
    return Object.fromEntries(Object.entries(returned).filter(([, numbers]) => numbers !== undefined))
  return { [Object.keys(expected)[0]]: returned as OwnNumbers }
}

const isTensor = (value: unknown): value is Tensor =>
  typeof value === 'object' && value !== null && 'dataId' in value && 'shape' in value && 'dtype' in value

async function numbersOf(which: string, numbers: unknown, meant: Shape | undefined): Promise<Numbers> {
  if (isTensor(numbers)) {
    if (numbers.dtype !== 'float32') throw new ExaminedError(`${which} as ${numbers.dtype}; return float32`)
    return { shape: numbers.shape, data: Float32Array.from((await numbers.data()) as Float32Array) }
  }
  if (numbers instanceof Float32Array || numbers instanceof Float64Array) {
    const fits =
      meant !== undefined && numbers.length === meant.reduce((product, extent) => product * extent, 1)
    return { shape: fits ? meant : [numbers.length], data: Float32Array.from(numbers) }
  }
  if (Array.isArray(numbers)) {
    const shape = nestedShape(numbers)
    const flat: unknown[] = numbers.flat(Infinity)
    if (flat.length !== shape.reduce((product, extent) => product * extent, 1))
      throw new ExaminedError(`${which} as nested arrays of different lengths`)
    if (!flat.every((number) => typeof number === 'number'))
      throw new ExaminedError(`${which} with what is no number`)
    return { shape, data: Float32Array.from(flat) }
  }
  const kind = numbers === null ? 'null' : typeof numbers
  throw new ExaminedError(`${which} as ${kind}; return a tensor, a Float32Array or nested arrays`)
}

const nestedShape = (numbers: readonly unknown[]): number[] => [
  numbers.length,
  ...(Array.isArray(numbers[0]) ? nestedShape(numbers[0]) : []),
]
