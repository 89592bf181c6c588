import type fc from 'fast-check'
import type { Case } from '../arithmetic/batch.ts'
import { noSubject } from '../attention/no-subject.ts'
import type { Subject } from '../attention/attention.ts'
import type { Predicate } from '../claim/claim.ts'
import type { Draws } from '../generate/draws.ts'
import type { Real } from '../program/real.ts'
import type { Recorder } from '../program/recorder.ts'

/** How often an event happens among random cases, with the limits of Clopper and Pearson. */
export interface Share<Name extends string = string> {
  readonly subject: Subject
  readonly inputs: fc.Arbitrary<Case<Name>>
  readonly event: Predicate<Name>
  /** Whether the event is one of real numbers, or of those that the engine returns. */
  readonly reading: 'reals' | 'float32'
  /** A case costs as much as so many; so many fewer are drawn. */
  readonly cost: number
}

/** How often a trial of any other program comes out true; a trial that says `undefined` counts as left open. */
export interface Trials {
  readonly trial: (draws: Draws) => boolean | undefined
  readonly cost: number
}

/** A number without chance beyond the numbers that its formula is given, enclosed in float64 intervals. */
export interface Enclosed {
  readonly inputs: Readonly<Record<string, readonly (readonly number[])[]>>
  readonly of: (inputs: Record<string, Real>, x: Recorder, draws: Draws) => Real
}

/** What is measured at one place of a figure, and how. */
export type Measurement =
  | ({ readonly kind: 'share' } & Share)
  | ({ readonly kind: 'trials' } & Trials)
  | ({ readonly kind: 'number' } & Enclosed)

/**
 * How often an event happens when the inputs follow their distribution.
 *
 * @example
 * ```ts
 * import { queryAndKeys } from 'attention-assay'
 * import { share } from 'attention-assay/open'
 *
 * share({ inputs: queryAndKeys({ tokens: 2, width: 4 }), event: ({ q }) => q.sum().greater(0).all() })
 * ```
 */
export const share = <Name extends string>({
  subject = noSubject,
  reading = 'reals',
  cost = 1,
  ...rest
}: Pick<Share<Name>, 'inputs' | 'event'> & Partial<Share<Name>>): Measurement => ({
  kind: 'share',
  subject,
  reading,
  cost,
  ...(rest as unknown as Pick<Share, 'inputs' | 'event'>),
})

/**
 * How often a trial comes out true that is no predicate, such as the training of a network.
 *
 * @example
 * ```ts
 * import { trials } from 'attention-assay/open'
 *
 * trials((draws) => draws.sign() > 0)
 * ```
 */
export const trials = (trial: Trials['trial'], cost = 1): Measurement => ({ kind: 'trials', trial, cost })

/**
 * A scalar, enclosed. Inputs are matrices of float32 numbers; derivatives are taken at them.
 *
 * @example
 * ```ts
 * import { number } from 'attention-assay/open'
 *
 * number({ inputs: { q: [[1, 2]] }, of: ({ q }) => q.square().sum() })
 * ```
 */
export const number = ({ inputs = {}, of }: Pick<Enclosed, 'of'> & Partial<Enclosed>): Measurement => ({
  kind: 'number',
  inputs,
  of,
})
