import type { Readable, Writable } from 'node:stream'
import { ExaminedError } from '../examined.ts'
import { lastLines } from './last-lines.ts'
import { MessageReader, type Message } from './message-reader.ts'
import { WireError, type Header } from './wire.ts'

/** The other side: a process, or a connection. */
export interface Peer {
  /** How messages name it. */
  readonly name: string
  readonly from: Readable
  readonly to: Writable
  /**
   * Ends it, at once unless it ends by itself in the given time.
   *
   * @returns what there is to say about how it ended, in whole lines
   */
  end(seconds: number): Promise<string>
}

/** What is waited for. */
interface Question {
  /** What the answer has to name; 0 of the hello. */
  readonly id: number
  /** In words. */
  readonly what: string
  /** Whether the arrays of this answer are kept. */
  wanted(header: Header): boolean
  readonly seconds: number
  /** How a user allows more time. */
  readonly option: string
  resolve(message: Message): void
  reject(error: ExaminedError): void
}

/** Seconds for which one that has just failed may go on talking, so that its last lines are known. */
const LAST_WORDS = 0.3
/** Seconds that one may take which is ending, or was told goodbye. */
const GOODBYE = 2

/** Questions to another side and its answers, which come in the same order. */
export class Conversation {
  private readonly waiting: Question[] = []
  private readonly reader = new MessageReader((header) => this.waiting[0]?.wanted(header) ?? false)
  private timer: NodeJS.Timeout | undefined
  private deaf: NodeJS.Timeout | undefined
  private over: Promise<ExaminedError> | undefined
  /** What was printed where answers belong; more may come while it is ended. */
  private printed: Uint8Array[] | undefined
  private closing: Promise<unknown> | undefined

  constructor(private readonly peer: Peer) {
    peer.from.on('data', (piece: Uint8Array) => this.hear(piece))
    peer.from.on('error', ({ message }: Error) => this.fail(`cannot be heard: ${message}`))
    peer.from.on('close', () => this.ended())
    peer.from.on('end', () => this.ended())
    // Whoever no longer listens is ending, as a rule, and has perhaps said something before that is still on its way.
    peer.to.on('error', () => {
      this.deaf ??= setTimeout(() => this.fail('no longer listens'), 1000 * GOODBYE)
    })
  }

  /**
   * Sends something, and waits for what comes back.
   *
   * @throws {ExaminedError} when nothing comes in time, or nothing can come any more
   */
  async ask(pieces: readonly Uint8Array[], question: Omit<Question, 'resolve' | 'reject'>): Promise<Message> {
    if (this.over) throw await this.over
    if (this.closing) throw new ExaminedError(`${this.peer.name} is asked for ${question.what} after its end`)
    return new Promise((resolve, reject) => {
      this.waiting.push({ ...question, resolve, reject })
      if (this.waiting.length === 1) this.watch()
      this.peer.to.cork()
      for (const piece of pieces) if (piece.length > 0) this.peer.to.write(piece)
      this.peer.to.uncork()
    })
  }

  /** Says goodbye. */
  async close(): Promise<void> {
    this.stopWaiting()
    this.closing ??= this.over ?? this.peer.end(GOODBYE)
    await this.closing
    for (const { what, reject } of this.waiting.splice(0))
      reject(new ExaminedError(`${this.peer.name} was ended while ${what} was waited for`))
  }

  private watch(): void {
    clearTimeout(this.timer)
    if (this.waiting.length === 0) return
    const { what, seconds, option } = this.waiting[0]
    const late = () => this.fail(`did not give ${what} within ${seconds} seconds; ${option} allows it more`)
    this.timer = setTimeout(late, 1000 * seconds)
  }

  private stopWaiting(): void {
    clearTimeout(this.timer)
    clearTimeout(this.deaf)
  }

  private hear(piece: Uint8Array): void {
    if (this.over) {
      this.printed?.push(piece)
      return
    }
    try {
      for (const message of this.reader.read(piece)) {
        demandDue(message.header, this.waiting[0])
        const { resolve } = this.waiting.shift()!
        this.watch()
        resolve(message)
      }
    } catch (error) {
      if (!(error instanceof WireError)) throw error
      this.printed = error.printed && [error.printed]
      this.fail(error.message)
    }
  }

  private ended(): void {
    if (this.closing) return
    const unfinished = this.reader.unfinished()
    this.fail(unfinished === undefined ? 'ended' : `ended ${unfinished}`, GOODBYE)
  }

  /** @param what happened, as the end of a sentence that begins with the other side */
  private fail(what: string, patience = LAST_WORDS): void {
    if (this.over || this.closing) return
    this.stopWaiting()
    const before = this.waiting.length > 0 && !what.startsWith('did not give')
    const place = before ? `, before it gave ${this.waiting[0].what}` : ''
    this.over = this.peer.end(patience).then((how) => {
      const printed = this.printed && this.printedInWords(this.printed)
      return new ExaminedError(
        [`${this.peer.name} ${what}${place}.`, printed, how].filter(Boolean).join('\n'),
      )
    })
    void this.over.then((error) => {
      for (const { reject } of this.waiting.splice(0)) reject(error)
    })
  }

  private printedInWords(pieces: readonly Uint8Array[]): string {
    const text = lastLines(Buffer.concat(pieces).toString('utf8'))
    return `It printed this where its answers belong; let it print to standard error (Python's attention_assay sees to that from its import on):\n${text}`
  }
}

/** @throws {WireError} when nobody asked for this */
function demandDue(header: Header, question: Question | undefined): void {
  const id = header.type === 'hello' ? 0 : header.id
  if (question === undefined) throw new WireError(`said "${header.type}" without being asked`)
  if (id !== question.id) throw new WireError(`gave "${header.type}" ${id} where ${question.id} is due`)
}
