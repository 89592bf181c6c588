import type fc from 'fast-check'
import type { Attention, Subject } from '../attention/attention.ts'
import type { Case } from '../arithmetic/batch.ts'
import type { Proposition } from '../program/proposition.ts'
import type { Real } from '../program/real.ts'
import type { Recorder } from '../program/recorder.ts'
import type { ProbabilityBound } from './probability-bound.ts'

/** The arrays of a case by name. */
export type Inputs<Name extends string = string> = Readonly<Record<Name, Real>>

/**
 * States a claim of a case: from its arrays, the subject's attention, and what makes constants and fractions. It computes
 * nothing, but is recorded once for each subject and shapes; so it may not branch on a number, and loops are over extents.
 */
export type Predicate<Name extends string = string> = (
  inputs: Inputs<Name>,
  attention: Attention,
  x: Recorder,
) => Proposition
/** A scalar of a case, as `Predicate` states a claim of it. */
export type Measure<Name extends string = string> = (
  inputs: Inputs<Name>,
  attention: Attention,
  x: Recorder,
) => Real

/**
 * What a variant of a claim may change. Whatever is left out stays as the claim has it.
 *
 * A control is a variant that has to be refuted: it shows that the check finds what is wrong. Of a true claim it is a broken
 * subject or a changed statement. Of a false claim it is another false one, of a mechanism or with a constant for which it is
 * false for a reason of its own: so what refutes the claim is the predicate, and no mistake in one mechanism.
 *
 * @example
 * ```ts
 * export default forAll({
 *   ...{ id: 'half-of-all', title: 't', statement: String.raw`\max_j p_j \ge 1/2`, source: folklore() },
 *   subject: softmax,
 *   inputs: queryAndKeys({ tokens: [2, 8], width: [1, 4] }),
 *   check: ({ q, k }, attention) => attention.weights({ q, k }).max(-1).greaterEqual(0.5).all(),
 *   expect: { reals: 'refuted' },
 *   // The claim is false of softmax because there can be three keys; the control is false of two keys as well.
 *   controls: [{ name: 'not divided', subject: mechanism('e^s/n', ({ q, k }) => q.matMul(k.transpose()).exp().div(k.shape[0])) }],
 * })
 * ```
 */
export interface Variant<Name extends string = string> {
  /** What was changed, in a few words; also its name on the command line. */
  readonly name: string
  /** Another mechanism, or others. */
  readonly subject?: Subject | readonly Subject[]
  /** Other inputs, with arrays of the same names. */
  readonly inputs?: fc.Arbitrary<Case<Name>>
  /** Another hypothesis; `always` for none. */
  readonly assuming?: Predicate<NoInfer<Name>>
  /** Another statement. */
  readonly check?: Predicate<NoInfer<Name>>
  /** Another quantity, of a claim on an exponent. */
  readonly measure?: Measure<NoInfer<Name>>
  /** What certifies of an existential claim that there is no witness: without it such a variant cannot be refuted. */
  readonly obstruction?: Predicate<NoInfer<Name>>
  /** Another bound, of a claim on a probability. */
  readonly bound?: ProbabilityBound
  /** Cases tried before the search for a refutation is given up. */
  readonly cases?: number
}

/**
 * A claim with one hypothesis dropped: it has to be refuted, which shows that the hypothesis is needed. Dropping it is
 * whatever takes it away: wider inputs, a weaker `assuming`, a subject without it.
 *
 * @example
 * ```ts
 * export default forAll({
 *   ...{ id: 'first-key-wins', title: 't', statement: String.raw`q > 0,\ k_1 > k_2:\quad p_1 > p_2`, source: folklore() },
 *   subject: softmax,
 *   inputs: arrays({ arrays: { q: [1, 1], k: [2, 1] } }),
 *   assuming: ({ q, k }) => q.greater(0).all().and(k.gather([0]).greater(k.gather([1])).all()),
 *   check: ({ q, k }, attention) => {
 *     const p = attention.weights({ q, k })
 *     return p.gather([0], 1).greater(p.gather([1], 1)).all()
 *   },
 *   expect: { reals: 'holds' },
 *   controls: [{ name: 'uniform', subject: mechanism('1/n', ({ q, k }) => q.matMul(k.transpose()).mul(0).add(0.5)) }],
 *   ablations: [
 *     { name: 'any query', hypothesis: 'q > 0', assuming: ({ k }) => k.gather([0]).greater(k.gather([1])).all() },
 *     { name: 'any keys', hypothesis: 'k_1 > k_2', assuming: ({ q }) => q.greater(0).all() },
 *   ],
 * })
 * ```
 */
export interface Ablation<Name extends string = string> extends Variant<Name> {
  /** Which one, as the statement has it. */
  readonly hypothesis: string
}

/**
 * A hypothesis under which a false statement becomes true: the refuter must find nothing. What is left of a claim after it
 * was refuted.
 *
 * @example
 * ```ts
 * export default forAll({
 *   ...{ id: 'half-of-two', title: 't', statement: String.raw`\max_j p_j \ge 1/2`, source: folklore() },
 *   subject: softmax,
 *   inputs: queryAndKeys({ tokens: [2, 8], width: [1, 4], from: gaussian(1) }),
 *   check: ({ q, k }, attention) => attention.weights({ q, k }).max(-1).greaterEqual(0.5).all(),
 *   expect: { reals: 'refuted' },
 *   controls: [{ name: 'at least 0.9', check: ({ q, k }, attention) => attention.weights({ q, k }).max(-1).greaterEqual(0.9).all() }],
 *   restrictions: [
 *     { name: 'two keys', hypothesis: 'n = 2', inputs: queryAndKeys({ tokens: 2, width: [1, 4], from: gaussian(1) }) },
 *   ],
 * })
 * ```
 */
export interface Restriction<Name extends string = string> extends Variant<Name> {
  /** What is added, as a statement would have it. */
  readonly hypothesis: string
}

/**
 * The claim with a constant moved by 2 % to the false side. It falls where the constant is sharp on these inputs; one that
 * stands is shown as "not sharp here".
 *
 * @example
 * ```ts
 * export default forAll({
 *   ...{ id: 'shares-of-three', title: 't', statement: String.raw`\max_j p_j \ge 1/3`, source: folklore() },
 *   subject: softmax,
 *   inputs: queryAndKeys({ tokens: 3, width: [1, 4] }),
 *   check: ({ q, k }, attention, x) => attention.weights({ q, k }).max(-1).greaterEqual(x.rational(1, 3)).all(),
 *   tightness: ({ q, k }, attention, x) => x.rational(1, 3).div(attention.weights({ q, k }).max()),
 *   mutants: [
 *     { name: '0.34 for 1/3', sharp: true, check: ({ q, k }, attention) => attention.weights({ q, k }).max(-1).greaterEqual(0.34).all() },
 *   ],
 *   expect: { reals: 'holds' },
 *   controls: [{ name: 'at least half', check: ({ q, k }, attention) => attention.weights({ q, k }).max(-1).greaterEqual(0.5).all() }],
 * })
 * ```
 */
export interface Mutant<Name extends string = string> extends Variant<Name> {
  /** Whether it is expected to fall. */
  readonly sharp: boolean
}

/** A part of the inputs. */
export interface Region<Name extends string = string> {
  /** In a few words. */
  readonly name: string
  /** Which cases belong to it. */
  readonly region: Predicate<NoInfer<Name>>
}

/** A region of the inputs that at least the given share of the cases must certainly reach. */
export interface Cover<Name extends string = string> extends Region<Name> {
  /** A share of the cases, from 0 to 1. */
  readonly atLeast: number
}
