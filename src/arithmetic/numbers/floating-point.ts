import { FUNCTION_VALUES } from './function-values.ts'
import { kernels } from './simd/kernels.ts'

type One = (x: number) => number
type Two = (x: number, y: number) => number

/** What every enclosure relies on in a thread: operations of float64, float32, functions, and vectors of WebAssembly. */
export interface FloatingPoint extends Record<'add' | 'sub' | 'mul' | 'div', Two> {
  readonly sqrt: One
  readonly fround: One
  readonly functions: Readonly<Record<keyof typeof FUNCTION_VALUES, One>>
  /** The bits of the sums and of the products of four pairs of float32 and of two pairs of float64; undefined without SIMD. */
  readonly vectors: ((pairs: Vectors) => Vectors) | undefined
}

/** Bits: two vectors of float32 and two of float64 as they are, or a sum and a product of each. */
interface Vectors {
  readonly float32: readonly [Uint32Array, Uint32Array]
  readonly float64: readonly [BigUint64Array, BigUint64Array]
}

/** The thread that asks. */
const OWN: FloatingPoint = {
  add: (x, y) => x + y,
  sub: (x, y) => x - y,
  mul: (x, y) => x * y,
  div: (x, y) => x / y,
  sqrt: Math.sqrt,
  fround: Math.fround,
  functions: Math,
  get vectors() {
    return kernels() && throughKernels
  },
}

function throughKernels({ float32, float64 }: Vectors): Vectors {
  const { memory, probe } = kernels()!
  const words = new Uint32Array(memory, 0, 16)
  const doubles = new BigUint64Array(memory, 64, 8)
  float32.forEach((bits, i) => words.set(bits, 4 * i))
  float64.forEach((bits, i) => doubles.set(bits, 2 * i))
  probe(0, 64)
  return {
    float32: [words.slice(8, 12), words.slice(12, 16)],
    float64: [doubles.slice(4, 6), doubles.slice(6, 8)],
  }
}

// Numbers come from bits and are compared as bits: a comparison may take a subnormal number for zero, too.
const doubles = new Float64Array(1)
const bitsOfDouble = new BigUint64Array(doubles.buffer)

function number(bits: bigint): number {
  bitsOfDouble[0] = bits
  return doubles[0]
}

function bits(x: number): bigint {
  doubles[0] = x
  return bitsOfDouble[0]
}

const TINY = 1n
const SMALLEST_NORMAL = 0x0010000000000000n
const HALF = 0x3fe0000000000000n
const ONE = 0x3ff0000000000000n
const TWO = 0x4000000000000000n
const BELOW_HALF_ULP = 0x3ca0000000000000n // 2^-53
const LARGE = 0x7fe0000000000000n // 2^1023
const MINUS_ONE = 0xbff0000000000000n
const MINUS_HALF_ULP = 0xbca0000000000000n

type Demand = readonly [what: string, computed: (a: FloatingPoint) => number, bits: bigint]
const demand = (
  what: string,
  operation: 'add' | 'sub' | 'mul' | 'div',
  x: bigint,
  y: bigint,
  result: bigint,
): Demand => [what, (a) => a[operation](number(x), number(y)), result]
const rounded = (what: string, x: bigint, result: bigint): Demand => [
  what,
  (a) => a.fround(number(x)),
  result,
]

const SUBNORMAL: readonly Demand[] = [
  demand('a float64 result below 2^-1022 (2^-1022 / 2)', 'mul', SMALLEST_NORMAL, HALF, 0x0008000000000000n),
  demand('a float64 quotient below 2^-1022', 'div', SMALLEST_NORMAL, TWO, 0x0008000000000000n),
  demand('a float64 operand below 2^-1022 (2^-1074 · 2^1023)', 'mul', TINY, LARGE, 0x3cc0000000000000n),
  demand('a float64 sum of such numbers', 'add', TINY, TINY, 2n),
  demand('a float64 difference of normal numbers', 'sub', SMALLEST_NORMAL + 1n, SMALLEST_NORMAL, TINY),
  ['the float64 root of 2^-1074', (a) => a.sqrt(number(TINY)), 0x1e60000000000000n],
  rounded('a float32 below 2^-126 (Math.fround of 2^-127)', 0x3800000000000000n, 0x3800000000000000n),
  rounded('the smallest float32 (Math.fround of 2^-149)', 0x36a0000000000000n, 0x36a0000000000000n),
]

const ROUNDING: readonly Demand[] = [
  demand('1 + 2^-53', 'add', ONE, BELOW_HALF_ULP, ONE),
  demand('(1 + 2^-52) + 2^-53', 'add', ONE + 1n, BELOW_HALF_ULP, ONE + 2n),
  demand('1 + (2^-53 + 2^-105)', 'add', ONE, BELOW_HALF_ULP + 1n, ONE + 1n),
  demand('-1 - 2^-53', 'add', MINUS_ONE, MINUS_HALF_ULP, MINUS_ONE),
  demand('-(1 + 2^-52) - 2^-53', 'add', MINUS_ONE + 1n, MINUS_HALF_ULP, MINUS_ONE + 2n),
  demand('1 / 3', 'div', ONE, 0x4008000000000000n, 0x3fd5555555555555n),
  demand('2 / 3', 'div', TWO, 0x4008000000000000n, 0x3fe5555555555555n),
  demand('5 / 3', 'div', 0x4014000000000000n, 0x4008000000000000n, 0x3ffaaaaaaaaaaaabn),
  demand('(1 + 2^-52)²', 'mul', ONE + 1n, ONE + 1n, ONE + 2n),
  ['the root of 2', (a) => a.sqrt(number(TWO)), 0x3ff6a09e667f3bcdn],
  ['the root of 3', (a) => a.sqrt(number(0x4008000000000000n)), 0x3ffbb67ae8584caan],
  rounded('Math.fround of 1 + 2^-24', 0x3ff0000010000000n, ONE),
  rounded('Math.fround of 1 + 3 · 2^-24', 0x3ff0000030000000n, 0x3ff0000040000000n),
  rounded('Math.fround of -(1 + 2^-24)', 0xbff0000010000000n, MINUS_ONE),
  rounded('Math.fround of 1 + 2^-24 + 2^-52', 0x3ff0000010000001n, 0x3ff0000020000000n),
]

const VECTORS: Vectors & { readonly results: Vectors } = {
  // 2^-126 and 1/2, 2^-149 and 2^24, 1 and 2^-24, 1 + 2^-23 and 2^-24.
  float32: [
    Uint32Array.of(0x00800000, 1, 0x3f800000, 0x3f800001),
    Uint32Array.of(0x3f000000, 0x4b800000, 0x33800000, 0x33800000),
  ],
  // 2^-1074 and 2^-1074 · 3, 1 + 2^-52 and 2^-53.
  float64: [BigUint64Array.of(TINY, ONE + 1n), BigUint64Array.of(3n, BELOW_HALF_ULP)],
  results: {
    float32: [
      Uint32Array.of(0x3f000000, 0x4b800000, 0x3f800000, 0x3f800002),
      Uint32Array.of(0x00400000, 0x01000000, 0x33800000, 0x33800001),
    ],
    float64: [BigUint64Array.of(4n, ONE + 2n), BigUint64Array.of(0n, BELOW_HALF_ULP + 1n)],
  },
}

/**
 * What is wrong with the floating-point arithmetic of this thread, in words; empty where it is what the enclosures
 * assume: IEEE 754 with subnormal numbers, rounded to nearest and ties to even, and functions with errors below one unit in
 * the last place. A native library that was loaded into the process can have changed it.
 */
export function floatingPointFaults(arithmetic: FloatingPoint = OWN): string[] {
  const wrong = (demands: readonly Demand[]) =>
    demands.filter(([, computed, result]) => bits(computed(arithmetic)) !== result).map(([what]) => what)
  const lost = wrong(SUBNORMAL)
  const misrounded = wrong(ROUNDING)
  const functions = wrongFunctions(arithmetic)
  const vectors = arithmetic.vectors && inWords(arithmetic.vectors(VECTORS)) !== inWords(VECTORS.results)
  return [
    ...(lost.length > 0 ? [`subnormal numbers are lost: ${lost.join('; ')}`] : []),
    ...(misrounded.length > 0
      ? [`results are not rounded to nearest, ties to even: ${misrounded.join('; ')}`]
      : []),
    ...(functions.length > 0
      ? [`functions err by more than a unit in the last place: ${functions.join('; ')}`]
      : []),
    ...(vectors ? ['WebAssembly’s vectors lose subnormal numbers, or round another way'] : []),
  ]
}

const inWords = ({ float32, float64 }: Vectors): string => [...float32, ...float64].join()

/** The true value lies between two neighbours; two steps outward from the computed one have to reach both. */
function wrongFunctions({ functions }: FloatingPoint): string[] {
  return Object.entries(FUNCTION_VALUES).flatMap(([name, values]) =>
    values
      .filter(([x, towardsZero]) => {
        const steps = bits(functions[name as keyof typeof FUNCTION_VALUES](x)) - towardsZero
        return steps < -1n || steps > 2n
      })
      .map(([x]) => `Math.${name}(${x})`),
  )
}

/** The floating-point arithmetic of this thread is not the one that the enclosures are proved for. */
class FloatingPointError extends Error {
  override readonly name = 'FloatingPointError'
}

/**
 * To be called before anything is decided in a thread, and again once native libraries have been loaded.
 *
 * @throws {FloatingPointError} when what is decided here could be false
 */
export function demandFloatingPoint(arithmetic?: FloatingPoint): void {
  const faults = floatingPointFaults(arithmetic)
  if (faults.length === 0) return
  throw new FloatingPointError(
    `The floating-point state of this process is not that of IEEE 754, so no verdict would be sound:\n  ${faults.join('\n  ')}\n  A native library has changed it: one in LD_PRELOAD, in NODE_OPTIONS, an addon that a claim imports, or an engine's. Run without it, or with another --engine.`,
  )
}
