import { batchOf, type Case } from '../arithmetic/batch.ts'
import type { Field } from '../arithmetic/scalar/field.ts'
import type { SaidByField } from '../arithmetic/scalar/run.ts'
import type { Entry } from '../arithmetic/scalar/scalar-array.ts'
import type { Certificate } from '../evidence/certificate-schema.ts'
import { toHex } from '../program/hex-float.ts'
import { toJson } from '../program/json.ts'
import type { Program } from '../program/program.ts'
import { comparedBy } from '../program/statement.ts'
import type { Value } from '../program/step.ts'
import { caseData } from './case-data.ts'
import { statusesOf } from './outcomes.ts'
import { Status } from './status.ts'
import { FLOAT64, higherTiers } from './scalar-tiers.ts'

/** What a certificate is about. */
export interface Certified {
  readonly claim: string
  readonly variant?: string
  readonly subject: string
  /** The claim's definition, for the shapes of the case. */
  readonly program: Program
}

const LETTERS = ['F', 'U', 'C', 'T'] as const

/**
 * The certificate that a case has this status over the reals, from the first arithmetic that decides it.
 *
 * @returns undefined when none decides it number by number
 */
export async function certify(
  { program, ...about }: Certified,
  item: Case,
  status: typeof Status.Violated | typeof Status.Satisfied,
): Promise<Certificate | undefined> {
  const batch = batchOf([item])
  for (const { tier, bits, judge } of [FLOAT64, ...(await higherTiers()).tiers]) {
    const found = judge(program, batch, (said, field) =>
      statusesOf(program, said)[0] === status ? whatWasSaid(said, field) : undefined,
    )
    if (!found) continue
    return {
      ...about,
      says: status === Status.Violated ? 'violated' : 'satisfied',
      inputs: caseData(item),
      program: toJson(program) as unknown as Certificate['program'],
      decidedBy: tier as Certificate['decidedBy'],
      bits,
      ...found,
    }
  }
  return undefined
}

function whatWasSaid(
  { atoms, values }: SaidByField<unknown>,
  field: Field<unknown>,
): Pick<Certificate, 'atoms' | 'values' | 'ranks'> {
  const compared = (ranks: boolean): Value[] =>
    atoms.flatMap(({ atom }) => (atom[0].startsWith('rank') === ranks ? comparedBy(atom) : []))
  return {
    atoms: atoms.map(({ judgement }) => ({ truth: lettersOf(judgement.truth) })),
    values: byValue(compared(false), (value) =>
      values[value].entries.map((entry) => hexLimits(entry, field)),
    ),
    ranks: byValue(compared(true), (value): [number, number] => {
      const { entries, shape } = values[value]
      return [...field.rank(entries, shape[0], shape[1])]
    }),
  }
}

/** For each value, in ascending order, as an object holds whole numbers. */
const byValue = <T>(values: readonly Value[], of: (value: Value) => T): Record<string, T> =>
  Object.fromEntries([...new Set(values)].map((value) => [value, of(value)]))

/** A letter for each truth: T, F, C (consistent), U. */
export const lettersOf = (truth: Uint8Array): string => Array.from(truth, (t) => LETTERS[t]).join('')

/** Limits on a number, as hexadecimal floats; on one that has no value, infinite ones. */
export function hexLimits<T>(entry: Entry<T>, field: Field<T>): [string, string] {
  const [lo, hi] = entry === undefined ? [-Infinity, Infinity] : field.enclosure(entry)
  return [toHex(lo), toHex(hi)]
}
