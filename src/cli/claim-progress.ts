import { grouped } from '../judge/verdict/words.ts'
import type { ClaimEvidence } from '../evidence/schema.ts'
import { inOneLine } from '../report/visible.ts'
import { abridged } from './abridged.ts'
import { NowAndThen } from './now-and-then.ts'
import { paintOn, writePainted } from './paint.ts'
import type { Output } from './services.ts'
import { barOn } from './terminal-bar.ts'
import { TimeLeft, UntilDeadline } from './time-left.ts'
import { markOf } from './verdict-table.ts'

/** Shows how far a run is, on standard error: a line for each finished claim, and how long the rest takes. */
export interface ClaimProgress {
  begin(id: string): void
  /** So many of the cases of the claim are done. */
  advance(done: number, total: number): void
  /** The cases of the claim are done, and so many of its variants. */
  variant(done: number, of: number): void
  finish(evidence: ClaimEvidence, seconds: number): void
  /** Writes what is of no claim's verdict, and does not get in the way of a bar. */
  write(text: string): void
  /** Leaves the terminal as it was. */
  stop(): void
}

/** A claim that is to be judged. */
export interface Planned {
  readonly id: string
  /** How much work its cases are to be expected to be, in any unit. */
  readonly work: number
  /** After how many seconds they end, where time ends them. */
  readonly seconds?: number
  readonly variants: number
  /** Whether it is finished already. */
  readonly kept: boolean
}

/**
 * A bar for the whole run on a terminal, a line now and then elsewhere.
 *
 * @param plan all claims of the run, in their order
 * @param deadline when the time of the run is over, where it has one
 * @param now a clock, in ms
 */
export const claimProgress = (
  output: Output,
  plan: readonly Planned[],
  deadline?: number,
  now: () => number = () => performance.now(),
): ClaimProgress => new Progress(output, plan, deadline, now)

const BAR = 16
/** Columns that an id is given in the line of a finished claim, however narrow the terminal. */
const LEAST_ID = 14

class Progress implements ClaimProgress {
  private readonly time: Pick<TimeLeft<'cases' | 'variants'>, 'did' | 'share' | 'inWords'>
  private readonly lines: NowAndThen
  private readonly bar: ReturnType<typeof barOn>
  private at = 0
  /** Of the current claim: what is done of its cases and of its variants, and what of it is going on. */
  private done = { cases: 0, variants: 0 }
  private doing = ''
  private began = 0

  constructor(
    private readonly output: Output,
    private readonly plan: readonly Planned[],
    deadline: number | undefined,
    private readonly now: () => number,
  ) {
    const open = plan.filter(({ kept }) => !kept)
    const work = {
      cases: open.reduce((sum, { work }) => sum + work, 0),
      variants: open.reduce((sum, { variants }) => sum + variants, 0),
    }
    this.time = deadline === undefined ? new TimeLeft(work, now) : new UntilDeadline(deadline, now)
    this.lines = new NowAndThen(output, now)
    this.bar = barOn(output, '{bar} {text}', BAR)
  }

  begin(id: string): void {
    this.at = this.plan.findIndex((each) => each.id === id)
    this.done = { cases: 0, variants: 0 }
    this.doing = ''
    this.began = this.now()
    this.show()
  }

  advance(done: number, total: number): void {
    const { work, seconds } = this.plan[this.at]
    const share = seconds === undefined ? done / total : (this.now() - this.began) / 1000 / seconds
    this.did('cases', Math.min(1, share) * work)
    const of = seconds === undefined ? ` of ${grouped(total)}` : ''
    this.doing = `: ${grouped(done)}${of} cases`
    this.show()
  }

  variant(done: number, of: number): void {
    this.did('cases', this.plan[this.at].work)
    this.did('variants', done)
    this.doing = `: variant ${done + 1} of ${of}`
    this.show()
  }

  finish(evidence: ClaimEvidence, seconds: number): void {
    const { verdict, range } = evidence
    const { work, variants } = this.plan[this.at]
    this.did('cases', work)
    this.did('variants', variants)
    const { text, colour } = markOf(evidence)
    const float32 = verdict.float32 ? `, float32 ${verdict.float32.status}` : ''
    const found = `: reals ${verdict.reals.status}${float32}`
    const end = `${found} · ${grouped(range.to - range.from)} cases, ${seconds.toFixed(seconds < 9.95 ? 1 : 0)} s`
    const start = `${this.place()} ${paintOn(this.output)(colour, text)} `
    const room = this.columns - this.place().length - text.length - 2 - end.length
    const id = abridged(inOneLine(evidence.id), Math.max(LEAST_ID, room))
    this.bar.stop()
    writePainted(this.output, `${start}${id}${end}\n`)
    this.lines.wrote()
  }

  write(text: string): void {
    const showing = this.bar.isActive
    this.bar.stop()
    this.output.write(text)
    if (showing) this.show()
  }

  stop(): void {
    this.bar.stop()
  }

  /** So much in all of the current claim is done. */
  private did(what: 'cases' | 'variants', amount: number): void {
    if (amount <= this.done[what]) return
    this.time.did(what, amount - this.done[what])
    this.done[what] = amount
  }

  private show(): void {
    if (!this.output.isTTY) return this.lines.mayWrite(() => this.state(Infinity))
    const text = this.state(this.columns - BAR - 2)
    const share = this.time.share()
    if (this.bar.isActive) this.bar.update(share, { text })
    else this.bar.start(1, share, { text })
  }

  /** How far the run is, in so many columns. */
  private state(columns: number): string {
    const left = this.time.inWords()
    const start = `${this.place()} `
    const end = `${this.doing}${left === '' ? '' : ` · ${left}`}`
    const id = abridged(inOneLine(this.plan[this.at].id), columns - start.length - end.length)
    return `${start}${id}${end}`.slice(0, columns)
  }

  private place(): string {
    return `[${this.at + 1}/${this.plan.length}]`
  }

  private get columns(): number {
    return this.output.isTTY ? (this.output.columns ?? 80) : Infinity
  }
}
