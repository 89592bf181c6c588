import { undefinedPrograms, type UndefinedProgram } from '../arithmetic/undefined-programs.fixture.ts'
import { run } from '../arithmetic/interval/run.ts'
import type { Certificate } from '../evidence/certificate-schema.ts'
import { caseData } from '../judge/case-data.ts'
import { toJson } from '../program/json.ts'
import type { Program } from '../program/program.ts'
import { sizeOf } from '../program/shape.ts'
import { atomsOf, comparedBy } from '../program/statement.ts'
import { Truth } from '../program/truth.ts'

/**
 * False certificates about programs of all operations, many of whose terms do not exist: of what compares a quotient by
 * zero alone, and of the opposite of what enclosures are certain of.
 */
export function undefinedCertificates(count: number, seed: number): readonly Certificate[] {
  const wrong: Certificate[] = []
  for (const program of undefinedPrograms(count, seed)) {
    const asked: Program = { steps: program.steps, claim: program.statement, ...NOTHING_ELSE }
    const compared = [...atomsOf(program.statement)].flatMap(comparedBy)
    const truth = run(asked, program.batch).claim[0]
    if (compared.some((value) => program.nothing.has(value)))
      wrong.push(invented(asked, program, 'satisfied'), invented(asked, program, 'violated'))
    else if (truth === Truth.True) wrong.push(invented(asked, program, 'violated'))
    else if (truth === Truth.False) wrong.push(invented(asked, program, 'satisfied'))
  }
  return wrong
}

const ABOUT = { claim: 'by-hand', subject: 'softmax' }
const NOTHING_ELSE = { hypotheses: [], regions: [] } as unknown as Omit<Program, 'steps' | 'claim'>

const itemOf = ({ batch: { names, shapes, data } }: UndefinedProgram) => ({
  inputs: Object.fromEntries(
    names.map((name) => [name, { shape: shapes[name], data: Float32Array.from(data[name]) }]),
  ),
})

/** Says so of every entry, within limits that exclude nothing. */
function invented(asked: Program, program: UndefinedProgram, says: Certificate['says']): Certificate {
  const atoms = [...atomsOf(asked.claim)]
  const letter = says === 'satisfied' ? 'T' : 'F'
  const of = (ranks: boolean) =>
    atoms.filter(([name]) => name.startsWith('rank') === ranks).flatMap((atom) => comparedBy(atom))
  const shapeOf = (value: number) => asked.steps[value].shape
  const truths = run(asked, program.batch).atoms.map(({ judgement: { truth } }) =>
    letter.repeat(truth.length),
  )
  return {
    ...ABOUT,
    says,
    inputs: caseData(itemOf(program)),
    program: programOf(asked),
    decidedBy: 'exact',
    bits: null,
    atoms: truths.map((truth) => ({ truth })),
    values: Object.fromEntries(
      of(false).map((value) => [
        value,
        Array<[string, string]>(sizeOf(shapeOf(value))).fill(['-inf', 'inf']),
      ]),
    ),
    ranks: Object.fromEntries(of(true).map((value) => [value, [0, Math.min(...shapeOf(value))]])),
  }
}

const programOf = (asked: Program) => toJson(asked) as unknown as Certificate['program']
