import { closest } from 'fastest-levenshtein'
import type { LinearParts } from '../attention/attention.ts'
import { noSubject } from '../attention/no-subject.ts'
import type { Scale } from '../attention/scale.ts'
import { subjectsOf, type Claim } from './claim.ts'

/** What is known of an attention that a claim is to be put to. */
export interface Traits {
  readonly name: string
  /** Weights are e^(scale · q·k), divided by their sum. */
  readonly softmax: boolean
  /** Its feature map, and how it is used, where it is linear attention. */
  readonly linear?: LinearParts
  /** Each row of weights is divided by its sum. */
  readonly normalised: boolean
  /** What scores are multiplied by; of linear attention none. */
  readonly scale: Scale
  /** `other` hides more than later keys. */
  readonly mask: 'none' | 'causal' | 'other'
  /** Weights depend on where a token stands: rotations, or a bias of the scores. */
  readonly positions: boolean
}

interface Meaning {
  /** What the claim needs, as the end of "This claim is about …". */
  readonly about: string
  /** Why the attention does not have it, as a clause; undefined where it has. */
  missing(traits: Traits): string | undefined
}

const unless = (has: boolean, otherwise: string): string | undefined => (has ? undefined : otherwise)

const MEANINGS = {
  softmax: {
    about: 'weights proportional to the exponentials of scores',
    missing: ({ softmax, name }) => unless(softmax, `${name} has others`),
  },
  /** The claim's scores are q·k: an attention that scales its scores is given queries over the scale. */
  'unit-scale': {
    about: 'the scores q·k as they are',
    missing: ({ scale }) =>
      unless(scale !== 0, 'a scale of 0 makes all scores equal, whatever queries it is given'),
  },
  /** Of the rows that the claim asks for; whoever asks has to see to it, since it depends on how many there are. */
  'all-keys': {
    about: 'queries that may use every key',
    missing: () => undefined,
  },
  'no-positions': {
    about: 'tokens whose place does not matter',
    missing: ({ positions, name }) => unless(!positions, `in ${name} it does`),
  },
  'feature-map': {
    about: 'a feature map',
    missing: ({ linear, name }) => unless(linear !== undefined, `${name} has none`),
  },
  'feature-multiples': {
    about: 'queries whose features are multiples of those of others',
    missing: ({ linear, name }) =>
      unless(linear?.map.multiple !== undefined, `none are known for ${linear ? linear.map.name : name}`),
  },
  normalised: {
    about: 'rows that are divided by their sums',
    missing: ({ normalised, name }) => unless(normalised, `those of ${name} are not`),
  },
  'simple-mask': {
    about: 'attention without a mask, or one that hides later keys',
    missing: ({ mask, name }) => unless(mask !== 'other', `${name} has another`),
  },
  'own-subject': {
    about: 'one mechanism on data of its own, with formulas worked out for it',
    missing: () => 'it says nothing of any other',
  },
  'no-other-mechanism': {
    about: 'how two mechanisms differ',
    missing: () => 'it says nothing of either alone',
  },
} as const satisfies Record<string, Meaning>

/** What a claim needs of an attention to say something of it. */
export type Need = keyof typeof MEANINGS

/** What a claim with each of these needs is about. */
export const NEEDS: Readonly<Record<Need, { readonly about: string }>> = MEANINGS

/**
 * Why a claim says nothing of an attention, as a sentence; undefined where nothing that it states of its needs speaks
 * against it.
 */
export function unmetNeed(claim: Claim, traits: Traits): string | undefined {
  if (subjectsOf(claim.subject).includes(noSubject))
    return 'This claim is about numbers alone, not about an attention.'
  for (const need of claim.needs ?? []) {
    const { about, missing }: Meaning = MEANINGS[need]
    const why = missing(traits)
    if (why !== undefined) return `This claim is about ${about}; ${why}.`
  }
  return undefined
}

/** What is wrong with the needs that a claim states, in words; empty when nothing is. */
export function faultsOfNeeds(needs: unknown): string[] {
  if (needs === undefined) return []
  const known = Object.keys(MEANINGS)
  if (!Array.isArray(needs)) return [`says its needs by no list; name some of ${known.join(', ')}`]
  return needs
    .filter((need) => !known.includes(need as string))
    .map(
      (need) =>
        `needs ${JSON.stringify(need)}, which nothing can have: did you mean "${closest(String(need), known)}"?`,
    )
}
