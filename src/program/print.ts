import type { Program } from './program.ts'
import { inWords } from './shape.ts'
import type { Statement } from './statement.ts'
import type { Step, Value } from './step.ts'

/** Numbers of a constant that are printed; of more, the first and the last ones. */
const SHOWN = 6

/** A program for people: a step a line with its shape at the end, the statements last. */
export function printed(program: Program): string {
  const { steps, hypotheses, claim, obstruction, regions, observed } = program
  const lines = steps.map((step, value) => `${nameOf(value)} = ${computed(step)}`)
  const width = Math.max(0, ...lines.map((line) => line.length))
  const said = (title: string, statement: Statement): string => `${title}: ${statementText(statement)}`
  return [
    ...lines.map((line, value) => `${line.padEnd(width)}  ${inWords(steps[value].shape)}`),
    '',
    ...(observed === undefined ? [] : [`observed: ${nameOf(observed)}`]),
    ...regions.map((region) => said('region', region)),
    ...hypotheses.map((hypothesis) => said('hypothesis', hypothesis)),
    ...(obstruction ? [said('obstruction', obstruction)] : []),
    said(program.existential ? 'witness' : 'claim', claim),
  ].join('\n')
}

const nameOf = (value: Value): string => `v${value}`

function computed(step: Step): string {
  switch (step.op) {
    case 'input':
      return step.name
    case 'constant':
      return numbers(step.values)
    case 'fraction':
      return `${step.numerator}/${step.denominator}`
    default: {
      const indices = 'indices' in step ? [numbers(step.indices)] : []
      const axis = 'axis' in step && step.axis !== null ? [`axis ${step.axis}`] : []
      return `${step.op}(${[...step.of.map(nameOf), ...indices, ...axis].join(', ')})`
    }
  }
}

function numbers(all: ArrayLike<number>): string {
  const text = Array.from(all, String)
  if (text.length === 1) return text[0]
  const shown =
    text.length <= SHOWN
      ? text
      : [...text.slice(0, SHOWN / 2), `… ${text.length - SHOWN} more …`, ...text.slice(-SHOWN / 2)]
  return `[${shown.join(', ')}]`
}

const SIGNS = {
  ...{ less: '<', atMost: '≤', equal: '=' },
  ...{ rankAtMost: '≤', rankAtLeast: '≥', rankAtMostThatOf: '≤', rankAtLeastThatOf: '≥' },
  ...{ and: '∧', or: '∨', implies: '⇒', iff: '⇔' },
} as const

/** A statement for people, with values by their numbers. */
export function statementText(statement: Statement): string {
  switch (statement[0]) {
    case 'less':
    case 'atMost':
    case 'equal':
      return `${nameOf(statement[1])} ${SIGNS[statement[0]]} ${nameOf(statement[2])}`
    case 'sameOrder':
      return `sameOrder(${nameOf(statement[1])}, ${nameOf(statement[2])})`
    case 'rankAtMost':
    case 'rankAtLeast':
      return `rank ${nameOf(statement[1])} ${SIGNS[statement[0]]} ${statement[2]}`
    case 'rankAtMostThatOf':
    case 'rankAtLeastThatOf':
      return `rank ${nameOf(statement[1])} ${SIGNS[statement[0]]} rank ${nameOf(statement[2])}`
    case 'not':
      return `¬(${statementText(statement[1])})`
    case 'all':
    case 'any':
      return `${statement[0]}(${statementText(statement[1])})`
    default:
      return `(${statementText(statement[1])}) ${SIGNS[statement[0]]} (${statementText(statement[2])})`
  }
}
