import type { Certificate } from '../../../evidence/certificate-schema.ts'
import { fromHex } from '../../../program/hex-float.ts'
import { OPERATIONS } from '../../../program/operations.ts'
import { statementText } from '../../../program/print.ts'
import type { Statement } from '../../../program/statement.ts'
import { decimal } from '../../array-text.ts'

type Step = Certificate['program']['steps'][number]

/** The program of a certificate, a step a line, then what is said of its values. */
export function programText({ program }: Certificate): string {
  const { hypotheses, claim, obstruction } = program as {
    hypotheses: Statement[]
    claim: Statement
    obstruction?: Statement
  }
  return [
    ...program.steps.map((step, value) => `v${value} = ${stepText(step)}`),
    ...hypotheses.map((hypothesis) => `hypothesis: ${statementText(hypothesis)}`),
    ...(obstruction ? [`obstruction: ${statementText(obstruction)}`] : []),
    `claim: ${statementText(claim)}`,
  ].join('\n')
}

function stepText([op, ...of]: Step): string {
  if (op === 'input') return String(of[0])
  if (op === 'fraction') return of.join('/')
  if (op === 'constant') return `[${(of[1] as string[]).map((hex) => decimal(fromHex(hex))).join(', ')}]`
  const { operands } = OPERATIONS[op]
  const values = of.slice(0, operands).map((value) => `v${String(value)}`)
  return `${op}(${[...values, ...of.slice(operands).map((parameter) => JSON.stringify(parameter))].join(', ')})`
}
