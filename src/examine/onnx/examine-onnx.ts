import { access } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import type { Declared } from '../declared.ts'
import { ExaminedError, type Examined } from '../examined.ts'
import type { Answer, Lanes } from '../lanes.ts'
import { answerShapes, batchInWords, demandShapes } from '../transports/answer-shapes.ts'
import { layoutOf, part, shapeIn, swapped, type Layout } from './layout.ts'
import { partsOf, type OnnxNames, type Parts } from './names.ts'
import { loadRuntime, type Ort, type OrtSession, type OrtTensor } from './runtime.ts'
import { takesOf } from './takes.ts'
import { maskTensorOf, numbersOf, tensorOf } from './tensors.ts'

interface Model {
  /** As the user named it; begins messages. */
  readonly path: string
  readonly ort: Ort
  readonly session: OrtSession
  readonly parts: Parts
  readonly layout: Layout
  readonly precision: Declared['precision']
}

/**
 * The attention of an ONNX model, run by ONNX Runtime, which is to be installed. Inputs are [lanes, tokens, heads · width],
 * [lanes, heads, tokens, width], or [tokens, width] of one lane; so are the outputs.
 *
 * @throws {ExaminedError} when there is no runtime, it does not load the model, or the model has no such inputs or outputs
 */
export async function examineOnnx(
  path: string,
  { declared, ...names }: OnnxNames & { readonly declared: Declared },
): Promise<Examined> {
  const file = resolve(path)
  await access(file).catch((cause: Error) => {
    throw new ExaminedError(`${path} cannot be read: ${cause.message}`, { cause })
  })
  const { ort, device } = loadRuntime()
  // Errors only: a runtime writes its advice to standard error, and some of it to standard output.
  const session = await ort.InferenceSession.create(file, { logSeverityLevel: 3 }).catch((cause: Error) => {
    throw new ExaminedError(`${path} is not loaded by ${device}: ${cause.message}`, { cause })
  })
  const model = await prepared(path, ort, session, declared, names)
  // One batch after another: a session in WebAssembly computes one at a time.
  let before: Promise<unknown> = Promise.resolve()
  return {
    name: basename(path),
    device,
    gives: model.parts.gives,
    takes: takesOf(model.parts.inputs, declared.heads),
    answer(batch) {
      const answer = before.then(() => answered(model, batch))
      before = answer.catch(() => undefined)
      return answer
    },
    close: async () => session.release?.(),
  }
}

async function prepared(
  path: string,
  ort: Ort,
  session: OrtSession,
  declared: Declared,
  names: OnnxNames,
): Promise<Model> {
  try {
    const parts = partsOf(session, names, declared.mask.kind === 'given')
    return { path, ort, session, parts, layout: layoutOf(parts.inputs.q), precision: declared.precision }
  } catch (error) {
    await session.release?.()
    throw new ExaminedError(`${path}: ${(error as Error).message}`)
  }
}

/** As many lanes at once as the model takes. */
async function answered(model: Model, batch: Lanes): Promise<Answer> {
  const at = batchInWords(batch)
  try {
    const count = model.layout.lanes === undefined ? batch.lanes : Math.max(1, model.layout.lanes)
    const expected = answerShapes(batch, model.parts.gives)
    const answer: Record<string, Float32Array> = {}
    for (let from = 0; from < batch.lanes; from += count) {
      const returned = await model.session.run(
        feedsOf(model, batch, from, count),
        Object.values(model.parts.outputs),
      )
      for (const [name, own] of Object.entries(model.parts.outputs)) {
        const meant = expected[name as keyof Answer]!
        const data = laneMajor(model, batch, count, name as keyof Answer, returned[own])
        const size = meant.slice(1).reduce((product, extent) => product * extent, 1)
        answer[name] ??= new Float32Array(batch.lanes * size)
        answer[name].set(data.subarray(0, (Math.min(batch.lanes, from + count) - from) * size), from * size)
      }
    }
    return answer
  } catch (cause) {
    throw new ExaminedError(`${model.path} failed at ${at}: ${(cause as Error).message}`, { cause })
  }
}

function feedsOf(
  { ort, parts, layout, precision }: Model,
  batch: Lanes,
  from: number,
  count: number,
): Record<string, OrtTensor> {
  const { queries, keys, width, valueWidth, queryHeads, keyHeads } = batch
  const rows = {
    q: [queries, queryHeads, width],
    k: [keys, keyHeads, width],
    v: [keys, keyHeads, valueWidth],
  } as const
  const feeds: Record<string, OrtTensor> = {}
  for (const name of ['q', 'k', 'v'] as const) {
    const { name: own, type = precision } = parts.inputs[name]
    const [tokens, heads, size] = rows[name]
    const data = part(batch[name], batch, from, count)
    const ordered = layout.headsFirst ? swapped(data, tokens, heads, size) : data
    feeds[own] = tensorOf(
      ort,
      { name: own, type, precision },
      ordered,
      shapeIn(layout, count, tokens, heads, size),
    )
  }
  const { mask } = parts.inputs
  if (mask && batch.mask) {
    const axes = mask.shape?.length ?? 3
    const dims = { 2: [queries, keys], 3: [count, queries, keys], 4: [count, 1, queries, keys] }[axes]
    if (dims === undefined || (axes === 2 && layout.lanes !== 0))
      throw new ExaminedError(
        `its mask ${mask.name} has ${axes} axes; examined are [lanes, queries, keys] and [lanes, 1, queries, keys]`,
      )
    feeds[mask.name] = maskTensorOf(
      ort,
      mask.name,
      mask.type ?? 'bool',
      part(batch.mask, batch, from, count),
      dims,
    )
  }
  return feeds
}

/** What a model returned for so many lanes, with the axes that an answer has. */
function laneMajor(
  { layout }: Model,
  batch: Lanes,
  count: number,
  name: keyof Answer,
  tensor: OrtTensor,
): Float32Array {
  const { queries, keys, valueWidth, queryHeads } = batch
  const data = numbersOf(name, tensor)
  const meant =
    name === 'output'
      ? shapeIn(layout, count, queries, queryHeads, valueWidth)
      : layout.lanes === 0
        ? [queries, keys]
        : [count, queryHeads, queries, keys]
  demandShapes('it', { [name]: tensor.dims }, { [name]: meant })
  return name === 'output' && layout.headsFirst ? swapped(data, queryHeads, queries, valueWidth) : data
}
