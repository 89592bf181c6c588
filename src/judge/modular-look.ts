import type { Batch } from '../arithmetic/batch.ts'
import { sayingAtoms, type SaidOfAtoms } from '../arithmetic/said.ts'
import { ModularField } from '../arithmetic/scalar/modular/modular-field.ts'
import { modularPlan } from '../arithmetic/scalar/modular/modular-plan.ts'
import { looksTied } from '../arithmetic/scalar/modular/ties.ts'
import { run } from '../arithmetic/scalar/run.ts'
import type { Judgement } from '../program/judgement.ts'
import type { Program } from '../program/program.ts'
import { Truth } from '../program/truth.ts'
import { entriesOf, truthsOf, type Truths } from './opposed-truths.ts'

/** What residues say of a case that enclosures leave open. */
export interface ModularLook {
  /** What enclosures and residues say together. */
  readonly said: SaidOfAtoms
  /** What residues say, and where they are needed, the enclosures of numbers one at a time. */
  readonly truths: Truths
  /** Whether numbers that are compared look equal, so that exact numbers will decide the case sooner than enclosures. */
  readonly tied: boolean
}

const ENCLOSING = new ModularField()
const PLAIN = new ModularField(false)

/**
 * Looks at a case modulo two primes, which takes a small part of the time of exact numbers: an equality that does not hold
 * is refuted there.
 *
 * @param batch of one lane
 * @param enclosed what enclosures say of that lane, and of others
 * @returns undefined where no number that is compared has residues
 */
export function lookModulo(
  program: Program,
  batch: Batch,
  enclosed: SaidOfAtoms,
  lane: number,
): ModularLook | undefined {
  const { worthwhile, enclosed: needed } = modularPlan(program)
  if (!worthwhile) return undefined
  const own = run(program, batch, needed ? ENCLOSING : PLAIN)
  let [at, tied] = [0, false]
  const both = (): Judgement => {
    const { atom, judgement } = own.atoms[at]
    const truth = mostCertain(entriesOf(enclosed.atoms[at].judgement, lane), judgement.truth)
    at++
    tied ||= looksTied(atom, truth, own.values)
    return { ...judgement, truth }
  }
  const said = sayingAtoms({ ...program, regions: [] }, 1, both, undefined)
  return { said, truths: truthsOf(own, 0), tied }
}

/** Of each entry what one of two says for certain; else what the first says. */
const mostCertain = (a: Uint8Array, b: Uint8Array): Uint8Array =>
  a.map((truth, i) => (!isCertain(truth) && isCertain(b[i]) ? b[i] : truth))

const isCertain = (truth: number): boolean => truth === Truth.True || truth === Truth.False
