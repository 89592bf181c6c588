import type fc from 'fast-check'
import type { Attention, Subject } from '../attention/attention.ts'
import type { Case } from '../arithmetic/batch.ts'
import type { Proposition } from '../program/proposition.ts'
import type { Real } from '../program/real.ts'
import type { Recorder } from '../program/recorder.ts'
import type { Source } from './source.ts'

export type { Source }
export type Kind = 'forAll' | 'exists' | 'probability' | 'scaling'
export type Expected = 'holds' | 'refuted'

/** The arrays of a case by name, in some arithmetic. */
export type Inputs = Readonly<Record<string, Real>>
export type Predicate = (inputs: Inputs, attention: Attention, x: Recorder) => Proposition
export type Measure = (inputs: Inputs, attention: Attention, x: Recorder) => Real

/** What a variant of a claim may change. Whatever is left out stays as the claim has it. */
export interface Variant {
  /** What was changed, in a few words; also its name on the command line. */
  readonly name: string
  readonly subject?: Subject | readonly Subject[]
  readonly inputs?: fc.Arbitrary<Case>
  readonly assuming?: Predicate
  readonly check?: Predicate
  readonly measure?: Measure
  readonly bound?: ProbabilityBound
  /** Cases tried before the search for a refutation is given up. */
  readonly cases?: number
}

/** A claim with one hypothesis dropped. */
export interface Ablation extends Variant {
  readonly hypothesis: string
}

/** A hypothesis under which a false statement becomes true: the refuter must find nothing. */
export interface Restriction extends Variant {
  readonly hypothesis: string
}

/** A region of the inputs that at least the given share of the cases must certainly reach. */
export interface Cover {
  readonly name: string
  readonly atLeast: number
  readonly region: Predicate
}

interface Common {
  /** Unique among all claims; also the name of the file that declares it. */
  readonly id: string
  readonly title: string
  /** The statement in TeX, with all its hypotheses. */
  readonly statement: string
  readonly source: Source
  /** Several subjects: each case is about one of them, chosen by the case. */
  readonly subject: Subject | readonly Subject[]
  readonly inputs: fc.Arbitrary<Case>
  readonly assuming?: Predicate
  readonly expect: { readonly reals: Expected; readonly float32?: Expected }
  /** At least one broken subject or changed claim that must be refuted. */
  readonly controls: readonly Variant[]
  readonly ablations?: readonly Ablation[]
  readonly restrictions?: readonly Restriction[]
  readonly cover?: readonly Cover[]
  /** Cases in a default run. */
  readonly cases?: number
}

/** Every case satisfies the predicate; one counterexample refutes. */
export interface ForAll extends Common {
  readonly kind: 'forAll'
  readonly check: Predicate
}

/**
 * Some case satisfies the predicate; a witness proves. `obstruction` certifies for a case that it, and all that
 * shares its parameters, admits no witness; one certified obstruction refutes.
 */
export interface Exists extends Common {
  readonly kind: 'exists'
  readonly check: Predicate
  readonly obstruction?: Predicate
}

export interface ProbabilityBound {
  readonly relation: 'atLeast' | 'atMost'
  readonly value: number
  /** The closed form of the value, in TeX. */
  readonly formula: string
}

/** The event has at least, or at most, this probability when the inputs follow their distribution. */
export interface Probability extends Common {
  readonly kind: 'probability'
  readonly check: Predicate
  readonly bound: ProbabilityBound
}

export interface Exponent {
  readonly is: number
  /** Distance between two exponents that are possible at all; why that is so stands in the note. */
  readonly spacing: number
}

/** A quantity grows with a stated exponent. `measure` gives the slope of one case, a scalar. */
export interface Scaling extends Common {
  readonly kind: 'scaling'
  readonly measure: Measure
  readonly exponent: Exponent
}

export type Claim = ForAll | Exists | Probability | Scaling

export const forAll = (claim: Omit<ForAll, 'kind'>): ForAll => ({ ...claim, kind: 'forAll' })
export const exists = (claim: Omit<Exists, 'kind'>): Exists => ({ ...claim, kind: 'exists' })
export const probability = (claim: Omit<Probability, 'kind'>): Probability => ({
  ...claim,
  kind: 'probability',
})
export const scaling = (claim: Omit<Scaling, 'kind'>): Scaling => ({ ...claim, kind: 'scaling' })

/** The subjects of a claim or a variant as a list. */
export const subjectsOf = (subject: Subject | readonly Subject[]): readonly Subject[] =>
  'definition' in subject ? [subject] : subject
