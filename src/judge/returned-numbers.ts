import type { ClaimEvidence } from '../evidence/schema.ts'
import { Status } from './status.ts'

/** Cases by what the returned numbers say, and where they violate the claim, by what is known of the reason. */
export type Returned = NonNullable<ClaimEvidence['verdict']['float32']>['cases']

export const noReturned = (): Returned => ({
  satisfied: 0,
  violated: { rounding: 0, statement: 0, unexplained: 0 },
  nonFinite: 0,
  undecided: 0,
  discarded: 0,
})

export const violatedOf = ({ violated }: Returned): number =>
  violated.rounding + violated.statement + violated.unexplained

/**
 * Counts so many cases.
 *
 * @param status what the returned numbers say
 * @param reals what is known of the case over the reals
 * @param explained whether the rounding errors, as bounded, allow that the claim holds
 */
export function add(into: Returned, status: Status, reals: Status, explained: boolean, many: number): void {
  switch (status) {
    case Status.Satisfied:
      into.satisfied += many
      break
    case Status.Violated:
      into.violated[reasonOf(reals, explained)] += many
      break
    case Status.NonFinite:
      into.nonFinite += many
      break
    case Status.Discarded:
      into.discarded += many
      break
    default:
      into.undecided += many
  }
}

function reasonOf(reals: Status, explained: boolean): keyof Returned['violated'] {
  if (reals === Status.Violated) return 'statement'
  return reals === Status.Satisfied && explained ? 'rounding' : 'unexplained'
}
