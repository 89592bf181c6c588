import { closest } from 'fastest-levenshtein'
import type {
  Ablation,
  Claim,
  Cover,
  Exists,
  ForAll,
  Kind,
  Mutant,
  Probability,
  Scaling,
  Variant,
} from './claim.ts'

type Names<T> = Record<keyof T, true>

const COMMON: Names<Omit<Scaling, 'measure' | 'exponent'>> = {
  ...{
    id: true,
    title: true,
    statement: true,
    source: true,
    subject: true,
    inputs: true,
    assuming: true,
    kind: true,
  },
  ...{
    expect: true,
    controls: true,
    ablations: true,
    restrictions: true,
    cover: true,
    trivial: true,
    demand: true,
  },
  cases: true,
}

const OF_KIND: Readonly<Record<Kind, object>> = {
  forAll: { ...COMMON, check: true, tightness: true, mutants: true } satisfies Names<ForAll>,
  exists: { ...COMMON, check: true, quantifiers: true, obstruction: true } satisfies Names<Exists>,
  probability: { ...COMMON, check: true, bound: true } satisfies Names<Probability>,
  scaling: { ...COMMON, measure: true, exponent: true } satisfies Names<Scaling>,
}

const VARIANT: Names<Variant> = {
  ...{
    name: true,
    subject: true,
    inputs: true,
    assuming: true,
    check: true,
    measure: true,
    obstruction: true,
  },
  ...{ bound: true, cases: true },
}
const WITH_HYPOTHESIS: Names<Ablation> = { ...VARIANT, hypothesis: true }

const OF_PART: Readonly<Record<string, object>> = {
  ...{ controls: VARIANT, ablations: WITH_HYPOTHESIS, restrictions: WITH_HYPOTHESIS },
  mutants: { ...VARIANT, sharp: true } satisfies Names<Mutant>,
  cover: { name: true, region: true, atLeast: true } satisfies Names<Cover>,
}

/**
 * The names in a claim that mean nothing, in words: a hypothesis of a misspelt name would be left out in silence.
 *
 * @param claim of a known kind
 */
export function unknownNames(claim: Claim): string[] {
  const parts = Object.entries(OF_PART).flatMap(([part, known]) => {
    const variants: unknown = Reflect.get(claim, part)
    return Array.isArray(variants)
      ? variants.flatMap((variant) => unknownIn(variant, known, `one of its ${part}`))
      : []
  })
  return [...unknownIn(claim, OF_KIND[claim.kind], `a claim made by ${claim.kind}`), ...parts]
}

function unknownIn(given: unknown, known: object, of: string): string[] {
  if (typeof given !== 'object' || given === null) return []
  const names = Object.keys(known)
  return Object.keys(given)
    .filter((name) => !names.includes(name))
    .map((name) => `says "${name}", which ${of} does not have: did you mean "${closest(name, names)}"?`)
}
