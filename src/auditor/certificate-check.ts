import { order, type Dyadic } from './interval.ts'
import { entriesOf, fail, type Json } from './nested.ts'
import { hexFloat, numbers, type Entry, type Numbers } from './number.ts'
import { C, F, rankOf, T, truthOf, truthsOf, U } from './statements.ts'
import { valuesOf } from './steps.ts'

/** What is wrong with a certificate (docs/certificates.md says what one is), in sentences; nothing when it holds. */
export function checkCertificate(certificate: unknown, bits = 192): string[] {
  try {
    const x = numbers(bits)
    const wrong = check(certificate, x)
    return x.open.ever && bits < 3072 ? checkCertificate(certificate, 4 * bits) : wrong
  } catch (error) {
    return [`it cannot be evaluated: ${error instanceof Error ? error.message : String(error)}`]
  }
}

/** Nothing in a certificate is believed but the inputs and the program. */
function check({ says, inputs, program, atoms, values, ranks }: Json, x: Numbers): string[] {
  const computed = valuesOf(program.steps, inputs, x)
  const wrong: string[] = []
  let seen = 0
  const everywhere = (statement: Json): number =>
    truthOf(statement, (name, p, q) => {
      const [ranked, compared] = [name.startsWith('rank'), /^rankAt[A-Z][a-z]+$/.test(name) ? [p] : [p, q]]
      const [a, b = q] = compared.map((n) => computed[n] ?? fail(`there is no value ${n}`))
      const truths = truthsOf(x, name, a, b)
      const said = atoms[seen]?.truth ?? fail(`it says nothing of atom ${seen}`)
      wrong.push(...wrongTruths(x, entriesOf(truths), said).map((what) => `atom ${seen} (${name}) ${what}`))
      for (const n of ranked ? [] : compared)
        wrong.push(...wrongLimits(entriesOf(computed[n]), values[n], hexFloat, `entry # of value ${n}`))
      for (const n of ranked ? compared : [])
        wrong.push(...wrongLimits([rankOf(x, computed[n])], [ranks[n]], count, `the rank of value ${n}`))
      seen++
      return truths
    })
  if (program.hypotheses.map(everywhere).some((truth: number) => truth !== T))
    wrong.push('a hypothesis of the case is not certainly true')
  const claim = everywhere(program.claim)
  const violated = program.obstruction === undefined ? claim === F : everywhere(program.obstruction) === T
  if (says === 'violated' ? !violated : says !== 'satisfied' || claim !== T) wrong.push(`it is not ${says}`)
  if (seen !== atoms.length) wrong.push(`it speaks of ${atoms.length} atoms, and there are ${seen}`)
  return wrong
}
function wrongTruths(x: Numbers, found: readonly number[], letters: string): string[] {
  const wrong = letters.length === found.length ? [] : [`has ${found.length} entries, not ${letters.length}`]
  found.forEach((truth, i) => {
    const said = 'FUCT'.indexOf(letters[i] ?? 'U')
    if (said === truth || said === U || (said === C && truth !== F)) return
    x.open.ever ||= truth === U || truth === C
    wrong.push(`says ${letters[i]} for entry ${i}; it is ${'FUCT'[truth]}`)
  })
  return wrong
}
const count = (n: number): Dyadic => [BigInt(n), 0]
function wrongLimits(
  of: readonly Entry[],
  limits: Json,
  read: (end: Json) => Dyadic,
  what: string,
): string[] {
  if (limits?.length !== of.length) return [`there are no limits for ${what}`]
  return of.flatMap(({ in: within }, i) => {
    const [lo, hi] = limits[i]
    const [low, high] = [lo === '-inf' ? undefined : read(lo), hi === 'inf' ? undefined : read(hi)]
    const empty = low && high && order(high, low) < 0
    const apart = within && ((low && order(within[1], low) < 0) || (high && order(within[0], high) > 0))
    return empty || apart ? [`${what.replace('#', `${i}`)} does not lie in [${lo}, ${hi}]`] : []
  })
}
