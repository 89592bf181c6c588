import type { Declared } from '../declared.ts'
import { ExaminedError, type Examined } from '../examined.ts'
import type { Takes } from '../returned/takes.ts'
import { takesFrom } from '../takes-from.ts'
import { lastLines } from './last-lines.ts'
import { PROTOCOL, type Header } from './wire.ts'

/** The first line that is sent. */
export const hello = (declared: Declared): Uint8Array =>
  Buffer.from(JSON.stringify({ type: 'hello', protocol: PROTOCOL, declared }) + '\n')

/**
 * Who somebody is, by the first line that comes.
 *
 * @param peer how messages name it
 * @throws {ExaminedError} when that is no hello of this version of the protocol
 */
export function introduced(peer: string, header: Header): Omit<Examined, 'answer' | 'close'> {
  if (header.type === 'error') throw new ExaminedError(`${peer} does not begin: ${errorInWords(header)}`)
  if (header.type !== 'hello')
    throw new ExaminedError(`${peer} begins with "${header.type}" where a hello is due`)
  if (header.protocol !== PROTOCOL)
    throw new ExaminedError(
      `${peer} speaks version ${header.protocol} of the protocol, and this program version ${PROTOCOL}: ` +
        'install versions of both that belong together',
    )
  const { name, version, device, gives, takes } = header
  return {
    name,
    ...(version !== undefined && { version }),
    ...(device !== undefined && { device }),
    gives: { output: gives.includes('output'), weights: gives.includes('weights') },
    ...(takes !== undefined && { takes: saidToTake(peer, takes) }),
  }
}

function saidToTake(peer: string, takes: unknown): Takes {
  try {
    return takesFrom(takes)
  } catch (error) {
    throw new ExaminedError(`${peer} says in its hello: ${(error as Error).message}`)
  }
}

/** What the other side says about its own failure. */
export const errorInWords = ({
  message,
  details,
}: {
  message: string
  details?: string | undefined
}): string => (details === undefined ? message : `${message}\n${lastLines(details)}`)
