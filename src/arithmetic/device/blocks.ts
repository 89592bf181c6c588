import * as binary from '../interval/binary.ts'
import { float32Enclosures, exactEnclosures, transposed, type Enclosures } from '../interval/enclosures.ts'
import { transposeIndex } from '../interval/layout.ts'
import { matMul } from '../interval/mat-mul.ts'
import * as unary from '../interval/unary.ts'
import type { Shape } from '../shape.ts'

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
export interface Blocks {
  /** The entries are enclosed times a positive number that those of a row share. */
  readonly upToRow: boolean
  /** Whether entries of that lane can be enclosed in this way. */
  admits(lane: number): boolean
  /** The picked entries of `spots.lanes`, as so many lanes. */
  of(spots: Spots): Enclosures
}

type Unary = 'neg' | 'abs' | 'relu' | 'square' | 'sqrt' | 'exp' | 'log'
type Binary = 'add' | 'sub' | 'mul' | 'div' | 'minimum' | 'maximum'

/** What is asked for twice, as scores are for themselves and for their weights, is found once. */
function exactly(of: Blocks['of']): Blocks {
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

/** Of a matrix, or of a number. One lane stands for all where there is only one. */
export function blocksOfInput(data: Float32Array, shape: Shape, lanes: number): Blocks | undefined {
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

export function unaryBlocks(a: Blocks | undefined, op: Unary): Blocks | undefined {
  if (!a || a.upToRow) return undefined
  return exactly((spots) => unary[op](a.of(spots)))
}

interface Source {
  readonly shape: Shape
  readonly blocks: Blocks | undefined
}

/** @param shape of the result */
export function binaryBlocks(a: Source, b: Source, op: Binary, shape: Shape): Blocks | undefined {
  const [p, q] = [broadcast(a, shape), broadcast(b, shape)]
  if (!p || !q) return undefined
  return exactly((spots) => binary[op](p(spots), q(spots)))
}

/** Of an axis of extent 1 that is repeated, the only entry is picked, again and again. */
function broadcast({ shape, blocks }: Source, to: Shape): Blocks['of'] | undefined {
  if (!blocks || blocks.upToRow || to.length !== 2) return undefined
  if (shape.length === 0) return (spots) => blocks.of(spots)
  const repeated = (axis: number): boolean => shape[axis] === 1 && to[axis] !== 1
  if (!repeated(0) && !repeated(1)) return (spots) => blocks.of(spots)
  const only = (axis: number, picked: Uint32Array | undefined, lanes: number) =>
    repeated(axis) ? new Uint32Array(picked?.length ?? lanes * to[axis]) : picked
  return ({ lanes, rows, cols }) =>
    blocks.of({ lanes, rows: only(0, rows, lanes.length), cols: only(1, cols, lanes.length) })
}

export function productBlocks(a: Blocks | undefined, b: Blocks | undefined): Blocks | undefined {
  if (!a || !b || a.upToRow || b.upToRow) return undefined
  return exactly(({ lanes, rows, cols }) =>
    matMul(a.of({ lanes, rows, cols: undefined }), b.of({ lanes, rows: undefined, cols })),
  )
}

export function transposedBlocks(a: Blocks | undefined): Blocks | undefined {
  if (!a || a.upToRow) return undefined
  return exactly(({ lanes, rows, cols }) => {
    const x = a.of({ lanes, rows: cols, cols: rows })
    return transposed(x, [x.shape[1], x.shape[0]], () => transposeIndex(x.shape).index)
  })
}

/** a minus a number of each lane, which has to be the same whichever entries are asked for. */
export function shiftedBlocks(a: Blocks | undefined, shift: (lane: number) => number): Blocks | undefined {
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
export function dividedRowBlocks(
  a: Source,
  shape: Shape,
  admits: (lane: number) => boolean,
): Blocks | undefined {
  const of = broadcast(a, shape)
  return of && { upToRow: true, admits, of }
}
