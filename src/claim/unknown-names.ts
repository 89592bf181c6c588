import { closest } from 'fastest-levenshtein'
import type {
  Ablation,
  Claim,
  Cover,
  Exists,
  Exponent,
  ForAll,
  Kind,
  Mutant,
  Probability,
  Region,
  Scaling,
  Variant,
} from './claim.ts'
import type { ProbabilityBound } from './probability-bound.ts'
import type { Source } from './source.ts'

type Names<T> = Record<keyof T, true>

const COMMON: Names<Omit<Scaling, 'measure' | 'exponent'>> = {
  id: true,
  kind: true,
  title: true,
  statement: true,
  source: true,
  subject: true,
  needs: true,
  inputs: true,
  assuming: true,
  expect: true,
  controls: true,
  ablations: true,
  restrictions: true,
  cover: true,
  trivial: true,
  demand: true,
  cases: true,
}

const OF_KIND: Readonly<Record<Kind, object>> = {
  forAll: { ...COMMON, check: true, tightness: true, mutants: true } satisfies Names<ForAll>,
  exists: { ...COMMON, check: true, quantifiers: true, obstruction: true } satisfies Names<Exists>,
  probability: { ...COMMON, check: true, bound: true } satisfies Names<Probability>,
  scaling: { ...COMMON, measure: true, exponent: true } satisfies Names<Scaling>,
}

const VARIANT: Names<Variant> = {
  name: true,
  subject: true,
  inputs: true,
  assuming: true,
  check: true,
  measure: true,
  obstruction: true,
  bound: true,
  cases: true,
}
const WITH_HYPOTHESIS: Names<Ablation> = { ...VARIANT, hypothesis: true }
const REGION: Names<Region> = { name: true, region: true }

/** What is in a part of a claim, or in each entry of a list of them. */
const OF_PART: Readonly<Record<string, object>> = {
  source: { attribution: true, note: true, arxiv: true } satisfies Names<Source>,
  expect: { reals: true, float32: true } satisfies Names<Claim['expect']>,
  exponent: { is: true, spacing: true } satisfies Names<Exponent>,
  bound: {
    relation: true,
    value: true,
    range: true,
    formula: true,
    event: true,
  } satisfies Names<ProbabilityBound>,
  controls: VARIANT,
  ablations: WITH_HYPOTHESIS,
  restrictions: WITH_HYPOTHESIS,
  mutants: { ...VARIANT, sharp: true } satisfies Names<Mutant>,
  trivial: REGION,
  cover: { ...REGION, atLeast: true } satisfies Names<Cover>,
}

/**
 * The names in a claim that mean nothing, in words: a hypothesis of a misspelt name would be left out in silence.
 *
 * @param claim of a known kind
 */
export const unknownNames = (claim: Claim): string[] => [
  ...unknownIn(claim, OF_KIND[claim.kind], `a claim made by ${claim.kind}`),
  ...unknownInParts(claim),
]

function unknownInParts(of: object): string[] {
  return Object.entries(OF_PART).flatMap(([part, known]) => {
    const found: unknown = Reflect.get(of, part)
    const parts: unknown[] = Array.isArray(found) ? found : [found]
    const name = Array.isArray(found) ? `one of its ${part}` : `its ${part}`
    // A variant has parts of its own.
    return parts.flatMap((each) => [
      ...unknownIn(each, known, name),
      ...(isObject(each) ? unknownInParts(each) : []),
    ])
  })
}

function unknownIn(given: unknown, known: object, of: string): string[] {
  if (!isObject(given)) return []
  const names = Object.keys(known)
  return Object.keys(given)
    .filter((name) => !names.includes(name))
    .map((name) => `says "${name}", which ${of} does not have: did you mean "${closest(name, names)}"?`)
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null
