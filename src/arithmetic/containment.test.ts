import { expect, test } from 'vitest'
import { Draws } from '../generate/draws.ts'
import * as binary from './interval/binary.ts'
import type { Enclosures } from './interval/enclosures.ts'
import { matMul } from './interval/mat-mul.ts'
import * as reductions from './interval/reductions.ts'
import * as unary from './interval/unary.ts'
import type { MpfrField } from './scalar/mpfr/mpfr-field.ts'
import type { MpfrInterval } from './scalar/mpfr/numbers.ts'
import { openMpfr } from './scalar/mpfr/open-mpfr.ts'
import { Truth } from '../program/truth.ts'

const opened = await openMpfr()
const mpfr = 'reason' in opened ? undefined : opened
/** Directed rounding at this precision stands for the truth. */
const TRUTH = 640
/** The same for functions of one number, whose results are rounded in either width. */
const UNARY_TRUTH = 192
/** Inputs of each operation: ten times as many in a campaign. */
const COUNT = process.env.CAMPAIGNS === 'yes' ? 200_000 : 20_000

const UNARY = ['neg', 'abs', 'square', 'sqrt', 'exp', 'log', 'tanh', 'sin', 'cos'] as const
const BINARY = ['add', 'sub', 'mul', 'div', 'minimum', 'maximum'] as const

/** Subnormal, huge, near zero, near one, whole, and ordinary numbers. */
function numberFrom(draws: Draws): number {
  switch (draws.below(8)) {
    case 0:
      return draws.sign() * 5e-324 * draws.below(2 ** 20)
    case 1:
      return draws.sign() * 2 ** (900 + draws.uniform() * 123)
    case 2:
      return draws.sign() * 2 ** -(draws.uniform() * 1000)
    case 3:
      return 1 + draws.normal() * 2 ** -draws.below(53)
    case 4:
      return draws.below(9) - 4
    case 5:
      return draws.normal() * 300
    default:
      return draws.normal()
  }
}

/** A point, or an interval that is narrow or wide; and a number in it. */
function intervalFrom(draws: Draws): { lo: number; hi: number; inside: number } {
  const a = numberFrom(draws)
  const kind = draws.below(4)
  if (kind === 0) return { lo: a, hi: a, inside: a }
  const b = kind === 1 ? a * (1 + 2 ** -50) : numberFrom(draws)
  const [lo, hi] = a < b ? [a, b] : [b, a]
  const between = lo + (hi - lo) * draws.uniform()
  const inside =
    draws.below(3) === 0 || !(between >= lo && between <= hi) ? (draws.sign() > 0 ? lo : hi) : between
  return { lo, hi, inside }
}

function drawn(seed: number): Enclosures & { readonly inside: Float64Array } {
  const draws = new Draws({ nextInt: () => seed })
  const lo = new Float64Array(COUNT)
  const hi = new Float64Array(COUNT)
  const inside = new Float64Array(COUNT)
  for (let i = 0; i < COUNT; i++) ({ lo: lo[i], hi: hi[i], inside: inside[i] } = intervalFrom(draws))
  return { lanes: COUNT, shape: [], lo, hi, inside }
}

/** Whether the truth, enclosed at high precision, lies between float64 numbers; NaN is "anything". */
function lies(truth: MpfrInterval | undefined, lo: number, hi: number, field: MpfrField): boolean {
  if (truth === undefined || Number.isNaN(lo)) return true
  return (
    (lo === -Infinity || field.atMost(field.exact(lo), { lo: truth.lo, hi: truth.lo }) === Truth.True) &&
    (hi === Infinity || field.atMost({ lo: truth.hi, hi: truth.hi }, field.exact(hi)) === Truth.True)
  )
}

if (!mpfr) test.skip('needs the optional package gmp-wasm', () => {})

test.runIf(mpfr).each(UNARY)('float64 enclosures contain %s', (operation) => {
  const a = drawn(3)
  const { lo, hi } = unary[operation](a)
  const truth = mpfr!.field(UNARY_TRUTH)
  for (let i = 0; i < COUNT; i++) {
    if (!lies(truth[operation](truth.exact(a.inside[i])), lo[i], hi[i], truth))
      expect.fail(`${operation}(${a.inside[i]}) of [${a.lo[i]}, ${a.hi[i]}] is not in [${lo[i]}, ${hi[i]}]`)
    truth.release()
  }
})

test.runIf(mpfr).each(BINARY)('float64 enclosures contain %s', (operation) => {
  const [a, b] = [drawn(5), drawn(7)]
  const { lo, hi } = binary[operation](a, b)
  const truth = mpfr!.field(TRUTH)
  for (let i = 0; i < COUNT; i++) {
    const found = truth[operation](truth.exact(a.inside[i]), truth.exact(b.inside[i]))
    if (!lies(found, lo[i], hi[i], truth))
      expect.fail(`${operation}(${a.inside[i]}, ${b.inside[i]}) is not in [${lo[i]}, ${hi[i]}]`)
    truth.release()
  }
})

const WIDTH = 5

test.runIf(mpfr).each(['sum', 'matMul', 'max', 'min'] as const)(
  'float64 enclosures contain %s',
  (operation) => {
    const [a, b] = [drawn(11), drawn(13)]
    const lanes = COUNT / WIDTH
    const row = ({ lo, hi }: Enclosures, shape: number[]): Enclosures => ({ lanes, shape, lo, hi })
    const { lo, hi } =
      operation === 'matMul'
        ? matMul(row(a, [1, WIDTH]), row(b, [WIDTH, 1]))
        : reductions[operation](row(a, [WIDTH]), 0, false)
    const truth = mpfr!.field(2600)
    for (let lane = 0; lane < lanes; lane++) {
      let found: MpfrInterval | undefined
      for (let k = lane * WIDTH; k < (lane + 1) * WIDTH; k++) {
        const x = truth.exact(a.inside[k])
        const term = operation === 'matMul' ? truth.mul(x, truth.exact(b.inside[k])) : x
        const by = operation === 'max' ? 'maximum' : operation === 'min' ? 'minimum' : 'add'
        found = found === undefined ? term : truth[by](found, term!)
      }
      if (!lies(found, lo[lane], hi[lane], truth)) expect.fail(`${operation} in lane ${lane}`)
      truth.release()
    }
  },
)

test.runIf(mpfr).each([...UNARY, ...BINARY])('enclosures of 128 bits contain %s', (operation) => {
  const [a, b] = [drawn(17), drawn(19)]
  const ofOne = (UNARY as readonly string[]).includes(operation)
  const [thin, truth] = [mpfr!.field(128), mpfr!.field(ofOne ? UNARY_TRUTH : TRUTH)]
  for (let i = 0; i < COUNT; i++) {
    const run = (field: MpfrField, x: MpfrInterval, y: MpfrInterval) =>
      ofOne ? field[operation as 'exp'](x) : field[operation as 'add'](x, y)
    const found = run(thin, thin.between(a.lo[i], a.hi[i]), thin.between(b.lo[i], b.hi[i]))
    const should = run(truth, truth.exact(a.inside[i]), truth.exact(b.inside[i]))
    if (found && should && !thin.contains(found, should))
      expect.fail(
        `${operation}(${a.inside[i]}, ${b.inside[i]}) is not in [${thin.enclosure(found).join(', ')}]`,
      )
    thin.release()
    truth.release()
  }
})
