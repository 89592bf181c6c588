import * as binary from '../interval/binary.ts'
import { float32Enclosures, exactEnclosures, transposed, type Enclosures } from '../interval/enclosures.ts'
import { transposeIndex } from '../numbers/layout.ts'
import { matMul } from '../interval/mat-mul.ts'
import * as unary from '../interval/unary.ts'
import type { DeviceArray } from './device-array.ts'
import { byRow } from './kernels.ts'
import { sizeOf, type Shape } from '../../program/shape.ts'
import { isUnary, type Binary, type Step, type StepOf, type Unary, type Value } from '../../program/step.ts'
import type { Batch } from '../batch.ts'

/** Which entries of some lanes are to be enclosed: as many rows, and as many columns, of each. */
export interface Spots {
  /** A lane may come several times. */
  readonly lanes: readonly number[]
  /** The rows of the first lane, then those of the next; undefined for all. */
  readonly rows: Uint32Array | undefined
  readonly cols: Uint32Array | undefined
}

/**
 * Encloses a few entries of matrices in float64, straight from the inputs: what a bound leaves open between two entries
 * need not be looked for in all of a case.
 */
export interface EntryEnclosures {
  /** The entries are enclosed times a positive number that those of a row share. */
  readonly upToRow: boolean
  /** Whether entries of that lane can be enclosed in this way. */
  admits(lane: number): boolean
  /** The picked entries of `spots.lanes`, as so many lanes. */
  of(spots: Spots): Enclosures
}

/** What is asked for twice, as scores are for themselves and for their weights, is found once. */
function exactly(of: EntryEnclosures['of']): EntryEnclosures {
  let asked: Spots | undefined
  let found: Enclosures
  return {
    upToRow: false,
    admits: () => true,
    of(spots) {
      if (asked !== spots) [asked, found] = [spots, of(spots)]
      return found
    },
  }
}

/**
 * For each value of a program, how a few of its entries are enclosed; undefined where an operation needs all of an array
 * for each of its entries.
 *
 * @param values as they were computed, for their bounds
 */
export function entryEnclosuresIn(
  steps: readonly Step[],
  values: readonly DeviceArray[],
  batch: Batch,
): (value: Value) => EntryEnclosures | undefined {
  const known = new Map<Value, EntryEnclosures | undefined>()
  const of = (value: Value): EntryEnclosures | undefined => {
    if (!known.has(value)) known.set(value, made(steps[value]))
    return known.get(value)
  }
  const source = (value: Value): Source => ({ shape: steps[value].shape, enclosures: of(value) })
  return of

  function made(step: Step): EntryEnclosures | undefined {
    const [a, b] = step.of
    if (isUnary(step)) return unaryEntries(of(a), step.op)
    switch (step.op) {
      case 'input':
        return ofInput(batch.data[step.name], step.shape, batch.lanes)
      case 'constant':
        return ofConstant(step)
      case 'add':
      case 'sub':
      case 'mul':
      case 'minimum':
      case 'maximum':
      case 'wherePositive':
      case 'whereNonNegative':
        return binaryEntries(source(a), source(b), step.op, step.shape)
      case 'div': {
        if (!byRow(steps[a], steps[b])) return binaryEntries(source(a), source(b), 'div', step.shape)
        const { bound, context } = values[b]
        return dividedRowEntries(source(a), step.shape, (lane) =>
          context.rules.isPositive(bound, values[b].slot(lane)),
        )
      }
      case 'matMul':
        return step.shape.length === 2 ? productEntries(of(a), of(b)) : undefined
      case 'transpose':
        return transposedEntries(of(a))
      case 'belowMax': {
        const { bound } = values[a]
        // Any number that a whole lane shares will do; below this one no exponential overflows.
        return shiftedEntries(of(a), (lane) => bound.hi[values[a].slot(lane)])
      }
      default:
        return undefined
    }
  }
}

interface Source {
  readonly shape: Shape
  readonly enclosures: EntryEnclosures | undefined
}

/** Of a matrix, or of a number. One lane stands for all where there is only one. */
function ofInput(data: Float32Array, shape: Shape, lanes: number): EntryEnclosures | undefined {
  if (shape.length === 0) {
    const numberOf = (lane: number): number => data[lanes === 1 ? 0 : lane]
    return exactly(({ lanes: wanted }) =>
      float32Enclosures(wanted.length, [], Float32Array.from(wanted, numberOf)),
    )
  }
  if (shape.length !== 2) return undefined
  const [height, width] = shape as [number, number]
  return exactly(({ lanes: wanted, rows, cols }) => {
    const r = rows ? rows.length / wanted.length : height
    const c = cols ? cols.length / wanted.length : width
    const picked = new Float32Array(wanted.length * r * c)
    for (let spot = 0, at = 0; spot < wanted.length; spot++) {
      const start = lanes === 1 ? 0 : wanted[spot] * height * width
      for (let i = 0; i < r; i++, at += c) {
        const from = start + (rows ? rows[spot * r + i] : i) * width
        for (let j = 0; j < c; j++) picked[at + j] = data[from + (cols ? cols[spot * c + j] : j)]!
      }
    }
    return float32Enclosures(wanted.length, [r, c], picked)
  })
}

/** Of numbers that are the same in every lane, as long as float32 holds them. */
function ofConstant({ values, shape }: StepOf<'constant'>): EntryEnclosures | undefined {
  const size = sizeOf(shape)
  const all = values.length === size ? Float32Array.from(values) : new Float32Array(size).fill(values[0])
  return values.every((x) => Object.is(Math.fround(x), x)) ? ofInput(all, shape, 1) : undefined
}

function unaryEntries(a: EntryEnclosures | undefined, op: Unary): EntryEnclosures | undefined {
  if (!a || a.upToRow) return undefined
  return exactly((spots) => unary[op](a.of(spots)))
}

/** @param shape of the result */
function binaryEntries(a: Source, b: Source, op: Binary, shape: Shape): EntryEnclosures | undefined {
  const [p, q] = [broadcast(a, shape), broadcast(b, shape)]
  if (!p || !q) return undefined
  return exactly((spots) => binary[op](p(spots), q(spots)))
}

/** Of an axis of extent 1 that is repeated, the only entry is picked, again and again. */
function broadcast({ shape, enclosures }: Source, to: Shape): EntryEnclosures['of'] | undefined {
  if (!enclosures || enclosures.upToRow || to.length !== 2) return undefined
  if (shape.length === 0) return (spots) => enclosures.of(spots)
  const repeated = (axis: number): boolean => shape[axis] === 1 && to[axis] !== 1
  if (!repeated(0) && !repeated(1)) return (spots) => enclosures.of(spots)
  const only = (axis: number, picked: Uint32Array | undefined, lanes: number) =>
    repeated(axis) ? new Uint32Array(picked?.length ?? lanes * to[axis]) : picked
  return ({ lanes, rows, cols }) =>
    enclosures.of({ lanes, rows: only(0, rows, lanes.length), cols: only(1, cols, lanes.length) })
}

function productEntries(
  a: EntryEnclosures | undefined,
  b: EntryEnclosures | undefined,
): EntryEnclosures | undefined {
  if (!a || !b || a.upToRow || b.upToRow) return undefined
  return exactly(({ lanes, rows, cols }) =>
    matMul(a.of({ lanes, rows, cols: undefined }), b.of({ lanes, rows: undefined, cols })),
  )
}

function transposedEntries(a: EntryEnclosures | undefined): EntryEnclosures | undefined {
  if (!a || a.upToRow) return undefined
  return exactly(({ lanes, rows, cols }) => {
    const x = a.of({ lanes, rows: cols, cols: rows })
    return transposed(x, [x.shape[1], x.shape[0]], () => transposeIndex(x.shape).index)
  })
}

/** a minus a number of each lane, which has to be the same whichever entries are asked for. */
function shiftedEntries(
  a: EntryEnclosures | undefined,
  shift: (lane: number) => number,
): EntryEnclosures | undefined {
  if (!a || a.upToRow) return undefined
  return exactly((spots) => {
    const shifts = exactEnclosures(spots.lanes.length, [], Float64Array.from(spots.lanes, shift))
    return binary.sub(a.of(spots), shifts)
  })
}

/**
 * a, each row divided by a number of its own, in the lanes in which all of these are certainly positive.
 *
 * @param shape of the result
 */
function dividedRowEntries(
  a: Source,
  shape: Shape,
  admits: (lane: number) => boolean,
): EntryEnclosures | undefined {
  const of = broadcast(a, shape)
  return of && { upToRow: true, admits, of }
}
