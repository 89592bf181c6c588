/** A point with the height of the ground there and its slope; NaN and no slope where nobody may go. */
export interface Place {
  readonly at: Float64Array
  readonly height: number
  readonly slope: Float64Array | undefined
}

/** Looks at the ground at a point. */
export type Look = (at: Float64Array) => Place

/** Pairs of steps and changes of slope that are remembered. */
const MEMORY = 8
/** The first step, where nothing is known: the largest entry moves by so much of its size. */
const FIRST = 0.25
/** Of a step: how much of what the slope promises has to come, and how much of the slope may be left. */
const DECREASE = 1e-4
const FLATTER = 0.9
/** Lengths of one step that are tried. */
const LENGTHS = 24

interface Pair {
  readonly step: Float64Array
  readonly change: Float64Array
  readonly product: number
}

/**
 * Goes downhill from a place until no step leads lower: BFGS of limited memory with steps that satisfy Wolfe's weak
 * conditions, by bisection, which also descends where the ground has kinks (Lewis and Overton, Mathematical Programming
 * 141, 2013). Sums, products and quotients of float64 numbers in a fixed order, so the same everywhere.
 *
 * @param isOver whether no place may be looked at any more
 */
export function descend(start: Place, look: Look, isOver: (here: Place) => boolean): Place {
  let here = start
  let pairs: Pair[] = []
  while (here.slope && !isOver(here)) {
    const direction = downhill(here.slope, pairs)
    const steepness = dot(direction, here.slope)
    const length = pairs.length > 0 ? 1 : FIRST / largest(direction)
    const next =
      steepness < 0 && length < Infinity ? stepped(here, direction, length, look, isOver) : undefined
    if (!next?.slope || !(next.height < here.height)) {
      if (pairs.length === 0) break
      // What is remembered misleads: begin anew with the steepest way.
      pairs = []
      continue
    }
    const step = difference(next.at, here.at)
    const change = difference(next.slope, here.slope)
    const product = dot(step, change)
    if (product > 0) pairs = [...pairs.slice(1 - MEMORY), { step, change, product }]
    here = next
  }
  return here
}

/** A lower place along a direction, found by doubling and halving; undefined where there is none. */
function stepped(
  here: Place,
  direction: Float64Array,
  first: number,
  look: Look,
  isOver: (here: Place) => boolean,
): Place | undefined {
  const steepness = dot(direction, here.slope!)
  let [shortest, longest, length] = [0, Infinity, first]
  let best: Place | undefined
  for (let tried = 0; tried < LENGTHS && !isOver(best ?? here); tried++) {
    const there = look(here.at.map((x, i) => x + length * direction[i]))
    if (!(there.height < here.height + DECREASE * length * steepness)) longest = length
    else {
      if (!best || there.height < best.height) best = there
      if (there.slope && dot(direction, there.slope) >= FLATTER * steepness) return there
      shortest = length
    }
    length = longest < Infinity ? (shortest + longest) / 2 : 2 * shortest
  }
  return best
}

/** The direction in which the remembered steps say that it goes down, by the two loops of Nocedal (1980). */
function downhill(slope: Float64Array, pairs: readonly Pair[]): Float64Array {
  const direction = slope.map((x) => -x)
  const shares: number[] = []
  for (let i = pairs.length - 1; i >= 0; i--) {
    const { step, change, product } = pairs[i]
    shares[i] = dot(step, direction) / product
    for (let k = 0; k < direction.length; k++) direction[k] -= shares[i] * change[k]
  }
  const newest = pairs.at(-1)
  if (newest) {
    const scale = newest.product / dot(newest.change, newest.change)
    for (let k = 0; k < direction.length; k++) direction[k] *= scale
  }
  pairs.forEach(({ step, change, product }, i) => {
    const share = shares[i] - dot(change, direction) / product
    for (let k = 0; k < direction.length; k++) direction[k] += share * step[k]
  })
  return direction
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i]
  return sum
}

const difference = (a: Float64Array, b: Float64Array): Float64Array => a.map((x, i) => x - b[i])

const largest = (a: Float64Array): number => a.reduce((most, x) => Math.max(most, Math.abs(x)), 0)
