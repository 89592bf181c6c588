import type fc from 'fast-check'
import type { Attention, Subject } from '../attention/attention.ts'
import type { Case } from '../arithmetic/batch.ts'
import type { Proposition } from '../program/proposition.ts'
import type { Real } from '../program/real.ts'
import type { Recorder } from '../program/recorder.ts'
import type { ProbabilityBound } from './probability-bound.ts'

/** The arrays of a case by name. */
export type Inputs<Name extends string = string> = Readonly<Record<Name, Real>>

type OfCase<Name extends string, T> = (inputs: Inputs<Name>, attention: Attention, x: Recorder) => T
export type Predicate<Name extends string = string> = OfCase<Name, Proposition>
export type Measure<Name extends string = string> = OfCase<Name, Real>

/** What a variant of a claim may change. Whatever is left out stays as the claim has it. */
export interface Variant<Name extends string = string> {
  /** What was changed, in a few words; also its name on the command line. */
  readonly name: string
  readonly subject?: Subject | readonly Subject[]
  readonly inputs?: fc.Arbitrary<Case<Name>>
  readonly assuming?: Predicate<NoInfer<Name>>
  readonly check?: Predicate<NoInfer<Name>>
  readonly measure?: Measure<NoInfer<Name>>
  /** Of an existential claim. */
  readonly obstruction?: Predicate<NoInfer<Name>>
  readonly bound?: ProbabilityBound
  /** Cases tried before the search for a refutation is given up. */
  readonly cases?: number
}

/** A claim with one hypothesis dropped. */
export interface Ablation<Name extends string = string> extends Variant<Name> {
  readonly hypothesis: string
}

/** A hypothesis under which a false statement becomes true: the refuter must find nothing. */
export interface Restriction<Name extends string = string> extends Variant<Name> {
  readonly hypothesis: string
}

/**
 * The claim with a constant moved by 2 % to the false side. It falls where the constant is sharp on these inputs; one that
 * stands is shown as "not sharp here".
 */
export interface Mutant<Name extends string = string> extends Variant<Name> {
  /** Whether it is expected to fall. */
  readonly sharp: boolean
}

/** A part of the inputs. */
export interface Region<Name extends string = string> {
  readonly name: string
  readonly region: Predicate<NoInfer<Name>>
}

/** A region of the inputs that at least the given share of the cases must certainly reach. */
export interface Cover<Name extends string = string> extends Region<Name> {
  readonly atLeast: number
}
