import { batchOf, type Case } from '../arithmetic/case.ts'
import { toHex } from '../arithmetic/hex-float.ts'
import { IntervalField } from '../arithmetic/interval/interval-field.ts'
import type { Field } from '../arithmetic/scalar/field.ts'
import { judgeProgram, type Judged } from '../arithmetic/scalar/judge.ts'
import type { Statement, Value } from '../arithmetic/trace/straight-line.ts'
import { Truth } from '../arithmetic/truth.ts'
import type { Certificate } from '../evidence/certificate-schema.ts'
import { caseData } from './case-data.ts'
import { inputsOf, tracedFor } from './decide.ts'
import { higherTiers, type HigherTier } from './higher-tiers.ts'
import type { Program } from './program.ts'
import { Status, statusOf } from './status.ts'

/** What a certificate is about. */
export interface Certified {
  readonly claim: string
  readonly variant?: string
  readonly subject: string
  readonly program: Program
}

const LETTERS = ['F', 'U', 'C', 'T'] as const

/**
 * The certificate that a case has this status over the reals, from the first arithmetic that decides it.
 *
 * @returns undefined when none decides it number by number
 */
export async function certify(
  { claim, variant, subject, program }: Certified,
  item: Case,
  status: typeof Status.Violated | typeof Status.Satisfied,
): Promise<Certificate | undefined> {
  const batch = batchOf([item])
  const { line, existential } = tracedFor(program, batch)
  for (const { tier, bits, judge } of [FLOAT64, ...(await higherTiers()).tiers]) {
    const found = judge(line, inputsOf(batch), (judged, field) => {
      const { hypothesis, claim, obstruction = Truth.Undecided } = judged
      if (statusOf(hypothesis, claim, existential ? { obstruction } : undefined) !== status) return undefined
      return whatWasSaid(judged, field)
    })
    if (!found) continue
    return {
      claim,
      ...(variant !== undefined && { variant }),
      subject,
      says: status === Status.Violated ? 'violated' : 'satisfied',
      inputs: caseData(item),
      program: line as unknown as Certificate['program'],
      decidedBy: tier as Certificate['decidedBy'],
      bits,
      ...found,
    }
  }
  return undefined
}

const intervals = new IntervalField() as Field<unknown>

/** Float64 enclosures, one number at a time. */
export const FLOAT64: HigherTier = {
  tier: 'interval',
  bits: 53,
  judge: (program, inputs, read) => read(judgeProgram(program, inputs, intervals), intervals),
}

function whatWasSaid(
  { atoms, values }: Judged<unknown>,
  field: Field<unknown>,
): Pick<Certificate, 'atoms' | 'values' | 'ranks'> {
  const compared = new Set<Value>()
  const ranked = new Set<Value>()
  for (const { statement } of atoms) note(statement, compared, ranked)
  const sorted = (set: Set<Value>) => [...set].sort((a, b) => a - b)
  return {
    atoms: atoms.map(({ truth }) => ({ truth: truth.map((t) => LETTERS[t]).join('') })),
    values: Object.fromEntries(
      sorted(compared).map((value) => [
        String(value),
        values[value].entries.map((entry): [string, string] => {
          const [lo, hi] = entry === undefined ? [-Infinity, Infinity] : field.enclosure(entry)
          return [toHex(lo), toHex(hi)]
        }),
      ]),
    ),
    ranks: Object.fromEntries(
      sorted(ranked).map((value) => {
        const { entries, shape } = values[value]
        return [String(value), [...field.rank(entries, shape[0], shape[1])] as [number, number]]
      }),
    ),
  }
}

function note(atom: Statement, compared: Set<Value>, ranked: Set<Value>): void {
  switch (atom[0]) {
    case 'less':
    case 'atMost':
    case 'equal':
    case 'sameOrder':
      compared.add(atom[1]).add(atom[2])
      break
    case 'rankAtMost':
    case 'rankAtLeast':
      ranked.add(atom[1])
      break
    case 'rankAtMostThatOf':
    case 'rankAtLeastThatOf':
      ranked.add(atom[1]).add(atom[2])
  }
}
