import { fromHex } from '../../../program/hex-float.ts'
import { decimal } from '../../array-text.ts'
import { numberIn, type ValueNames } from './names.ts'
import { dividedBySum, exponent, type Step } from './roles.ts'

/** Characters of a formula. */
const LONGEST = 72
/** A text, and whether it stands as a factor without brackets. */
type Written = readonly [text: string, tight: boolean]

/**
 * How a value is computed, in terms of the inputs and of values that have names, as deep as a line holds.
 *
 * @returns undefined of inputs and numbers
 */
export function formulaOf(value: number, steps: readonly Step[], names: ValueNames): string | undefined {
  if (steps[value][0] === 'input' || numberIn(steps[value]) !== undefined) return undefined
  let found = written(value, 1, steps, names)[0]
  for (let depth = 2; found.includes('…'); depth++) {
    const [deeper] = written(value, depth, steps, names)
    if (deeper.length > LONGEST || deeper === found) break
    found = deeper
  }
  return found
}

function written(value: number, depth: number, steps: readonly Step[], names: ValueNames): Written {
  const operand = (n: number): Written => {
    const plain = numberIn(steps[n]) ?? (names.isKnown(n) ? names.name(n) : undefined)
    if (plain !== undefined) return [plain, !/[ /]/.test(plain)]
    // It has the same entries.
    if (steps[n][0] === 'reshape') return operand(steps[n][1] as number)
    return depth > 1 ? written(n, depth - 1, steps, names) : ['…', true]
  }
  const text = (n: unknown): string => operand(n as number)[0]
  const factor = (n: unknown): string => bracketed(operand(n as number))
  const divided = dividedBySum(steps, value)
  if (divided !== undefined) {
    const scores = exponent(steps, divided)
    return scores === undefined
      ? [`${factor(divided)} / sum of its row`, false]
      : [`softmax(${text(scores)})`, true]
  }
  const [op, p, q] = steps[value]
  if (op === 'reshape') return operand(p as number)
  const form = FORMS[op as string]
  return form ? form(factor, text, p, q) : [`${String(op)}(${text(p)})`, true]
}

const bracketed = ([text, tight]: Written): string => (tight ? text : `(${text})`)

type Form = (factor: (n: unknown) => string, text: (n: unknown) => string, p: unknown, q: unknown) => Written
const infix =
  (sign: string): Form =>
  (factor, _, p, q) => [`${factor(p)}${sign}${factor(q)}`, false]

const FORMS: Readonly<Record<string, Form>> = {
  add: infix(' + '),
  sub: infix(' − '),
  mul: infix(' · '),
  div: infix(' / '),
  matMul: infix(' '),
  transpose: (factor, _, p) => [`${factor(p)}ᵀ`, true],
  square: (factor, _, p) => [`${factor(p)}²`, true],
  neg: (factor, _, p) => [`−${factor(p)}`, false],
  abs: (_, text, p) => [`|${text(p)}|`, true],
  // The claim does not depend on c.
  belowMax: (factor, _, p) => [`${factor(p)} − c`, false],
  minimum: (_, text, p, q) => [`min(${text(p)}, ${text(q)})`, true],
  maximum: (_, text, p, q) => [`max(${text(p)}, ${text(q)})`, true],
  wherePositive: (factor, text, p, q) => [`${factor(p)} where ${text(q)} > 0`, false],
  whereNonNegative: (factor, text, p, q) => [`${factor(p)} where ${text(q)} ≥ 0`, false],
  concat: (_, text, p, q) => [`[${text(p)}, ${text(q)}]`, true],
  gather: (factor, _, p, q) => [`${factor(p)}[${listed(q as unknown[])}]`, true],
  constant: (_, __, ___, q) => [`[${listed((q as string[]).map((hex) => decimal(fromHex(hex))))}]`, true],
}
const listed = (of: readonly unknown[]): string =>
  of.length > 4 ? `${of.slice(0, 3).join(', ')}, …` : of.join(', ')
