/* eslint-disable @typescript-eslint/no-explicit-any -- a stranger's JSON: what does not fit throws, and is reported */
import { bits, enclosures, order, sign, type Dyadic, type Enclosure } from './enclosure.ts'
import * as E from './exact-number.ts'
import { at, build, common, fail, range, reduce, zip, type Rows, type Shape } from './rows.ts'

/** A real number: what encloses it, and what it is exactly, as far as each is known. With neither it is "anything". */
type Entry = { readonly in?: Enclosure | undefined; readonly exact?: E.Exact | undefined }
/** As docs/certificates.md says it; nothing in it is believed but the inputs and the program. */
export interface Certificate {
  readonly says: string
  readonly inputs: Readonly<Record<string, { readonly shape: Shape; readonly data: readonly string[] }>>
  readonly program: Readonly<Record<'steps' | 'hypotheses', readonly any[]>> & Readonly<Record<string, any>>
  readonly atoms: readonly { readonly truth: string }[]
  readonly values: Readonly<Record<string, readonly (readonly [string, string])[]>>
  readonly ranks: Readonly<Record<string, readonly [number, number]>>
}
/** Truths are numbers (false, undecided, consistent, true), so that Kleene's `and` is the smaller one. */
const [F, U, C, T] = [0, 1, 2, 3]
const not = (a: number): number => (a === F ? T : a === T ? F : U)
const TABLES: Record<string, (a: number, b: number) => number> = {
  and: (a, b) => Math.min(a, b),
  or: (a, b) => Math.max(a, b),
  implies: (a, b) => Math.max(not(a), b),
  iff: (a, b) => Math.min(Math.max(not(a), b), Math.max(not(b), a)),
}
class MorePrecision extends Error {}

/** What is wrong with a certificate, in sentences; nothing when it holds. */
export function checkCertificate(certificate: Certificate): string[] {
  try {
    for (const precision of [192, 768])
      try {
        return check(certificate, precision, false)
      } catch (error) {
        if (!(error instanceof MorePrecision)) throw error
      }
    return check(certificate, 3072, true)
  } catch (error) {
    return [`it cannot be evaluated: ${error instanceof Error ? error.message : String(error)}`]
  }
}

const dyadic = (text: string): Dyadic => {
  const [, minus, whole, places = '', power] =
    /^(-?)0x([01])(?:\.([0-9a-f]{1,13}))?p([+-]\d{1,4})$/.exec(text) ?? fail(`"${text}" is no number`)
  return [BigInt(`0x${whole}${places}`) * (minus ? -1n : 1n), Number(power) - 4 * places.length]
}
const isFloat32 = ([m, e]: Dyadic): boolean =>
  m === 0n || (m % 2n === 0n ? isFloat32([m / 2n, e + 1]) : bits(m) <= 24 && e >= -149 && bits(m) + e <= 128)

function check(
  { says, inputs, program, atoms, values, ranks }: Certificate,
  precision: number,
  last: boolean,
): string[] {
  const I = enclosures(precision)
  const of = ([n, d]: E.Fraction): Entry => ({ in: I.fraction(n, d), exact: E.rational([n, d]) })
  const zero = of([0n, 1n])
  const number = (text: string): Entry => {
    if (/^(nan|-?inf)$/.test(text)) return {}
    const [m, e] = dyadic(text)
    return of(e < 0 ? E.fraction(m, 1n << BigInt(-e)) : [m << BigInt(e), 1n])
  }
  const both = (name: 'add' | 'mul' | 'div', a: Entry, b: Entry): Entry => ({
    in: a.in && b.in && I[name](a.in, b.in),
    exact: a.exact && b.exact && E[name](a.exact, b.exact),
  })
  const add = (a: Entry, b: Entry): Entry => both('add', a, b)
  const mul = (a: Entry, b: Entry): Entry => both('mul', a, b)
  const neg = (a: Entry): Entry => mul(a, of([-1n, 1n]))
  const sub = (a: Entry, b: Entry): Entry => add(a, neg(b))
  /** An exact number has a sign: it is zero, or enough precision shows it. */
  const signOf = (a: Entry): number | undefined => {
    const [lo, hi] = a.in ? a.in.map(sign) : [-1, 1]
    if (lo === hi || (a.exact && E.isZero(a.exact))) return lo === hi ? lo : 0
    if (a.exact && !last) throw new MorePrecision()
    return undefined
  }
  const maximum = (a: Entry, b: Entry): Entry => {
    const by = signOf(sub(a, b))
    return by === undefined ? { in: a.in && b.in && I.maximum(a.in, b.in) } : by < 0 ? b : a
  }
  const minimum = (a: Entry, b: Entry): Entry => neg(maximum(neg(a), neg(b)))
  const abs = (a: Entry): Entry => maximum(a, neg(a))
  const unary: Record<string, (a: Entry, term?: ReturnType<typeof E.termOf>) => Entry> = {
    neg,
    abs,
    relu: (a) => maximum(a, zero),
    square: (a) => mul(abs(a), abs(a)),
    sqrt: (a) => ({ in: a.in && I.sqrt(a.in) }),
    exp: (a, term) => ({
      in: a.in && I.exp(a.in),
      exact: term?.[0][0] === 0n ? E.power(term[1]) : undefined,
    }),
    log: (a, term) =>
      signOf(a) === 1
        ? { in: a.in && I.log(a.in), exact: term?.[1].join() === '1,1' ? E.rational(term[0]) : undefined }
        : {},
  }
  const binary: Record<string, (a: Entry, b: Entry) => Entry> = {
    add,
    sub,
    mul,
    div: (a, b) => (signOf(b) ? both('div', a, b) : {}),
    minimum,
    maximum,
  }
  const results: Rows<Entry>[] = []
  const value = (n: unknown): Rows<Entry> =>
    results[n as number] ?? fail(`there is no value ${String(n)} yet`)
  const operations: Record<string, (a: Rows<Entry>, p: any, q: any) => Rows<Entry>> = {
    sum: (a, axis, keep) => reduce(a, axis, keep, add),
    max: (a, axis, keep) => reduce(a, axis, keep, maximum),
    min: (a, axis, keep) => reduce(a, axis, keep, minimum),
    belowMax: (a, axis) => zip(a, reduce(a, axis, true, maximum), sub),
    transpose: (a) =>
      build([...a.shape.slice(0, -2), ...a.shape.slice(-2).reverse()], (at2) =>
        at(a, [...at2.slice(0, -2), ...at2.slice(-2).reverse()]),
      ),
    reshape: (a, shape) =>
      build(shape, () => 0).of.length === a.of.length ? { shape, of: a.of } : fail('a reshape does not fit'),
    gather: (a, picked, axis) =>
      build(a.shape.with(axis, picked.length), (place) => at(a, place.with(axis, picked[place[axis]]))),
    concat: (a, other, axis) => {
      const [b, extent] = [value(other), a.shape[axis]]
      return build(a.shape.with(axis, extent + b.shape[axis]), (place) =>
        place[axis] < extent ? at(a, place) : at(b, place.with(axis, place[axis] - extent)),
      )
    },
    matMul: (a, other) => {
      const [b, inner] = [value(other), a.shape.at(-1)!]
      if (b.shape.at(-2) !== inner) fail('matrices do not fit')
      return build(
        [...common(a.shape.slice(0, -2), b.shape.slice(0, -2)), a.shape.at(-2)!, b.shape.at(-1)!],
        (place) =>
          range(inner)
            .map((k) => mul(at(a, place.with(-1, k)), at(b, place.with(-2, k))))
            .reduce(add),
      )
    },
  }
  const run = ([name, p, q, r]: readonly any[]): Rows<Entry> => {
    if (name === 'input') {
      const { shape, data } = inputs[p] ?? fail(`there is no input ${p}`)
      if (!data.map(dyadic).every(isFloat32)) fail('an input is no float32 number')
      return operations.reshape({ shape: [data.length], of: data.map(number) }, shape, 0)
    }
    if (name === 'constant')
      return zip(
        build(p, () => zero),
        { shape: q.length === 1 ? [] : p, of: q.map(number) },
        (_, x) => x,
      )
    if (name === 'fraction') return build([], () => of(E.fraction(BigInt(p), BigInt(q))))
    if (Object.hasOwn(binary, name)) return zip(value(p), value(q), binary[name])
    const operation = Object.hasOwn(operations, name) && operations[name]
    if (operation) return operation(value(p), q, r)
    const kernel = Object.hasOwn(unary, name) ? unary[name] : fail(`there is no operation ${String(name)}`)
    return build(value(p).shape, (place) =>
      kernel(at(value(p), place), at(value(p), place).exact && E.termOf(at(value(p), place).exact!)),
    )
  }
  /** By elimination, which needs certain pivots and certain zeros. */
  const rankOf = ({ shape: [rows, cols], of: entries }: Rows<Entry>): readonly [number, number] => {
    let left = range(rows).map((i) => entries.slice(i * cols, (i + 1) * cols))
    for (let rank = 0; ; rank++) {
      const row = left.findIndex((of) => of.some(signOf))
      if (row < 0)
        return [
          rank,
          rank + (left.flat().every((x) => signOf(x) === 0) ? 0 : Math.min(left.length, left[0].length)),
        ]
      const pivots = left[row]
      const col = pivots.findIndex(signOf)
      left = left
        .toSpliced(row, 1)
        .map((of) => of.map((x, j) => sub(mul(x, pivots[col]), mul(of[col], pivots[j]))).toSpliced(col, 1))
    }
  }
  const less = (a: Entry, b: Entry): number => {
    const by = signOf(sub(a, b))
    if (by !== undefined) return by < 0 ? T : F
    return a.in && b.in && order(a.in[0], b.in[1]) >= 0 ? F : U
  }
  const relations: Record<string, (a: Entry, b: Entry) => number> = {
    less,
    atMost: (a, b) => not(less(b, a)),
    equal: (a, b) => [F, T, F][(signOf(sub(a, b)) ?? 5) + 1] ?? (a.in && b.in ? C : U),
  }
  const atom = (name: string, p: unknown, q: any): Rows<number> => {
    const x = value(p)
    if (Object.hasOwn(relations, name)) return zip(x, value(q), relations[name])
    if (name === 'sameOrder') {
      const [n, y] = [range(x.shape.at(-1)!), value(q)]
      return build(x.shape.slice(0, -1), (row) => {
        const by = (of: Rows<Entry>, i: number, j: number): number =>
          less(at(of, [...row, i]), at(of, [...row, j]))
        return n
          .flatMap((i) => n.map((j) => (i === j ? T : TABLES.iff(by(x, i, j), by(y, i, j)))))
          .reduce(TABLES.and, T)
      })
    }
    const [, most, other] =
      /^rankAt(Most|Least)(ThatOf)?$/.exec(name) ?? fail(`there is no statement ${name}`)
    const [mine, its] = [rankOf(x), other ? rankOf(value(q)) : [q, q]] as const
    const [low, high] = most === 'Most' ? [mine, its] : [its, mine]
    return build([], () => (low[1] <= high[0] ? T : low[0] > high[1] ? F : U))
  }
  const wrong: string[] = []
  let seen = 0
  /** An atom's truths, once what the certificate says of it is compared with them. */
  const stated = ([name, p, q]: readonly any[]): Rows<number> => {
    const [own, letters] = [atom(name, p, q), atoms[seen]?.truth ?? fail(`it says nothing of atom ${seen}`)]
    if (letters.length !== own.of.length)
      wrong.push(`atom ${seen} has ${own.of.length} entries, not ${letters.length}`)
    own.of.forEach((truth, i) => {
      const said = 'FUCT'.indexOf(letters[i] ?? 'U')
      if (said === truth || said === U || (said === C && truth !== F)) return
      const found = truth === F || truth === T ? `it is ${'FUCT'[truth]}` : 'this could not be confirmed'
      wrong.push(`atom ${seen} (${name}) says ${letters[i]} for entry ${i}; ${found}`)
    })
    seen++
    const compared: readonly number[] = /^rank.*[^f]$/.test(name) ? [p] : [p, q]
    for (const n of compared)
      if (/^rank/.test(name)) {
        const [[low, high], said] = [rankOf(value(n)), ranks[n] ?? [NaN, NaN]]
        if (!(said[0] <= high && said[1] >= low))
          wrong.push(`the rank of value ${n} lies between ${low} and ${high}`)
      } else if (values[n]?.length !== value(n).of.length)
        wrong.push(`it has no limits for the entries of value ${n}`)
      else
        values[n].forEach(([lo, hi], i) => {
          const within = value(n).of[i].in
          const [low, high] = [lo === '-inf' ? undefined : dyadic(lo), hi === 'inf' ? undefined : dyadic(hi)]
          const above = low && (within ? order(within[1], low) < 0 : high && order(high, low) < 0)
          if (
            above ||
            (low && high && order(high, low) < 0) ||
            (within && high && order(within[0], high) > 0)
          )
            wrong.push(`entry ${i} of value ${n} does not lie in [${lo}, ${hi}]`)
        })
    return own
  }
  const judge = (statement: readonly any[]): Rows<number> => {
    const [name, p, q] = statement
    if (Object.hasOwn(TABLES, name)) return zip(judge(p), judge(q), TABLES[name])
    if (name !== 'not' && name !== 'all' && name !== 'any') return stated(statement)
    const truths = judge(p)
    if (name === 'not') return { ...truths, of: truths.of.map(not) }
    return build([], () => truths.of.reduce(TABLES[name === 'all' ? 'and' : 'or'], name === 'all' ? T : F))
  }
  const everywhere = (statement: any): number => judge(statement).of.reduce(TABLES.and, T)
  program.steps.forEach((step) => results.push(run(step)))
  if (program.hypotheses.map(everywhere).some((truth) => truth !== T))
    wrong.push('a hypothesis of the case is not certainly true')
  const claim = everywhere(program.claim)
  const violated = program.obstruction === undefined ? claim === F : everywhere(program.obstruction) === T
  if (says === 'violated' ? !violated : says !== 'satisfied' || claim !== T)
    wrong.push(`the case is not ${says}`)
  if (seen !== atoms.length) wrong.push(`it speaks of ${atoms.length} atoms, and there are ${seen}`)
  return wrong
}
