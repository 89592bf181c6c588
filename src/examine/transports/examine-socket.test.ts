import { spawn } from 'node:child_process'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { ExaminedError } from '../examined.ts'
import { examineSocket } from './examine-process.ts'
import { BATCH, peerCommand, SOFTMAX } from './peer.fixture.ts'

const servers: Server[] = []
afterEach(() => servers.splice(0).forEach((server) => server.close()))

/** Listens, and does this with who comes. @returns where */
async function listening(heed: (socket: Socket) => void, host = '127.0.0.1'): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => {})
    heed(socket)
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  const { port } = server.address() as AddressInfo
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}

/** The program that speaks the protocol, at the other end of a connection. */
function echo(socket: Socket): void {
  const child = spawn(peerCommand(), { shell: true, stdio: ['pipe', 'pipe', 'inherit'] })
  socket.pipe(child.stdin)
  child.stdout.pipe(socket)
}

test('who listens is asked as a process is, and hears the end', async () => {
  let ended: Promise<void> | undefined
  const place = await listening((socket) => {
    ended = new Promise((resolve) => socket.once('close', () => resolve()))
    echo(socket)
  })
  const examined = await examineSocket(place, { declared: SOFTMAX })
  expect(examined).toMatchObject({ name: 'echo', version: '7' })
  expect(await Promise.all([examined.answer(BATCH), examined.answer(BATCH)])).toEqual([
    { output: BATCH.q },
    { output: BATCH.q },
  ])
  await examined.close()
  await ended
})

test.each([
  [
    (socket: Socket) => socket.destroy(),
    /Who listens at 127\.0\.0\.1:\d+ (ended|cannot be heard: .*), before it gave its hello/,
  ],
  [
    (socket: Socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'),
    /no part of the protocol[^]*\| HTTP\/1\.1 400 Bad Request/,
  ],
  [() => {}, /did not give its hello within 0\.3 seconds/],
])('one that does not begin (%#)', async (heed, said) => {
  const place = await listening(heed)
  await expect(examineSocket(place, { declared: SOFTMAX, startSeconds: 0.3 })).rejects.toThrow(said)
})

test('one that goes away in the middle', async () => {
  const place = await listening((socket) => {
    echo(socket)
    let pieces = 0
    socket.on('data', () => void (++pieces === 2 && socket.destroy()))
  })
  const examined = await examineSocket(place, { declared: SOFTMAX })
  await expect(examined.answer(BATCH)).rejects.toThrow(/before it gave the answer to batch 1/)
  await examined.close()
})

test.each(['5000', 'localhost', 'localhost:', 'a b:1', '127.0.0.1:70000', '::1:80', ''])(
  '"%s" is no place',
  async (place) => {
    await expect(examineSocket(place, { declared: SOFTMAX })).rejects.toThrow(
      'is no place to connect to: give host:port',
    )
  },
)

test('nobody listens', async () => {
  const place = await listening(() => {})
  await new Promise((resolve) => servers.splice(0)[0].close(resolve))
  const examining = examineSocket(place, { declared: SOFTMAX })
  await expect(examining).rejects.toBeInstanceOf(ExaminedError)
  await expect(examining).rejects.toThrow(
    /Nobody can be reached at .*ECONNREFUSED.*Start what listens there first/,
  )
})
