import type { Claim } from '../claim/claim.ts'
import type { LoadedClaim } from '../claim/load-claim.ts'
import type { ClaimEvidence } from '../evidence/schema.ts'

/** Of a claim no more is known than what its evidence says. */
const unknown = (): never => {
  throw new Error('what a claim computes does not stand in its evidence')
}

/**
 * A claim as its evidence states it, without the file that declares it: all that verdicts follow from, and nothing that
 * decides a case. What of a claim that something exists is given, its evidence does not say; so it is one of several.
 */
export function statedClaims(found: ClaimEvidence): LoadedClaim[] {
  const { theme, sourceHash, imports, kind } = found
  const loaded = (claim: object): LoadedClaim => ({
    claim: { ...commonOf(found), ...claim } as unknown as Claim,
    theme,
    file: '',
    sourceHash,
    imports,
  })
  switch (kind) {
    case 'forAll':
    case 'scaling':
      return [loaded({})]
    case 'exists':
      return [{ sought: 'exists' }, { given: 'forAll', sought: 'exists' }].map((quantifiers) =>
        loaded({ quantifiers }),
      )
    case 'probability':
      return [loaded(boundOf(found))]
  }
}

function commonOf({ subject, trivial, inputs, scaling, ...found }: ClaimEvidence) {
  const { id, title, statement, source, kind, expect, demand } = found
  return {
    ...{ id, title, statement, source, kind, expect, demand },
    subject: [subject].flat().map((name) => ({ name, definition: unknown, implementation: unknown })),
    cover: inputs.coverage.map(({ name, atLeast }) => ({ name, atLeast, region: unknown })),
    ...(trivial && { trivial: { name: trivial.name, region: unknown } }),
    ...(scaling && { exponent: { is: scaling.exponent, spacing: scaling.spacing } }),
  }
}

function boundOf({ probability }: ClaimEvidence) {
  if (!probability) return {}
  const { relation, bound: value, formula, event, mean } = probability
  const range = mean && { range: [mean.from, mean.to] }
  return { bound: { relation, value, formula, ...(event !== null && { event }), ...range } }
}
