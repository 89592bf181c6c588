import { grouped } from '../../judge/verdict/words.ts'
import { headerOf, WireError, type Header } from './wire.ts'

export interface Message {
  readonly header: Header
  /** The bytes of each array; none where they were not wanted. */
  readonly bodies: readonly Uint8Array[]
}

/** No line is longer, and what is longer is none. */
const LINE = 2 ** 20

/** Puts the pieces in which a stream arrives together to messages. */
export class MessageReader {
  private line: Uint8Array[] = []
  private lineLength = 0
  private header: Header | undefined
  /** Where the bytes of the arrays go, or how many are left to pass over. */
  private body: Uint8Array | undefined
  private arrived = 0
  private length = 0

  /** @param wanted whether the arrays of a message are kept; asked before there is memory for them */
  constructor(private readonly wanted: (header: Header) => boolean) {}

  /**
   * The messages that a piece completes.
   *
   * @throws {WireError} when it is no message
   */
  *read(piece: Uint8Array): Generator<Message> {
    let at = 0
    while (at < piece.length) {
      if (this.header === undefined) at = this.readLine(piece, at)
      else at = this.readBody(piece, at)
      if (this.header !== undefined && this.arrived === this.length) yield this.complete(this.header)
    }
  }

  /** What has come of a message that is not complete, in words; undefined between two messages. */
  unfinished(): string | undefined {
    if (this.header !== undefined)
      return `after ${grouped(this.arrived)} of the ${grouped(this.length)} bytes of its arrays`
    return this.lineLength > 0 ? 'in the middle of a line' : undefined
  }

  private readLine(piece: Uint8Array, from: number): number {
    const end = piece.indexOf(0x0a, from)
    const part = piece.subarray(from, end < 0 ? piece.length : end)
    // Whoever prints hardly begins with a brace, and might never end the line.
    const first = this.lineLength > 0 ? this.line[0][0] : part.length > 0 ? part[0] : 0x0a
    if (first !== 0x7b || this.lineLength + part.length > LINE)
      throw new WireError(
        'said something that is no part of the protocol',
        Buffer.concat([...this.line, piece.subarray(from)]),
      )
    this.line.push(part)
    this.lineLength += part.length
    if (end < 0) return piece.length
    this.begin(headerOf(Buffer.concat(this.line), piece.subarray(end)))
    return end + 1
  }

  private begin(header: Header): void {
    this.line = []
    this.lineLength = 0
    this.header = header
    this.arrived = 0
    this.length = header.type === 'answer' ? header.arrays.reduce((sum, { bytes }) => sum + bytes, 0) : 0
    this.body = this.wanted(header) ? new Uint8Array(this.length) : undefined
  }

  private readBody(piece: Uint8Array, from: number): number {
    const part = piece.subarray(from, from + this.length - this.arrived)
    this.body?.set(part, this.arrived)
    this.arrived += part.length
    return from + part.length
  }

  private complete(header: Header): Message {
    this.header = undefined
    if (header.type !== 'answer' || this.body === undefined) return { header, bodies: [] }
    const { body } = this
    let at = 0
    return { header, bodies: header.arrays.map(({ bytes }) => body.subarray(at, (at += bytes))) }
  }
}
