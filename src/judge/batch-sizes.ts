import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Program } from '../program/program.ts'
import { sizeOf } from '../program/shape.ts'
import type { Cases } from './executor.ts'
import type { Flight } from './flight.ts'
import { lanesThatFit } from './memory-plan.ts'

/** Floats of one batch; keeps an upload and the intermediate tensors of a claim well inside memory. */
const FLOATS_IN_A_BATCH = 2 ** 21

/** Timings of a size before it is compared with the others. The first one also compiles. */
const TRIALS = 2

/** How often a size was timed, and its least time for a lane. */
interface Timing {
  readonly trials: number
  readonly best: number
}
const UNTRIED: Timing = { trials: 0, best: Infinity }

/**
 * Chooses how many lanes are taken at a time, for each subject and shape: tries a few sizes on the work itself, then
 * keeps the fastest. A batch of big tensors can be slower on a CPU engine than several small ones. The choice changes
 * nothing but time.
 */
export class BatchSizes {
  private readonly timings = new Map<string, Timing>()

  /** @param fixed the one size that is taken, without measuring, where it fits into memory */
  constructor(
    private readonly candidates: readonly number[],
    private readonly fixed?: number,
  ) {}

  /**
   * Does some work on the lanes [0, lanes) of cases, part by part; timers and signals get through between the parts.
   *
   * @param program what is run; a part is no larger than fits into memory
   * @param flight in which parts go, once all sizes were tried; one is done before the next begins where it is left out
   * @throws {RangeError} when a single case does not
   */
  async inParts(
    { subject, batch: { names, shapes } }: Pick<Cases, 'subject' | 'batch'>,
    lanes: number,
    program: Pick<Program, 'steps'>,
    work: (from: number, to: number) => void | Promise<unknown>,
    flight?: Flight,
  ): Promise<void> {
    const kind = `${subject} ${names.map((name) => shapes[name].join('×')).join(' ')}`
    const floats = names.reduce((sum, name) => sum + sizeOf(shapes[name]), 0)
    const fitting = lanesThatFit(program)
    const most = Math.min(fitting, Math.max(1, Math.floor(FLOATS_IN_A_BATCH / Math.max(1, floats))))
    for (let from = 0; from < lanes;) {
      const size = this.fixed === undefined ? this.next(kind, most) : Math.min(this.fixed, fitting)
      const to = Math.min(lanes, from + size)
      // A batch that was not full says nothing about its size.
      const timed = this.fixed === undefined && to - from === size
      if (flight && !(timed && this.of(kind, size).trials < TRIALS)) {
        const start = from
        await flight.add(async () => work(start, to))
      } else {
        await flight?.landed()
        const started = performance.now()
        await work(from, to)
        if (timed) this.note(kind, size, (performance.now() - started) / size)
      }
      from = to
      await nextTurn()
    }
  }

  private next(kind: string, most: number): number {
    const of = (size: number): Timing => this.of(kind, size)
    const sizes = this.candidates.map((size) => Math.min(size, most))
    return (
      sizes.find((size) => of(size).trials < TRIALS) ??
      sizes.reduce((a, b) => (of(b).best < of(a).best ? b : a))
    )
  }

  private of(kind: string, size: number): Timing {
    return this.timings.get(`${kind} ${size}`) ?? UNTRIED
  }

  private note(kind: string, size: number, milliseconds: number): void {
    const { trials, best } = this.of(kind, size)
    this.timings.set(`${kind} ${size}`, { trials: trials + 1, best: Math.min(best, milliseconds) })
  }
}
