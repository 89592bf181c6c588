import { order, type Dyadic } from './interval.ts'
import { Budget, limitsTimes, OverLimit, within } from './limits.ts'
import { fail, filled, whole, zip, type Json, type Shaped } from './arrays.ts'
import { hexFloat, numbers, type Entry, type Numbers } from './number.ts'
import { C, F, rankWithin, T, truthOf, truthsOf, U } from './statements.ts'
import { valuesOf } from './steps.ts'
import { weigh } from './weigh.ts'

export interface Allowed {
  readonly limits: ReturnType<typeof limitsTimes>
  /** What is left of the work of all certificates of a file. */
  readonly budget: Budget
}
/** For one certificate alone. @param factor by which all limits are raised */
export function allowed(factor = 1): Allowed {
  const limits = limitsTimes(factor)
  return { limits, budget: new Budget(limits.work) }
}

/**
 * What is wrong with a certificate (docs/certificates.md says what one is), in sentences; nothing when it holds. What
 * asks for more than a limit is refused before it is computed.
 *
 * @example
 * ```ts
 * import { checkCertificate } from 'attention-assay/auditor'
 * import { readEvidence } from 'attention-assay/evidence'
 *
 * for (const { id, counterexample } of readEvidence('evidence/evidence.json').claims)
 *   if (counterexample) console.log(id, checkCertificate(counterexample.certificate))
 * ```
 */
export function checkCertificate(certificate: unknown, { limits, budget } = allowed()): string[] {
  try {
    weigh(certificate, limits)
    return within(budget, () => atBits(certificate, 192))
  } catch (error) {
    if (error instanceof OverLimit) return [error.message]
    return [`it cannot be evaluated: ${error instanceof Error ? error.message : String(error)}`]
  }
}
function atBits(certificate: Json, bits: number): string[] {
  const x = numbers(bits)
  const wrong = check(certificate, x)
  return x.open.ever && bits < 3072 ? atBits(certificate, 4 * bits) : wrong
}

const KEYS = ['claim', 'variant', 'subject', 'says', 'inputs', 'program'].concat(
  'decidedBy',
  'bits',
  'atoms',
  'values',
  'ranks',
)
/** Nobody knows what another key would mean, so no checker may pass over it. */
const unknownIn = (of: Json, known: readonly string[]): string[] =>
  Object.keys(of)
    .filter((key) => !known.includes(key))
    .map((key) => `nobody knows its ${key.slice(0, 40)}`)

/** Nothing in a certificate is believed but the inputs and the program. */
function check(certificate: Json, x: Numbers): string[] {
  const { says, decidedBy, inputs, program, atoms, values, ranks } = certificate
  const computed = valuesOf(program.steps, inputs, x)
  const wrong = [
    ...unknownIn(certificate, KEYS),
    ...unknownIn(program, ['steps', 'hypotheses', 'claim', 'obstruction']),
    ...atoms.flatMap((atom: Json) => unknownIn(atom, ['truth'])),
  ]
  const named = { values: new Set<string>(), ranks: new Set<string>() }
  // With numbers of its own: that more bits would tell more of these says nothing about the certificate.
  const y = numbers(192)
  const unshifted = isShifted(program) ? valuesOf(program.steps, inputs, y, false) : undefined
  /** Whether a truth is the one that is needed; of one that is open more bits may tell. */
  const is = (truth: number, needed: number): boolean => {
    x.open.ever ||= isOpen(truth)
    return truth === needed
  }
  let seen = 0
  const everywhere = (statement: Json): number =>
    truthOf(statement, (name, p, q) => {
      const [ranked, compared] = [name.startsWith('rank'), /^rankAt[A-Z][a-z]+$/.test(name) ? [p] : [p, q]]
      const [a, b = q] = compared.map((n) => computed[n] ?? fail(`there is no value ${n}`))
      const truths = truthsOf(x, name, a, b)
      const [c, d = q] = unshifted ? compared.map((n) => unshifted[n]) : []
      if (unshifted && isOpposed(truths.of, truthsOf(y, name, c, d).of))
        wrong.push(`atom ${seen} (${name}) depends on what belowMax subtracts`)
      const said = atoms[seen]?.truth ?? fail(`it says nothing of atom ${seen}`)
      const apart = /^(equal|atMost)$/.test(name) ? () => apartOf(compared, computed, values) : undefined
      wrong.push(...wrongTruths(x, truths.of, said, apart).map((what) => `atom ${seen} (${name}) ${what}`))
      for (const n of compared) named[ranked ? 'ranks' : 'values'].add(String(n))
      for (const n of ranked ? [] : compared)
        wrong.push(...wrongLimits(x, computed[n].of, values[n], hexFloat, `entry # of value ${n}`))
      for (const n of ranked ? compared : [])
        wrong.push(
          ...wrongLimits(x, [rankWithin(x, computed[n])], [ranks[n]], count, `the rank of value ${n}`),
        )
      seen++
      return truths
    })
  if (program.hypotheses.map(everywhere).some((truth: number) => !is(truth, T)))
    wrong.push('a hypothesis of the case is not certainly true')
  const claim = everywhere(program.claim)
  // What holds of a witness too excludes none.
  const violated =
    program.obstruction === undefined ? is(claim, F) : is(everywhere(program.obstruction), T) && !is(claim, T)
  if (says === 'violated' ? !violated : says !== 'satisfied' || !is(claim, T)) wrong.push(`it is not ${says}`)
  if (seen !== atoms.length) wrong.push(`it speaks of ${atoms.length} atoms, and there are ${seen}`)
  for (const [part, stated] of Object.entries<Json>({ values, ranks })) {
    if (Array.isArray(stated)) fail(`its ${part} are a list`)
    for (const n of Object.keys(stated).filter((n) => !named[part as 'values'].has(n)))
      wrong.push(`it states limits in its ${part} on ${n}, which nobody compares`)
  }
  if (!['interval', 'mpfr', 'exact'].includes(decidedBy)) wrong.push('an unknown arithmetic decided it')
  return [...wrong, ...wrongNames(certificate)]
}
function wrongNames({ claim, subject, variant = '', bits }: Json): string[] {
  const names = Object.entries({ claim, subject, variant }).filter(([, name]) => typeof name !== 'string')
  return [
    ...names.map(([key]) => `its ${key} is no text`),
    ...(bits === null || (Number.isSafeInteger(bits) && bits > 0)
      ? []
      : ['its bits are neither a number of them nor null']),
  ]
}
const isOpen = (truth: number): boolean => truth === U || truth === C
const isShifted = ({ steps }: Json): boolean => steps.some(([name]: Json) => name === 'belowMax')
const isOpposed = (truths: readonly number[], others: readonly number[]): boolean =>
  truths.some((truth, i) => Math.abs(truth - others[i]) === T)
/** C says that the stated limits overlap: whether the two are the same, more bits may have told. */
function wrongTruths(
  x: Numbers,
  found: readonly number[],
  letters: string,
  apart?: () => readonly boolean[],
): string[] {
  const wrong = letters.length === found.length ? [] : [`has ${found.length} entries, not ${letters.length}`]
  const isApart = letters.includes('C') ? (apart?.() ?? found.map(() => true)) : []
  found.forEach((truth, i) => {
    const said = 'FUCT'.indexOf(letters[i] ?? 'U')
    if (said === C && isApart[i]) wrong.push(`says C for entry ${i}, where nothing overlaps`)
    if (said === truth || said === U || said === C) return
    x.open.ever ||= isOpen(truth)
    wrong.push(`says ${letters[i]} for entry ${i}; it is ${'FUCT'[truth]}`)
  })
  return wrong
}
/** Of two values that are compared, whether the stated limits on the entries lie apart. */
function apartOf(
  compared: readonly number[],
  computed: readonly Shaped<Entry>[],
  values: Json,
): readonly boolean[] {
  const [a, b] = compared.map((n) => filled<Json>(computed[n].shape, values[n]))
  return zip(a, b, (p, q) => isAbove(p[0], q[1]) || isAbove(q[0], p[1])).of
}
const isAbove = (low: string, high: string): boolean =>
  low !== '-inf' && high !== 'inf' && order(hexFloat(low), hexFloat(high)) > 0
const count = (n: Json): Dyadic => [BigInt(whole(n)), 0]
function wrongLimits(
  x: Numbers,
  of: readonly Entry[],
  limits: Json,
  read: (end: Json) => Dyadic,
  what: string,
): string[] {
  if (limits?.length !== of.length) return [`there are no limits for ${what}`]
  return of.flatMap((entry, i) => {
    const [lo, hi] = limits[i].length === 2 ? limits[i] : fail(`there are no two limits for ${what}`)
    const [low, high] = [lo === '-inf' ? undefined : read(lo), hi === 'inf' ? undefined : read(hi)]
    /** On which side of an end a number lies: what encloses it, or else the number itself. */
    const beside = (end: Dyadic, side: 0 | 1): number | undefined =>
      entry.in ? order(entry.in[side], end) : x.signOf(x.sub(entry, x.at(end)))
    const [above, below] = [low ? beside(low, 1) : 1, high ? beside(high, 0) : -1]
    const unknown = above === undefined || below === undefined
    x.open.ever ||= unknown
    const empty = low && high && order(high, low) < 0
    const lies = !empty && !unknown && above >= 0 && below <= 0
    return lies ? [] : [`${what.replace('#', `${i}`)} does not lie in [${lo}, ${hi}]`]
  })
}
