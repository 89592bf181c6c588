import { readFile, stat } from 'node:fs/promises'
import { faultInWords } from '../../engine/file-fault.ts'
import { replaceFile } from '../../engine/replace-file.ts'
import type { Precision } from '../declared.ts'
import { ExaminedError, type Examined } from '../examined.ts'
import type { Answer, Lanes } from '../lanes.ts'
import { answerShapes, inputShapes, shapeFaults } from '../transports/answer-shapes.ts'
import { npyArray, npyBytes, type NumPyArray } from './npy.ts'
import { ArchiveError, unzipped, zipped } from './zip.ts'

/** Node reads no larger file at once. */
const LARGEST = 2 ** 31 - 1

/**
 * Writes batches of inputs for `numpy.load`: arrays `q.0`, `k.0`, `v.0` and, of a given mask, `mask.0` for the first
 * batch, and so on, of shapes as in `Lanes`. float32 or float16; bfloat16 is written as float32, whose numbers it has.
 *
 * @throws {ExaminedError} when the file cannot be written
 */
export function writeCases(file: string, batches: readonly Lanes[], precision: Precision): void {
  const entries = batches.flatMap((batch, at) => {
    const shapes = inputShapes(batch)
    return (['q', 'k', 'v', 'mask'] as const).flatMap((name) => {
      const data = batch[name]
      return data === undefined
        ? []
        : [{ name: `${name}.${at}.npy`, data: npyBytes({ shape: shapes[name]!, data }, precision) }]
    })
  })
  try {
    replaceFile(file, zipped(entries))
  } catch (cause) {
    const why = cause instanceof ArchiveError ? cause.message : faultInWords(cause)
    throw new ExaminedError(`${file} cannot be written: ${why}`, { cause })
  }
}

/**
 * Answers to batches from a file of arrays `output.0`, `weights.0` and so on, as `numpy.savez` writes them.
 *
 * @param batches those that were asked about, in their order
 * @returns the answers, and what they hold; each batch has the same
 * @throws {ExaminedError} when the file cannot be read, lacks an answer, or one does not fit its batch
 */
export async function readAnswers(
  file: string,
  batches: readonly Lanes[],
): Promise<Pick<Examined, 'gives'> & { readonly answers: readonly Answer[] }> {
  const arrays = await arraysOf(file)
  const gives = { output: arrays.has('output.0'), weights: arrays.has('weights.0') }
  if (!gives.output && !gives.weights)
    throw new ExaminedError(
      `${file} has neither output.0 nor weights.0, the answers to the first batch; ${holds(arrays)}`,
    )
  const unknown = [...arrays.keys()].find((name) => !isAnswer(name, batches.length))
  if (unknown !== undefined)
    throw new ExaminedError(
      `${file} has ${JSON.stringify(unknown)}, which answers none of the ${batches.length} batches: arrays are called output.0, weights.0 and so on`,
    )
  return { gives, answers: batches.map((batch, at) => answerTo(batch, at, gives, arrays, file)) }
}

const isAnswer = (name: string, batches: number): boolean => {
  const [, number] = /^(?:output|weights)\.(0|[1-9]\d{0,6})$/.exec(name) ?? []
  return number !== undefined && Number(number) < batches
}

type Arrays = Map<string, (limit: number) => NumPyArray>

function answerTo(batch: Lanes, at: number, gives: Examined['gives'], arrays: Arrays, file: string): Answer {
  const expected = answerShapes(batch, gives)
  // What is of another shape is read too, so that it can be said of which.
  const meant = Object.values(expected).map((shape) => shape.reduce((product, extent) => product * extent, 8))
  const limit = 2 ** 24 + 64 * Math.max(...meant)
  const came = Object.fromEntries(
    (['output', 'weights'] as const).flatMap((name) => {
      const array = arrays.get(`${name}.${at}`)
      return array === undefined ? [] : [[name, said(file, () => array(limit))]]
    }),
  )
  const missing = Object.keys(expected).filter((name) => !Object.hasOwn(came, name))
  if (missing.length > 0)
    throw new ExaminedError(
      `${file} has no ${missing.map((name) => `${name}.${at}`).join(' and no ')}; ${holds(arrays)}`,
    )
  const shapes = Object.fromEntries(Object.entries(came).map(([name, { shape }]) => [name, shape]))
  const faults = shapeFaults(shapes, expected)
  if (faults.length > 0) throw new ExaminedError(`${file}, asked for batch ${at}, ${faults.join(', and ')}`)
  return Object.fromEntries(Object.entries(came).map(([name, { data }]) => [name, data]))
}

async function arraysOf(file: string): Promise<Arrays> {
  try {
    const { size } = await stat(file)
    if (size > LARGEST) throw new ArchiveError('it is larger than 2 GiB; write fewer cases')
    return new Map(
      [...unzipped(await readFile(file))].map(([entry, unpack]) => {
        const name = entry.replace(/\.npy$/, '')
        return [name, (limit) => npyArray(unpack(limit), name)]
      }),
    )
  } catch (cause) {
    throw unreadable(file, cause)
  }
}

function said(file: string, array: () => NumPyArray): NumPyArray {
  try {
    return array()
  } catch (cause) {
    throw unreadable(file, cause)
  }
}

const unreadable = (file: string, cause: unknown): ExaminedError =>
  new ExaminedError(`${file} cannot be read: ${(cause as Error).message}`, { cause })

/** What there is, for who looks for something else. */
const holds = (arrays: Arrays): string => {
  const names = [...arrays.keys()]
  return `it holds ${names.length === 0 ? 'nothing' : names.slice(0, 8).join(', ')}${names.length > 8 ? ', …' : ''}`
}
