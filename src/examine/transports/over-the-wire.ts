import type { Declared } from '../declared.ts'
import { ExaminedError, type Examined } from '../examined.ts'
import type { Answer, Lanes } from '../lanes.ts'
import { batchInWords } from './answer-shapes.ts'
import { Conversation, type Peer } from './conversation.ts'
import { errorInWords, hello, introduced } from './hello.ts'
import { answerFault, answerOf, request } from './wire-arrays.ts'

/** Seconds that the other side may take. */
export interface TimeLimits {
  /** From its start to its hello. @default 120 */
  readonly startSeconds?: number
  /** For each batch. @default 120 */
  readonly answerSeconds?: number
}

/**
 * An attention at the other end of a stream of bytes, once it has said hello. Batches may be asked for before those
 * before them are answered: they wait in the stream.
 *
 * @throws {ExaminedError} when it does not introduce itself; it is ended then
 */
export async function overTheWire(
  peer: Peer,
  declared: Declared,
  { startSeconds = 120, answerSeconds = 120 }: TimeLimits,
): Promise<Examined> {
  const conversation = new Conversation(peer)
  const { header } = await conversation.ask([hello(declared)], {
    id: 0,
    what: 'its hello',
    wanted: () => false,
    seconds: startSeconds,
    option: '--start-seconds',
  })
  try {
    const who = introduced(peer.name, header)
    const ask = asking(conversation, peer.name, { ...who, ...declared, seconds: answerSeconds })
    return { ...who, answer: ask, close: () => conversation.close() }
  } catch (error) {
    await conversation.close()
    throw error
  }
}

function asking(
  conversation: Conversation,
  peer: string,
  { gives, precision, seconds }: Pick<Examined, 'gives'> & Pick<Declared, 'precision'> & { seconds: number },
): (batch: Lanes) => Promise<Answer> {
  let asked = 0
  return async (batch) => {
    const id = ++asked
    const here = `batch ${id} (${batchInWords(batch)})`
    const message = await conversation.ask(request(id, batch, precision), {
      id,
      what: `the answer to ${here}`,
      wanted: (header) => answerFault(header, batch, gives) === undefined,
      seconds,
      option: '--answer-seconds',
    })
    const { header } = message
    if (header.type === 'error') throw new ExaminedError(`${peer} failed at ${here}: ${errorInWords(header)}`)
    const fault = answerFault(header, batch, gives)
    if (fault !== undefined) throw new ExaminedError(`${peer} ${fault}, at ${here}`)
    return answerOf(message)
  }
}
