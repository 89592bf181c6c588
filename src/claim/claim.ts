import type fc from 'fast-check'
import type { Subject } from '../attention/attention.ts'
import { noSubject } from '../attention/no-subject.ts'
import type { Case } from '../arithmetic/batch.ts'
import type { Need } from './needs.ts'
import type { ProbabilityBound } from './probability-bound.ts'
import type { Source } from './source.ts'
import type { Ablation, Cover, Measure, Mutant, Predicate, Region, Restriction, Variant } from './variant.ts'

export type * from './variant.ts'

export const CLAIM_KINDS = ['forAll', 'exists', 'probability', 'scaling'] as const
export type Kind = (typeof CLAIM_KINDS)[number]
/** What a claim is expected to be; `consistent`: an equality that nothing contradicts, and that need not be confirmed. */
export type Expected = 'holds' | 'consistent' | 'refuted'

interface Common<Name extends string = string> {
  /** Unique among all claims; also the name of the file that declares it. */
  readonly id: string
  /** In a few words, for tables. */
  readonly title: string
  /** The statement in TeX, with all its hypotheses. */
  readonly statement: string
  /** Whose statement it is. */
  readonly source: Source
  /** Several subjects: each case is about one of them, chosen by the case. Left out by claims about numbers alone. */
  readonly subject: Subject | readonly Subject[]
  /**
   * What an attention that is not its subject has to be for the claim to say something of it. What can be seen from the
   * program, such as how many queries it asks for, needs no word.
   */
  readonly needs?: readonly Need[]
  /** Where cases come from. */
  readonly inputs: fc.Arbitrary<Case<Name>>
  /** What makes an input a case at all; others are discarded, and counted. */
  readonly assuming?: Predicate<NoInfer<Name>>
  /** The verdicts that are expected: over the reals, and of the numbers that an engine returns. */
  readonly expect: { readonly reals: Expected; readonly float32?: Expected }
  /** At least one broken subject or changed claim that must be refuted. */
  readonly controls: readonly Variant<NoInfer<Name>>[]
  /** The claim with one of its hypotheses dropped, which must be refuted. */
  readonly ablations?: readonly Ablation<NoInfer<Name>>[]
  /** Hypotheses under which a false claim is true. */
  readonly restrictions?: readonly Restriction<NoInfer<Name>>[]
  /** Parts of the inputs that a share of the cases has to reach. */
  readonly cover?: readonly Cover<NoInfer<Name>>[]
  /** Where the statement says nothing, or holds for another reason than its own; the share of such cases is reported. */
  readonly trivial?: Region<NoInfer<Name>>
  /** The largest probability of failure that a verdict of `supported` may leave open; 0.01 when left out. */
  readonly demand?: number
  /** Cases in a default run. */
  readonly cases?: number
}

/** What a claim that is an inequality says of how it is attacked. */
interface Attack<Name extends string> {
  /**
   * The left side of the inequality over its right side, a scalar that is at most 1 where the claim holds; the largest one
   * of a run is reported.
   */
  readonly tightness?: Measure<NoInfer<Name>>
  /** The claim with a constant moved: how sharp it is. */
  readonly mutants?: readonly Mutant<NoInfer<Name>>[]
}

/** Every case satisfies the predicate; one counterexample refutes. */
export interface ForAll<Name extends string = string> extends Common<Name>, Attack<Name> {
  readonly kind: 'forAll'
  /** What has to hold of a case. */
  readonly check: Predicate<NoInfer<Name>>
}

/** How each input of an existential claim is quantified: for all of the former there are some of the latter. */
export type Quantifiers<Name extends string = string> = Readonly<Record<Name, 'forAll' | 'exists'>>

/**
 * For each subject, and all inputs that are quantified so, there are others that satisfy the predicate. A witness proves
 * where nothing but the witness is drawn. `obstruction` certifies of the inputs that are given that no others are a
 * witness; one certified obstruction refutes. That what it states excludes every witness is the claim's own argument.
 *
 * Where some inputs are given, a hypothesis on those that are sought, `assuming` or a subject's own, is a part of what a
 * witness satisfies: a case is discarded for what is given alone.
 */
export interface Exists<Name extends string = string> extends Common<Name> {
  readonly kind: 'exists'
  /** Of each input, whether it is given or sought. */
  readonly quantifiers: Quantifiers<Name>
  /** What a witness satisfies. */
  readonly check: Predicate<NoInfer<Name>>
  /** What certifies that the inputs that are given have no witness; of these alone, where some are given. */
  readonly obstruction?: Predicate<NoInfer<Name>>
}

/** The event has at least, or at most, this probability when the inputs follow their distribution. */
export interface Probability<Name extends string = string> extends Common<Name> {
  readonly kind: 'probability'
  /** The event. */
  readonly check: Predicate<NoInfer<Name>>
  /** What its probability is at least, or at most. */
  readonly bound: ProbabilityBound
}

/** The exponent of a claim on growth. */
export interface Exponent {
  /** What is stated. */
  readonly is: number
  /** Distance between two exponents that are possible at all; why that is so stands in the note. */
  readonly spacing: number
}

/** A quantity grows with a stated exponent, in every case. `measure` gives the slope of a case, a scalar. */
export interface Scaling<Name extends string = string> extends Common<Name> {
  readonly kind: 'scaling'
  /** The slope of a case. */
  readonly measure: Measure<NoInfer<Name>>
  /** What it is. */
  readonly exponent: Exponent
}

/** A claim of any kind. */
export type Claim = ForAll | Exists | Probability | Scaling

/** A claim as it is written: its predicates know the names of its inputs. */
type Written<C extends Common<string>> = Omit<C, 'kind' | 'subject'> & Partial<Pick<C, 'subject'>>

const made = (kind: Kind, claim: object): object => ({ subject: noSubject, ...claim, kind })

/**
 * A claim whose predicate every case satisfies: one counterexample refutes it.
 *
 * @template Name of its inputs, which its predicates are given
 * @example
 * ```ts
 * import { folklore, forAll, queryAndKeys, softmax } from 'attention-assay'
 *
 * export default forAll({
 *   id: 'softmax-positive', // also the name of the file
 *   title: 'Softmax pays something to every key',
 *   statement: String.raw`\forall q,K,\ \forall j:\quad p_j > 0`,
 *   source: folklore(),
 *   subject: softmax, // left out for a claim about numbers alone
 *   inputs: queryAndKeys({ tokens: [2, 8], width: [1, 4] }),
 *   check: ({ q, k }, attention) => attention.weights({ q, k }).greater(0).all(),
 *   expect: { reals: 'holds' },
 *   controls: [{ name: 'more than 1/2 each', check: ({ q, k }, attention) => attention.weights({ q, k }).greater(0.5).all() }],
 * })
 * ```
 */
export const forAll = <Name extends string>(claim: Written<ForAll<Name>>): ForAll =>
  made('forAll', claim) as ForAll

/**
 * A claim that for all of some inputs there are others with which its predicate holds: a witness proves it where nothing
 * is quantified by `forAll`.
 *
 * @template Name of its inputs, which its predicates are given
 * @example
 * ```ts
 * export default exists({
 *   ...{ id: 'exp-below-half', title: 't', statement: String.raw`\exists u:\ e^u < 1/2`, source: folklore() },
 *   inputs: arrays({ arrays: { u: [1] } }),
 *   quantifiers: { u: 'exists' },
 *   check: ({ u }) => u.exp().less(0.5).all(),
 *   expect: { reals: 'holds' },
 *   // A control can only fall where something certifies that there is no witness.
 *   controls: [{ name: 'below 0', check: ({ u }) => u.exp().less(0).all(), obstruction: ({ u }) => u.exp().greaterEqual(0).all() }],
 * })
 * ```
 */
export const exists = <Name extends string>(claim: Written<Exists<Name>>): Exists =>
  made('exists', claim) as Exists

/**
 * A claim about the probability of an event under the distribution of its inputs: its limits are those of Clopper and
 * Pearson.
 *
 * @template Name of its inputs, which its predicates are given
 * @example
 * ```ts
 * export default probability({
 *   ...{ id: 'sign-of-a-normal', title: 't', statement: String.raw`P(u > 0) \ge 0.4`, source: folklore() },
 *   inputs: arrays({ arrays: { u: [1] }, from: gaussian(1) }),
 *   check: ({ u }) => u.greater(0).all(), // the event
 *   bound: { relation: 'atLeast', value: 0.4, formula: '0.4', event: 0.5 },
 *   expect: { reals: 'holds' },
 *   controls: [{ name: 'at least 0.6', bound: { relation: 'atLeast', value: 0.6, formula: '0.6' } }],
 * })
 * ```
 */
export const probability = <Name extends string>(claim: Written<Probability<Name>>): Probability =>
  made('probability', claim) as Probability

/**
 * A claim about the exponent with which a quantity grows: its measure is the slope, on logarithmic scales, between the
 * inputs of a case.
 *
 * @template Name of its inputs, which its predicates are given
 * @example
 * ```ts
 * export default scaling({
 *   ...{ id: 'squares-grow-twice', title: 't', statement: String.raw`\log u^2 / \log u = 2`, source: folklore() },
 *   inputs: arrays({ arrays: { u: [1] }, from: uniform(2, 9) }),
 *   measure: ({ u }) => u.square().log().div(u.log()).sum(),
 *   exponent: { is: 2, spacing: 1 }, // the exponents that are possible at all are one apart
 *   expect: { reals: 'holds' },
 *   controls: [{ name: 'cubes', measure: ({ u }) => u.square().mul(u).log().div(u.log()).sum() }],
 * })
 * ```
 */
export const scaling = <Name extends string>(claim: Written<Scaling<Name>>): Scaling =>
  made('scaling', claim) as Scaling

/** The subjects of a claim or a variant as a list. */
export const subjectsOf = (subject: Subject | readonly Subject[]): readonly Subject[] =>
  'definition' in subject ? [subject] : subject
