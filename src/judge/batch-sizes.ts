import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Program } from '../program/program.ts'
import { sizeOf } from '../program/shape.ts'
import type { Cases } from './executor.ts'
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
   * @throws {RangeError} when a single case does not
   */
  async inParts(
    { subject, batch: { names, shapes } }: Pick<Cases, 'subject' | 'batch'>,
    lanes: number,
    program: Pick<Program, 'steps'>,
    work: (from: number, to: number) => void | Promise<void>,
  ): Promise<void> {
    const kind = `${subject} ${names.map((name) => shapes[name].join('×')).join(' ')}`
    const floats = names.reduce((sum, name) => sum + sizeOf(shapes[name]), 0)
    const fitting = lanesThatFit(program)
    const most = Math.min(fitting, Math.max(1, Math.floor(FLOATS_IN_A_BATCH / Math.max(1, floats))))
    for (let from = 0; from < lanes;) {
      const size = this.fixed === undefined ? this.next(kind, most) : Math.min(this.fixed, fitting)
      const to = Math.min(lanes, from + size)
      const started = performance.now()
      await work(from, to)
      // A batch that was not full says nothing about its size.
      if (to - from === size) this.note(`${kind} ${size}`, (performance.now() - started) / size)
      from = to
      await nextTurn()
    }
  }

  private next(kind: string, most: number): number {
    const of = (size: number): Timing => this.timings.get(`${kind} ${size}`) ?? UNTRIED
    const sizes = this.candidates.map((size) => Math.min(size, most))
    return (
      sizes.find((size) => of(size).trials < TRIALS) ??
      sizes.reduce((a, b) => (of(b).best < of(a).best ? b : a))
    )
  }

  private note(key: string, milliseconds: number): void {
    const { trials, best } = this.timings.get(key) ?? UNTRIED
    this.timings.set(key, { trials: trials + 1, best: Math.min(best, milliseconds) })
  }
}
