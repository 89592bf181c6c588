import type { Claim } from './claim.ts'

/**
 * What keeps a value from being a claim, in words; empty when nothing does. Types say the same, but a claim file may be
 * JavaScript, and it may have been written for another version.
 */
export function whatIsNoClaim(value: unknown): string[] {
  if (typeof value !== 'object' || value === null)
    return [`is ${value === null ? 'null' : `a ${typeof value}`}`]
  const claim = value as { readonly [name in keyof Claim]?: unknown } & Record<string, unknown>
  const faults: string[] = []
  const need = (holds: boolean, fault: string): void => void (holds || faults.push(fault))

  for (const name of ['id', 'title', 'statement'] as const)
    need(typeof claim[name] === 'string' && claim[name] !== '', `has no ${name}`)
  need(KINDS.includes(claim.kind as string), `is not made by ${KINDS.join(', ')}`)
  need(
    isObject(claim.source) && ATTRIBUTIONS.includes(claim.source['attribution'] as string),
    'has no source',
  )
  const subjects = Array.isArray(claim.subject) ? claim.subject : [claim.subject]
  need(subjects.length > 0 && subjects.every(isSubject), 'has no subject')
  need(
    isObject(claim.inputs) && typeof claim.inputs['generate'] === 'function',
    'has no inputs (an arbitrary)',
  )
  need(
    isObject(claim.expect) && isExpected(claim.expect['reals']),
    'does not say what it expects over the reals',
  )
  need(
    !isObject(claim.expect) || claim.expect['float32'] === undefined || isExpected(claim.expect['float32']),
    "expects of float32 what is neither 'holds' nor 'refuted'",
  )
  if (claim.kind === 'scaling') {
    need(typeof claim['measure'] === 'function', 'has no measure')
    need(isObject(claim['exponent']), 'has no exponent')
  } else need(typeof claim['check'] === 'function', 'has no check')
  if (claim.kind === 'probability') need(isObject(claim['bound']), 'has no bound')
  need(
    Array.isArray(claim.controls) && claim.controls.length > 0 && claim.controls.every(isVariant),
    'has no control: a broken subject or a changed claim that must be refuted',
  )
  for (const name of ['ablations', 'restrictions'] as const) {
    const variants = claim[name]
    const good = (v: unknown): boolean => isVariant(v) && typeof v['hypothesis'] === 'string'
    need(
      variants === undefined || (Array.isArray(variants) && variants.every(good)),
      `has ${name} without a hypothesis`,
    )
  }
  const names = [claim.controls, claim.ablations, claim.restrictions]
    .flat()
    .filter(isVariant)
    .map((v) => v['name'])
  need(new Set(names).size === names.length, 'has two variants of one name')
  return faults
}

const KINDS = ['forAll', 'exists', 'probability', 'scaling']
const ATTRIBUTIONS = ['published', 'reconstructed', 'derived', 'folklore']

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null
const isExpected = (value: unknown): boolean => value === 'holds' || value === 'refuted'
const isVariant = (value: unknown): value is Record<string, unknown> =>
  isObject(value) && typeof value['name'] === 'string' && value['name'] !== ''
const isSubject = (value: unknown): boolean =>
  isObject(value) &&
  typeof value['name'] === 'string' &&
  typeof value['definition'] === 'function' &&
  typeof value['implementation'] === 'function'
