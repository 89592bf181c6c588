import type { Program } from '../../program/program.ts'
import type { Reading } from '../../program/proposition.ts'
import { pickLanes, pickSpans, type Batch } from '../batch.ts'
import { atomsOf, hasEquality, isConjunction, type Atom } from '../../program/statement.ts'
import { Truth } from '../../program/truth.ts'
import { Stopwatch } from '../stopwatch.ts'
import { saying, type Observed, type Said } from '../said.ts'
import { openLanes, overwrite } from '../said-lanes.ts'
import { arraysIn, AtomJudge } from './atom-judge.ts'
import { BoundMemory } from './bound-memory.ts'
import { DeviceContext } from './context.ts'
import type { Limits } from './device.ts'
import type { DeviceArray } from './device-array.ts'
import { errorOf } from './errors.ts'
import { boundsByLane, boundsInClasses } from './bounds-of-values.ts'
import { boundedLanes, nonFiniteLanes } from './finite-lanes.ts'
import { pickReturned, type Returned } from './returned.ts'

/**
 * What the numbers that an engine returned say of a program, in both readings, with bounds on their errors. An obstruction
 * is an argument about the reals, so nothing is said of it in the other reading; nor of regions, which are sets of inputs.
 *
 * @param batch what the program ran on
 * @param watch measures bounds and judging
 */
export function judgeReturned(
  program: Program,
  batch: Batch,
  limits: Limits,
  returned: Returned,
  watch = new Stopwatch(),
): Record<Reading, Said> {
  // An engine that assumes finite numbers has emptied lanes by their own bounds, running errors are of each lane, and the
  // width of what is equal is as narrow as can be.
  if (returned.mode !== 'static' || limits.assumesFinite || hasEquality(program.claim))
    return judgedWith(boundsByLane, program, batch, limits, returned, watch)
  const said = judgedWith(boundsInClasses, program, batch, limits, returned, watch)
  const isLeft = isConjunction(program.claim) ? isTied : () => false
  const open = openLanes(said.reals).filter((lane) => !isLeft(said.reals, lane))
  if (open.length === 0) return said
  const cases = { ...pickLanes(batch, open), ...pickSpans(batch, open) }
  const picked = pickReturned(program, returned, open)
  const own = judgedWith(boundsByLane, program, cases, limits, picked, watch)
  for (const reading of ['reals', 'float32'] as const) overwrite(said[reading], own[reading], open)
  return said
}

/** Whether a lane is open since entries came back equal: they are apart by no bound, and of a conjunction all have to be. */
const isTied = ({ hypothesis, margin, bounded }: Said, lane: number): boolean =>
  hypothesis[lane] === Truth.True && margin[lane] === 0 && bounded?.[lane] !== 0

function judgedWith(
  bounds: typeof boundsByLane,
  program: Program,
  batch: Batch,
  limits: Limits,
  { mode, arrays, marks }: Returned,
  watch: Stopwatch,
): Record<Reading, Said> {
  const lap = watch.laps()
  const memory = BoundMemory.acquire()
  try {
    const context = new DeviceContext(limits, mode, memory)
    context.marks = marks
    const values = bounds(program, batch, context)
    lap('bounds')
    for (const [value, host] of arrays) {
      values[value].use()
      values[value].host = host
    }
    const inWords = (atom: Atom): string => atom.join(' ')
    const ofReturned = new Set(
      [program.claim, ...program.hypotheses].flatMap((s) => [...atomsOf(s)].map(inWords)),
    )
    const judge = new AtomJudge(program.steps, values, batch, context, (atom) =>
      ofReturned.has(inWords(atom)),
    )
    const observed = program.observed === undefined ? undefined : observedOn(values[program.observed])
    const returned: Program = { ...program, obstruction: undefined, regions: [] }
    const { lanes } = batch
    const compared = arraysIn(program.claim, program.steps).map((value) => values[value])
    const reals = saying(program, lanes, (atom) => judge.judge(atom, 'reals'), observed)
    const float32 = saying(returned, lanes, (atom) => judge.judge(atom, 'float32'), observed)
    // A number that is none, or that overflowed, is no witness and no violation; of others nobody asks.
    const shown = program.existential ? Truth.True : Truth.False
    const isShown = (lane: number): boolean =>
      context.says(lane) && (float32.claim[lane] === shown || float32.claim[lane] === Truth.Undecided)
    const said = {
      reals: { ...reals, bounded: boundedLanes(compared, lanes) },
      float32: { ...float32, nonFinite: nonFiniteLanes(compared, lanes, isShown) },
    }
    lap('judging')
    return said
  } finally {
    memory.release()
  }
}

function observedOn(array: DeviceArray): Observed {
  const value = Float64Array.from(array.values)
  return { value, radius: value.map((_, lane) => errorOf(array, lane, lane)) }
}
