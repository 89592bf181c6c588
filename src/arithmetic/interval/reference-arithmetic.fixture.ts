/** Arithmetic on big integers, sharing nothing with the enclosures: what their tests compare with. */

/** The number n · 2^e. */
export interface Dyadic {
  readonly n: bigint
  readonly e: number
}

const view = new DataView(new ArrayBuffer(8))

/** A finite float64, exactly. */
export function dyadic(x: number): Dyadic {
  view.setFloat64(0, x)
  const bits = view.getBigUint64(0)
  const exponent = Number((bits >> 52n) & 0x7ffn)
  const fraction = bits & 0xfffffffffffffn
  const n = exponent === 0 ? fraction : fraction + 0x10000000000000n
  return { n: x < 0 ? -n : n, e: Math.max(exponent, 1) - 1075 }
}

/** The next float64 above x. */
export function nextFloat(x: number): number {
  if (x === 0) return 2 ** -1074
  view.setFloat64(0, x)
  view.setBigInt64(0, view.getBigInt64(0) + (x > 0 ? 1n : -1n))
  return view.getFloat64(0)
}

/** How many float64 numbers hi is above lo; 50 stands for more. */
export function stepsBetween(lo: number, hi: number): number {
  let steps = 0
  for (let x = lo; x < hi && steps < 50; x = nextFloat(x)) steps++
  return steps
}

function align(a: Dyadic, b: Dyadic): [bigint, bigint, number] {
  const e = Math.min(a.e, b.e)
  return [a.n << BigInt(a.e - e), b.n << BigInt(b.e - e), e]
}

export function plus(a: Dyadic, b: Dyadic): Dyadic {
  const [p, q, e] = align(a, b)
  return { n: p + q, e }
}

export const times = (a: Dyadic, b: Dyadic): Dyadic => ({ n: a.n * b.n, e: a.e + b.e })
export const minus = (a: Dyadic, b: Dyadic): Dyadic => plus(a, { n: -b.n, e: b.e })

/** The sign of a - b. */
export function order(a: Dyadic, b: Dyadic): number {
  const [p, q] = align(a, b)
  return p < q ? -1 : p > q ? 1 : 0
}

const BITS = 320
const one = 1n << BigInt(BITS)

/** log 2 = 2 artanh(1/3), to 320 bits. */
const log2 = (() => {
  let sum = 0n
  let power = (one << 32n) / 3n
  for (let k = 1n; power > 0n; k += 2n) {
    sum += power / k
    power /= 9n
  }
  return (2n * sum) >> 32n
})()

/** Two numbers with e^x between them, some 80 decimal digits apart; for |x| < 2000. */
export function expLimits(x: number): [Dyadic, Dyadic] {
  const { n, e } = dyadic(x)
  const fixed = e + BITS >= 0 ? n << BigInt(e + BITS) : n >> BigInt(-e - BITS)
  const k = Math.round(x / Math.LN2)
  const r = (fixed - BigInt(k) * log2) >> 8n
  let sum = one
  let term = one
  for (let i = 1n; term !== 0n && term !== -1n; i++) {
    term = ((term * r) >> BigInt(BITS)) / i
    sum += term
  }
  for (let i = 0; i < 8; i++) sum = (sum * sum) >> BigInt(BITS)
  const slack = 1n << 40n
  return [
    { n: sum - slack, e: k - BITS },
    { n: sum + slack, e: k - BITS },
  ]
}

const PI_BITS = 2400
/** π·2^2400, by Machin's formula. */
const pi = (() => {
  const arctanOfInverse = (n: bigint): bigint => {
    let sum = 0n
    let power = (1n << BigInt(PI_BITS + 32)) / n
    for (let k = 1n; power > 0n; k += 2n) {
      sum += k % 4n === 1n ? power / k : -power / k
      power /= n * n
    }
    return sum
  }
  return (16n * arctanOfInverse(5n) - 4n * arctanOfInverse(239n)) >> 32n
})()

/** x over π/2, rounded down. */
export function quarterTurns(x: number): bigint {
  const { n, e } = dyadic(x)
  const scaled = n << BigInt(PI_BITS + 1 + e)
  return scaled < 0n ? scaled / pi - 1n : scaled / pi
}

/** The float64 numbers of 41 to 53 bits that are nearest to multiples of π/2, by continued fractions (Kahan). */
export function nearQuarterTurns(): number[] {
  const out: number[] = []
  for (let e = -52; e <= 971; e++) {
    let [n, d] = [1n << BigInt(PI_BITS + 1 + Math.max(e, 0)), pi << BigInt(Math.max(-e, 0))]
    for (let [before, q] = [1n, 0n]; q < 1n << 53n;) {
      if (q >= 1n << 40n) out.push(Number(q) * 2 ** e)
      ;[before, q] = [q, (n / d) * q + before]
      ;[n, d] = [d, n % d]
    }
  }
  return out
}

/** A small generator of 32-bit integers (Marsaglia's xorshift with a Weyl step), for long loops. */
export function generator(seed: number): () => number {
  let x = seed * 2654435761 + 1
  let w = seed
  return () => {
    x ^= x << 13
    x ^= x >>> 17
    x ^= x << 5
    w = (w + 362437) | 0
    return (x + w) >>> 0
  }
}

/** Finite float64 numbers of every kind: any bits, subnormal, huge, near 0, near 1, small integers. */
export function wildNumbers(seed: number): () => number {
  const next = generator(seed)
  const unit = () => next() / 2 ** 32
  const sign = () => (next() & 64 ? 1 : -1)
  const kinds: readonly (() => number)[] = [
    () => {
      view.setUint32(0, next())
      view.setUint32(4, next())
      const x = view.getFloat64(0)
      return Number.isFinite(x) ? x : 0
    },
    () => sign() * unit() * 2 ** -1060,
    () => sign() * (1 + unit()) * 2 ** (1000 + (next() % 24)),
    () => sign() * (1 + unit()) * 2 ** ((next() % 80) - 40),
    () => 1 + sign() * (next() % 100) * 2 ** -53,
    () => sign() * (next() % 40),
    () => sign() * unit() * 20,
    () => Math.fround(sign() * unit() * 4),
    () => sign() * 2 ** ((next() % 2090) - 1070),
  ]
  return () => kinds[next() % kinds.length]()
}
