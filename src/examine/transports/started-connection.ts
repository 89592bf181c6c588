import { connect } from 'node:net'
import { ExaminedError } from '../examined.ts'
import type { Peer } from './conversation.ts'
import { within } from './within.ts'

/**
 * A connection to who listens at `host:port`, or at `[address]:port` for IPv6.
 *
 * @throws {ExaminedError} when that is no such place, or nobody listens there
 */
export async function startedConnection(place: string, seconds: number): Promise<Peer> {
  const [, six, other, port] = /^(?:\[([^\]]+)\]|([^:\s]+)):(\d{1,5})$/.exec(place) ?? []
  const host = six ?? other
  if (host === undefined || Number(port) > 65535)
    throw new ExaminedError(`"${place}" is no place to connect to: give host:port, as in 127.0.0.1:5000`)
  const socket = connect({ host, port: Number(port), noDelay: true })
  const connected = new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('error', reject)
  })
  const failure = await within(
    connected.then(
      () => undefined,
      ({ message }: Error) => message,
    ),
    seconds,
    () => 'it does not answer',
  )
  if (failure !== undefined) {
    socket.destroy()
    throw new ExaminedError(`Nobody can be reached at ${place}: ${failure}. Start what listens there first`)
  }
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  return {
    name: `Who listens at ${place}`,
    from: socket,
    to: socket,
    async end(seconds) {
      socket.end()
      await within(closed, seconds)
      socket.destroy()
      return ''
    },
  }
}
