import { expect, test } from 'vitest'
import { demandFloatingPoint, floatingPointFaults, type FloatingPoint } from './floating-point.ts'
import { kernels } from './simd/kernels.ts'

const sound: FloatingPoint = {
  add: (x, y) => x + y,
  sub: (x, y) => x - y,
  mul: (x, y) => x * y,
  div: (x, y) => x / y,
  sqrt: Math.sqrt,
  fround: Math.fround,
  functions: Math,
  vectors: undefined,
}

const flushed = (x: number): number => (Math.abs(x) < 2 ** -1022 ? 0 * x : x)
const up = (x: number): number => x + Math.abs(x) * 2 ** -53 * (1 + 2 ** -52)
const towardsZero = (x: number): number => x - x * 2 ** -53 * (1 + 2 ** -52)

test('the arithmetic of this process is sound', () => {
  expect(floatingPointFaults()).toEqual([])
  expect(floatingPointFaults(sound)).toEqual([])
  expect(() => demandFloatingPoint()).not.toThrow()
})

const BROKEN: Readonly<Record<string, [Partial<FloatingPoint>, RegExp]>> = {
  'results are flushed': [{ mul: (x, y) => flushed(x * y) }, /subnormal.*a float64 result below/],
  'operands are flushed': [{ mul: (x, y) => flushed(x) * flushed(y) }, /subnormal.*operand/],
  'sums are flushed': [{ add: (x, y) => flushed(x + y) }, /subnormal.*sum/],
  'differences are flushed': [{ sub: (x, y) => flushed(x - y) }, /subnormal.*difference/],
  'quotients are flushed': [{ div: (x, y) => flushed(x / y) }, /subnormal.*quotient/],
  'roots take it for zero': [{ sqrt: (x) => Math.sqrt(flushed(x)) }, /subnormal.*root/],
  'float32 is flushed': [
    { fround: (x) => (Math.abs(x) < 2 ** -126 ? 0 : Math.fround(x)) },
    /subnormal.*Math\.fround of 2\^-127.*Math\.fround of 2\^-149/,
  ],
  'sums are rounded up': [{ add: (x, y) => up(x + y) }, /not rounded to nearest.*1 \+ 2\^-53/],
  'sums are rounded towards zero': [{ add: (x, y) => towardsZero(x + y) }, /not rounded to nearest/],
  'quotients are rounded up': [{ div: (x, y) => up(x / y) }, /not rounded to nearest.*1 \/ 3/],
  'products are rounded up': [{ mul: (x, y) => up(x * y) }, /not rounded to nearest/],
  'roots are rounded up': [{ sqrt: (x) => up(Math.sqrt(x)) }, /not rounded to nearest.*root of 2/],
  'float32 is truncated': [
    {
      fround: (x) => {
        const y = Math.fround(x)
        return Math.abs(y) > Math.abs(x) ? y * (1 - 2 ** -23) : y
      },
    },
    /Math\.fround of 1 \+ 3/,
  ],
  'float32 is not rounded': [{ fround: (x) => x }, /not rounded to nearest.*Math\.fround/],
  'exp errs by three units': [
    { functions: { ...functionsOf(), exp: (x) => Math.exp(x) * (1 + 2 ** -50) } },
    /functions err.*Math\.exp/,
  ],
  'cos of large numbers is another one': [
    { functions: { ...functionsOf(), cos: (x) => Math.cos(x % 6.28) } },
    /functions err.*Math\.cos\(1e\+22\)/,
  ],
  'vectors flush': [
    {
      vectors: ({ float32, float64 }) => ({
        float32: [float32[0].map(() => 0), float32[1].map(() => 0)],
        float64,
      }),
    },
    /vectors/,
  ],
}

function functionsOf(): FloatingPoint['functions'] {
  const { exp, log, sin, cos, expm1 } = Math
  return { exp, log, sin, cos, expm1 }
}

test.each(Object.entries(BROKEN))('%s: it is found, and said', (_, [broken, said]) => {
  const arithmetic = { ...sound, ...broken }
  expect(floatingPointFaults(arithmetic).join('\n')).toMatch(said)
  expect(() => demandFloatingPoint(arithmetic)).toThrow(/no verdict would be sound[^]*Run without it/)
})

test.runIf(kernels())('vectors of WebAssembly are looked at too', () => {
  const { memory, probe } = kernels()!
  const singles = new Float32Array(memory, 0, 16)
  singles.set([1, 2, 3, 4, 5, 6, 7, 8])
  probe(0, 64)
  expect([...singles.subarray(8)]).toEqual([6, 8, 10, 12, 5, 12, 21, 32])
})
