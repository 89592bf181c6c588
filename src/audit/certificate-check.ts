/* eslint-disable @typescript-eslint/no-explicit-any -- a stranger's JSON: what does not fit throws, and is reported */
import { enclosures, order, sign, type Enclosure } from './enclosure.ts'
import * as exact from './exact-number.ts'
import type { Exact, Fraction } from './exact-number.ts'

type Entry = { readonly in?: Enclosure | undefined; readonly exact?: Exact | undefined }
type Arr = { readonly shape: readonly number[]; readonly of: readonly Entry[] }
type Truths = { readonly shape: readonly number[]; readonly of: readonly number[] }
type Limits = readonly [string, string]
/** The certificate, as docs/certificates.md says it; nothing in it is believed but the inputs and the program. */
export interface Certificate {
  readonly says: 'violated' | 'satisfied'
  readonly inputs: Readonly<
    Record<string, { readonly shape: readonly number[]; readonly data: readonly string[] }>
  >
  readonly program: {
    readonly steps: readonly unknown[]
    readonly hypotheses: readonly unknown[]
    readonly claim: unknown
    readonly obstruction?: unknown
  }
  readonly atoms: readonly { readonly truth: string }[]
  readonly values: Readonly<Record<string, readonly Limits[]>>
  readonly ranks: Readonly<Record<string, readonly [number, number]>>
}
/** Truths are numbers, so that Kleene's `and` and `or` are the smaller and the larger. */
const [F, U, C, T] = [0, 1, 2, 3]
const not = (a: number): number => (a === F ? T : a === T ? F : U)
const TABLES: Record<string, (a: number, b: number) => number> = {
  and: (a, b) => Math.min(a, b),
  or: (a, b) => Math.max(a, b),
  implies: (a, b) => Math.max(not(a), b),
  iff: (a, b) => Math.min(Math.max(not(a), b), Math.max(not(b), a)),
}
/** Bits of the enclosures; more are tried where exact numbers differ by less. */
const PRECISIONS = [192, 768, 3072]
class MorePrecision extends Error {}

/** What is wrong with a certificate, in sentences; nothing when it holds. */
export function checkCertificate(certificate: Certificate): string[] {
  try {
    for (const bits of PRECISIONS.slice(0, -1))
      try {
        return check(certificate, bits, false)
      } catch (error) {
        if (!(error instanceof MorePrecision)) throw error
      }
    return check(certificate, PRECISIONS.at(-1)!, true)
  } catch (error) {
    return [`it cannot be evaluated: ${error instanceof Error ? error.message : String(error)}`]
  }
}

function check(
  { says, inputs, program, atoms, values, ranks }: Certificate,
  bits: number,
  last: boolean,
): string[] {
  const I = enclosures(bits)
  const wrong: string[] = []
  const fail = (what: string): never => {
    throw new Error(what)
  }
  const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1)
  const hex = (text: string): Enclosure => {
    const [, minus, whole, places = '', power] =
      /^(-?)0x([01])(?:\.([0-9a-f]{1,13}))?p([+-]\d{1,4})$/.exec(text) ?? fail(`"${text}" is no number`)
    const m = BigInt(`0x${whole}${places}`) * (minus ? -1n : 1n)
    return [
      [m, Number(power) - 4 * places!.length],
      [m, Number(power) - 4 * places!.length],
    ]
  }
  const ofFraction = ([n, d]: Fraction): Entry => ({ in: I.fraction(n, d), exact: exact.rational([n, d]) })
  const number = (text: string): Entry => {
    const [[m, e]] = hex(text)
    return ofFraction(e < 0 ? exact.fraction(m, 1n << BigInt(-e)) : [m << BigInt(e), 1n])
  }
  const both = (
    a: Entry,
    b: Entry,
    i: (a: Enclosure, b: Enclosure) => Enclosure | undefined,
    x: (a: Exact, b: Exact) => Exact | undefined,
  ): Entry => ({
    in: a.in && b.in && i(a.in, b.in),
    exact: a.exact && b.exact && x(a.exact, b.exact),
  })
  const add = (a: Entry, b: Entry): Entry => both(a, b, I.add, exact.add)
  const mul = (a: Entry, b: Entry): Entry => both(a, b, I.mul, exact.mul)
  const neg = (a: Entry): Entry => ({ in: a.in && I.neg(a.in), exact: a.exact && exact.neg(a.exact) })
  const known = (limits: Enclosure | undefined): number | undefined =>
    !limits
      ? undefined
      : sign(limits[0]) > 0
        ? 1
        : sign(limits[1]) < 0
          ? -1
          : sign(limits[0]) === 0 && sign(limits[1]) === 0
            ? 0
            : undefined
  /** The sign of a number: exact numbers have one; it is found with enough precision, or they are zero. */
  const signOf = (a: Entry): number | undefined => {
    const found = known(a.in)
    if (found !== undefined || !a.exact) return found
    if (exact.isZero(a.exact)) return 0
    if (!last) throw new MorePrecision()
    return undefined
  }
  const chosen =
    (pick: 'minimum' | 'maximum') =>
    (a: Entry, b: Entry): Entry => {
      const by = a.exact && b.exact && signOf(add(a, neg(b)))
      if (by !== undefined) return by < 0 === (pick === 'minimum') ? a : b
      return { in: a.in && b.in && I[pick](a.in, b.in) }
    }
  const [minimum, maximum] = [chosen('minimum'), chosen('maximum')]
  const zero = ofFraction([0n, 1n])
  const UNARY: Record<string, (a: Entry) => Entry> = {
    neg,
    abs: (a) => maximum(a, neg(a)),
    relu: (a) => maximum(a, zero),
    square: (a) => both(a, a, (x) => I.mul(I.maximum(x, I.neg(x)), I.maximum(x, I.neg(x))), exact.mul),
    sqrt: (a) => ({ in: a.in && I.sqrt(a.in) }),
    exp: (a) => ({
      in: a.in && I.exp(a.in),
      exact: a.exact && exact.rationalOf(a.exact) && exact.power(exact.rationalOf(a.exact)!),
    }),
    log: (a) =>
      signOf(a) === 1
        ? {
            in: a.in && I.log(a.in),
            exact: a.exact && exact.exponentOf(a.exact) && exact.rational(exact.exponentOf(a.exact)!),
          }
        : {},
  }
  const BINARY: Record<string, (a: Entry, b: Entry) => Entry> = {
    add,
    sub: (a, b) => add(a, neg(b)),
    mul,
    div: (a, b) => (signOf(b) ? both(a, b, I.div, exact.div) : {}),
    minimum,
    maximum,
  }
  const at = (shape: readonly number[], out: readonly number[], i: number): number => {
    let [place, stride, rest] = [0, 1, i]
    for (let k = 1; k <= out.length; k++) {
      const extent = shape[shape.length - k] ?? 1
      if (extent !== 1) place += (rest % out[out.length - k]!) * stride
      stride *= extent
      rest = Math.floor(rest / out[out.length - k]!)
    }
    return place
  }
  const common = (a: readonly number[], b: readonly number[]): number[] =>
    Array.from({ length: Math.max(a.length, b.length) }, (_, i, n = Math.max(a.length, b.length)) => {
      const [p, q] = [a[a.length - n + i] ?? 1, b[b.length - n + i] ?? 1]
      return p === q || q === 1 ? p : p === 1 ? q : fail(`shapes [${a}] and [${b}] do not fit`)
    })
  const made = (shape: readonly number[], of: (i: number) => Entry): Arr => ({
    shape,
    of: Array.from(
      { length: sizeOf(shape) <= 1e6 ? sizeOf(shape) : fail('it is too large') },
      (_, i) => of(i) ?? fail('an entry is missing'),
    ),
  })
  const fold = (of: readonly Entry[], kernel: (a: Entry, b: Entry) => Entry): Entry =>
    of.slice(1).reduce(kernel, of[0] ?? fail('nothing to reduce'))
  /** The places of the entries of each slice along an axis. */
  const slices = (shape: readonly number[], axis: number): number[][] => {
    const [extent, inner] = [shape[axis] ?? fail(`there is no axis ${axis}`), sizeOf(shape.slice(axis + 1))]
    return Array.from({ length: sizeOf(shape) / extent }, (_, s) =>
      Array.from({ length: extent }, (_, k) => (Math.floor(s / inner) * extent + k) * inner + (s % inner)),
    )
  }
  const results: Arr[] = []
  const value = (n: unknown): Arr => results[n as number] ?? fail(`there is no value ${String(n)} yet`)
  const run = ([name, ...args]: readonly any[]): Arr => {
    const [a, b] = [value.bind(null, args[0]), value.bind(null, args[1])]
    if (name === 'input') {
      const { shape, data } = inputs[args[0]] ?? fail(`there is no input ${args[0]}`)
      if (data.length !== sizeOf(shape)) fail(`the numbers of ${args[0]} do not fill its shape`)
      if (
        data.some(
          (text) =>
            Math.fround(Number(hex(text)[0][0]) * 2 ** hex(text)[0][1]) !==
            Number(hex(text)[0][0]) * 2 ** hex(text)[0][1],
        )
      )
        fail('an input is no float32 number')
      return made(shape, (i) => number(data[i]!))
    }
    if (name === 'constant') return made(args[0], (i) => number(args[1][args[1].length === 1 ? 0 : i]))
    if (name === 'fraction')
      return made([], () => ofFraction(exact.fraction(BigInt(args[0]), BigInt(args[1]))))
    if (name in BINARY) {
      const [x, y, shape] = [a(), b(), common(a().shape, b().shape)]
      return made(shape, (i) => BINARY[name]!(x.of[at(x.shape, shape, i)]!, y.of[at(y.shape, shape, i)]!))
    }
    if (name in UNARY) return made(a().shape, (i) => UNARY[name]!(a().of[i]!))
    const { shape, of } = a()
    if (name === 'sum' || name === 'max' || name === 'min') {
      const kernel = { sum: add, max: maximum, min: minimum }[name as 'sum']
      const places = args[1] === null ? [of.map((_, i) => i)] : slices(shape, args[1])
      const left = args[1] === null ? shape.map(() => 1) : shape.map((e, i) => (i === args[1] ? 1 : e))
      const out = args[2] ? left : args[1] === null ? [] : left.filter((_, i) => i !== args[1])
      return made(out, (i) =>
        fold(
          places[i]!.map((place) => of[place]!),
          kernel,
        ),
      )
    }
    const [rows, cols] = [shape.at(-2)!, shape.at(-1)!]
    if (name === 'transpose')
      return made(
        [...shape.slice(0, -2), cols, rows],
        (i) => of[i - (i % (rows * cols)) + (i % rows) * cols + Math.floor((i % (rows * cols)) / rows)]!,
      )
    if (name === 'reshape')
      return sizeOf(args[1]) === of.length ? { shape: args[1], of } : fail('a reshape does not fit')
    if (name === 'matMul') {
      const [y, n] = [b(), b().shape.at(-1)!]
      if (y.shape.at(-2) !== cols) fail('matrices do not fit')
      const stack = common(shape.slice(0, -2), y.shape.slice(0, -2))
      return made([...stack, rows, n], (i) => {
        const [p, q] = [Math.floor(i / (rows * n)), Math.floor(i / n) % rows]
        const [left, right] = [
          at(shape.slice(0, -2), stack, p) * rows * cols + q * cols,
          at(y.shape.slice(0, -2), stack, p) * cols * n + (i % n),
        ]
        return fold(
          Array.from({ length: cols }, (_, k) => mul(of[left + k]!, y.of[right + k * n]!)),
          add,
        )
      })
    }
    if (name === 'gather') {
      const out = shape.map((e, i) => (i === args[2] ? args[1].length : e))
      const inner = sizeOf(shape.slice(args[2] + 1))
      return made(
        out,
        (i) =>
          of[
            (Math.floor(i / inner / args[1].length) * shape[args[2]]! +
              args[1][Math.floor(i / inner) % args[1].length]) *
              inner +
              (i % inner)
          ]!,
      )
    }
    if (name === 'concat') {
      const y = b()
      const [m, n] = [shape, y.shape].map((s) => sizeOf(s.slice(args[2]))) as [number, number]
      return made(
        shape.map((e, i) => (i === args[2] ? e + y.shape[i]! : e)),
        (i) => {
          const [block, rest] = [Math.floor(i / (m + n)), i % (m + n)]
          return rest < m ? of[block * m + rest]! : y.of[block * n + rest - m]!
        },
      )
    }
    if (name !== 'belowMax') fail(`there is no operation ${String(name)}`)
    const out = [...of]
    for (const places of slices(shape, args[1])) {
      const candidates = places.map((place) => of[place]!).filter((entry) => entry.in)
      const shift = candidates.reduce(
        (x, y) => (order(y.in![1], x.in![1]) > 0 ? y : x),
        candidates[0] ?? zero,
      )
      for (const place of places) out[place] = add(of[place]!, neg(shift))
    }
    return { shape, of: out }
  }
  const rankOf = ({ shape: [rows, cols], of }: Arr): readonly [number, number] => {
    const left = Array.from({ length: rows! }, (_, i) => of.slice(i * cols!, (i + 1) * cols!))
    const columns = Array.from({ length: cols! }, (_, j) => j)
    for (let rank = 0; ; rank++) {
      const candidates = left.flatMap((row, i) =>
        columns.filter((j) => signOf(row[j]!)).map((j) => [i, j] as const),
      )
      if (candidates.length === 0) {
        const open = left.some((row) => columns.some((j) => signOf(row[j]!) !== 0))
        return [rank, open ? rank + Math.min(left.length, columns.length) : rank]
      }
      const [i, j] = candidates[0]!
      const [pivot] = left.splice(i, 1)
      columns.splice(columns.indexOf(j), 1)
      for (const row of left)
        for (const c of columns) row[c] = add(mul(row[c]!, pivot![j]!), neg(mul(row[j]!, pivot![c]!)))
    }
  }
  const less = (a: Entry, b: Entry): number => {
    const by = signOf(add(a, neg(b)))
    if (by !== undefined) return by < 0 ? T : F
    return a.in && b.in && order(a.in[0], b.in[1]) >= 0 ? F : U
  }
  const RELATIONS: Record<string, (a: Entry, b: Entry) => number> = {
    less,
    atMost: (a, b) => not(less(b, a)),
    equal: (a, b) => {
      const by = signOf(add(a, neg(b)))
      return by === undefined ? (a.in && b.in ? C : U) : by === 0 ? T : F
    },
  }
  let seen = 0
  const atom = ([name, p, q]: readonly any[]): Truths => {
    const x = value(p)
    if (name in RELATIONS) {
      const [y, shape] = [value(q), common(x.shape, value(q).shape)]
      return {
        shape,
        of: made(shape, () => zero).of.map((_, i) =>
          RELATIONS[name]!(x.of[at(x.shape, shape, i)]!, y.of[at(y.shape, shape, i)]!),
        ),
      }
    }
    if (name === 'sameOrder') {
      const [y, rows] = [value(q), slices(x.shape, x.shape.length - 1)]
      return {
        shape: x.shape.slice(0, -1),
        of: rows.map((row) =>
          row
            .flatMap((i) =>
              row
                .filter((j) => j !== i)
                .map((j) => TABLES.iff!(less(x.of[i]!, x.of[j]!), less(y.of[i]!, y.of[j]!))),
            )
            .reduce((a, b) => Math.min(a, b), T),
        ),
      }
    }
    const [, most, other] =
      /^rankAt(Most|Least)(ThatOf)?$/.exec(name) ?? fail(`there is no statement ${String(name)}`)
    const [mine, its] = [rankOf(x), other ? rankOf(value(q)) : [q, q]] as const
    const [low, high] = most === 'Most' ? [mine, its] : [its, mine]
    return { shape: [], of: [low[1] <= high[0] ? T : low[0] > high[1] ? F : U] }
  }
  const judge = (statement: readonly any[]): Truths => {
    const [name, p, q] = statement
    if (name in TABLES) {
      const [x, y] = [judge(p), judge(q)]
      const shape = common(x.shape, y.shape)
      return {
        shape,
        of: made(shape, () => zero).of.map((_, i) =>
          TABLES[name]!(x.of[at(x.shape, shape, i)]!, y.of[at(y.shape, shape, i)]!),
        ),
      }
    }
    if (name !== 'not' && name !== 'all' && name !== 'any') return stated(statement)
    const { shape, of } = judge(p)
    return name === 'not'
      ? { shape, of: of.map(not) }
      : { shape: [], of: [of.reduce(TABLES[name === 'all' ? 'and' : 'or']!, name === 'all' ? T : F)] }
  }
  const outside = (n: number, limits: readonly Limits[]): void => {
    const { of } = value(n)
    if (limits?.length !== of.length)
      return void wrong.push(`it has no limits for the ${of.length} entries of value ${n}`)
    limits.forEach(([lo, hi], i) => {
      const { in: own } = of[i]!
      const [low, high] = [lo === '-inf' ? undefined : hex(lo)[0], hi === 'inf' ? undefined : hex(hi)[1]]
      if (
        (low && high && order(low, high) > 0) ||
        (own && ((low && order(own[1], low) < 0) || (high && order(own[0], high) > 0)))
      )
        wrong.push(`entry ${i} of value ${n} does not lie in [${lo}, ${hi}]`)
    })
  }
  /** An atom's truths, once what the certificate says of it is compared with them. */
  const stated = (statement: readonly any[]): Truths => {
    const [name, p, q] = statement
    const [own, number] = [atom(statement), seen++]
    const letters = atoms[number]?.truth ?? fail(`it says nothing of atom ${number}`)
    if (letters.length !== own.of.length)
      wrong.push(`atom ${number} has ${own.of.length} entries, not ${letters.length}`)
    own.of.forEach((truth, i) => {
      const said = 'FUCT'.indexOf(letters[i] ?? 'U')
      if (said === truth || said === U || (said === C && truth !== F)) return
      const found = truth === F || truth === T ? `it is ${'FUCT'[truth]}` : 'this could not be confirmed'
      wrong.push(`atom ${number} (${name}) says ${letters[i]} for entry ${i}; ${found}`)
    })
    if (!/^rank/.test(name)) [p, q].forEach((n) => outside(n, values[n]!))
    else
      for (const n of /ThatOf$/.test(name) ? [p, q] : [p]) {
        const [[least, most], said] = [rankOf(value(n)), ranks[n]]
        if (!said || said[0] > most || said[1] < least)
          wrong.push(`the rank of value ${n} lies between ${least} and ${most}`)
      }
    return own
  }
  for (const step of program.steps) results.push(run(step as readonly any[]))
  const everywhere = (statement: unknown): number =>
    judge(statement as readonly any[]).of.reduce((a, b) => Math.min(a, b), T)
  if (program.hypotheses.map(everywhere).some((truth) => truth !== T))
    wrong.push('a hypothesis of the case is not certainly true')
  const claim = everywhere(program.claim)
  const obstruction = program.obstruction === undefined ? undefined : everywhere(program.obstruction)
  const violated = obstruction === undefined ? claim === F : obstruction === T
  if (says === 'violated' ? !violated : claim !== T) wrong.push(`the case is not ${says}`)
  if (seen !== atoms.length) wrong.push(`it speaks of ${atoms.length} atoms, and there are ${seen}`)
  return wrong
}
