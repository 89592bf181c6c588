import { CLAIM_KINDS, type Claim } from './claim.ts'
import { faultsOfNeeds } from './needs.ts'
import { numberFaults } from './number-faults.ts'
import { isArbitrary, isSubject, partFaults } from './part-faults.ts'
import { ATTRIBUTIONS } from './source.ts'
import { unknownNames } from './unknown-names.ts'

/**
 * What keeps a value from being a claim, in words; empty when nothing does. Types say the same, but a claim file may be
 * JavaScript, and it may have been written for another version.
 */
export function claimFaults(value: unknown): string[] {
  if (typeof value !== 'object' || value === null)
    return [`is ${value === null ? 'null' : `a ${typeof value}`}`]
  const claim = value as { readonly [name in keyof Claim]?: unknown } & Record<string, unknown>
  const { kind, source, inputs, expect, controls } = claim
  const subjects = [claim.subject].flat()
  const variants = [controls, claim.ablations, claim.restrictions].flat().filter(isVariant)
  const missing = (name: string, holds: boolean): [boolean, string] => [holds, `has no ${name}`]
  const demands: [boolean, string][] = [
    ...['id', 'title', 'statement'].map((name) => missing(name, isText(claim[name]))),
    [isOneOf(CLAIM_KINDS, kind), `is not made by ${CLAIM_KINDS.join(', ')}`],
    missing('source', isObject(source) && isOneOf(ATTRIBUTIONS, source['attribution'])),
    missing('subject', subjects.length > 0 && subjects.every(isSubject)),
    missing('inputs (an arbitrary)', isArbitrary(inputs)),
    [isObject(expect) && isExpected(expect['reals']), 'does not say what it expects over the reals'],
    [
      !isObject(expect) || expect['float32'] === undefined || isExpected(expect['float32']),
      "expects of float32 what is neither 'holds' nor 'refuted'",
    ],
    kind === 'scaling'
      ? missing('measure', isFunction(claim['measure']))
      : missing('check', isFunction(claim['check'])),
    ...(kind === 'exists' ? quantifierDemands(claim['quantifiers']) : []),
    ...[controls, claim['ablations']]
      .flat()
      .filter(isVariant)
      .map(({ name, obstruction }): [boolean, string] => [
        kind !== 'exists' || isFunction(obstruction ?? claim['obstruction']),
        `cannot refute "${name}", since nothing certifies that there is no witness: give it an obstruction`,
      ]),
    [
      kind !== 'probability' || subjects.length < 2,
      'is about the probability of an event for several subjects: what holds of their mixture need not hold of each',
    ],
    missing('exponent', kind !== 'scaling' || isObject(claim['exponent'])),
    missing('bound', kind !== 'probability' || isObject(claim['bound'])),
    missing(
      'control: a broken subject or a changed claim that must be refuted',
      Array.isArray(controls) && controls.length > 0 && controls.every(isVariant),
    ),
    ...['ablations', 'restrictions'].map((name): [boolean, string] => [
      claim[name] === undefined || (Array.isArray(claim[name]) && claim[name].every(hasHypothesis)),
      `has ${name} without a hypothesis`,
    ]),
    [new Set(variants.map(({ name }) => name)).size === variants.length, 'has two variants of one name'],
  ]
  return [
    ...demands.flatMap(([holds, fault]) => (holds ? [] : [fault])),
    ...faultsOfNeeds(claim['needs']),
    ...[claim, ...variants.map((variant): Record<string, unknown> => ({ ...variant }))].flatMap(numberFaults),
    ...(isOneOf(CLAIM_KINDS, kind) ? unknownNames(claim as unknown as Claim) : []),
    ...partFaults(claim),
  ]
}

const isText = (value: unknown): boolean => typeof value === 'string' && value !== ''
const isFunction = (value: unknown): boolean => typeof value === 'function'
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null
const isOneOf = (names: readonly unknown[], value: unknown): boolean => names.includes(value)
const isExpected = (value: unknown): boolean => ['holds', 'consistent', 'refuted'].includes(value as string)

const quantifierDemands = (quantifiers: unknown): [boolean, string][] => {
  const said = isObject(quantifiers) ? Object.values(quantifiers) : [undefined]
  return [
    [
      said.every((each) => each === 'forAll' || each === 'exists'),
      "does not say of each input whether it is quantified by 'forAll' or 'exists'",
    ],
    [
      said.some((each) => each !== 'forAll'),
      "seeks nothing, as no input is quantified by 'exists'; a claim about all inputs is a forAll",
    ],
  ]
}
const isVariant = (value: unknown): value is { name: string; hypothesis?: unknown; obstruction?: unknown } =>
  isObject(value) && isText(value['name'])
const hasHypothesis = (value: unknown): boolean => isVariant(value) && typeof value.hypothesis === 'string'
