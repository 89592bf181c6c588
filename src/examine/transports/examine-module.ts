import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { defaultExport } from '../../claim/import-file.ts'
import { loadFailure } from '../../claim/load-failure.ts'
import type { Engine } from '../../engine/engine.ts'
import { arrivesInTime, inTime } from '../../generate/own-code.ts'
import type { Declared } from '../declared.ts'
import { ExaminedError, type Examined } from '../examined.ts'
import type { Answer, Lanes } from '../lanes.ts'
import { declaredBy, givenBy, type OwnAttention, type OwnInputs } from '../own-attention.ts'
import { takesFrom } from '../takes-from.ts'
import { answerShapes, batchInWords, inputShapes } from './answer-shapes.ts'
import { chainOperations } from './chained-operations.ts'
import { ownAnswer } from './own-numbers.ts'

/**
 * The attention that a module exports, `export default attention({ … })`, on an engine that is started.
 *
 * @throws {ExaminedError} when there is no such module, or it exports no attention
 */
export async function examineModule(
  path: string,
  engine: Pick<Engine, 'tf' | 'name' | 'device'>,
): Promise<{ readonly examined: Examined; readonly declared: Declared }> {
  const file = resolve(path)
  let own: OwnAttention
  let declared: Declared
  try {
    const exported = await defaultExport(file)
    if (exported === undefined)
      throw new TypeError('it has no default export: write `export default attention({ … })`')
    declared = declaredBy(exported)
    own = exported as OwnAttention
  } catch (cause) {
    throw new ExaminedError(`${path} cannot be examined: ${loadFailure(cause, file)}`, { cause })
  }
  chainOperations(engine.tf)
  return { examined: examinedOwn(own, file, engine), declared }
}

function examinedOwn(
  own: OwnAttention,
  file: string,
  { tf, name, device }: Pick<Engine, 'tf' | 'name' | 'device'>,
): Examined {
  // TensorFlow.js has one current scope: one batch after another.
  let before: Promise<unknown> = Promise.resolve()
  return {
    name: own.name,
    ...(own.version !== undefined && { version: own.version }),
    device: `${name} (${device})`,
    gives: givenBy(own.gives),
    ...(own.takes !== undefined && { takes: takesFrom(own.takes) }),
    answer(batch) {
      const answer = before.then(() => answered(own, file, tf, batch))
      before = answer.catch(() => undefined)
      return answer
    },
    close: async () => undefined,
  }
}

async function answered(own: OwnAttention, file: string, tf: Engine['tf'], batch: Lanes): Promise<Answer> {
  const here = batchInWords(batch)
  tf.engine().startScope(own.name)
  try {
    const inputs = tensorsOf(batch, tf)
    const doing = `${own.name} at ${here}`
    const returned = await arrivesInTime(doing, async () =>
      inTime(
        () => doing,
        own,
        () => own.run(tf, inputs),
      ),
    )
    return await ownAnswer(
      `${own.name}, asked for ${here},`,
      returned,
      answerShapes(batch, givenBy(own.gives)),
    )
  } catch (cause) {
    if (cause instanceof ExaminedError) throw cause
    const message = cause instanceof Error ? cause.message : String(cause)
    throw new ExaminedError(`${own.name} failed at ${here}: ${message}${lineOf(cause, file)}`, { cause })
  } finally {
    tf.engine().endScope()
  }
}

function tensorsOf(batch: Lanes, tf: Engine['tf']): OwnInputs {
  const shapes = inputShapes(batch)
  const tensor = (name: 'q' | 'k' | 'v') => tf.tensor3d(batch[name], shapes[name] as [number, number, number])
  return {
    q: tensor('q'),
    k: tensor('k'),
    v: tensor('v'),
    ...(batch.mask && { mask: tf.tensor3d(batch.mask, shapes.mask as [number, number, number], 'bool') }),
  }
}

/** Where in its file it threw, where that is known. */
function lineOf(cause: unknown, file: string): string {
  const stack = cause instanceof Error ? (cause.stack ?? '') : ''
  const line = stack
    .split('\n')
    .find((each) => each.includes(file) || each.includes(pathToFileURL(file).href))
  return line === undefined ? '' : ` (${line.trim()})`
}
