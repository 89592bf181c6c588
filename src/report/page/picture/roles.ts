/** A step as a certificate holds it: `[name, ...operands, ...parameters]`. */
export type Step = readonly unknown[]

/** What attention calls a value. */
export type Role = 'scores' | 'kernel' | 'weights' | 'output'

/** What attention calls the values of a program, where its steps show it. */
export function rolesOf(steps: readonly Step[]): ReadonlyMap<number, Role> {
  const roles = new Map<number, Role>()
  steps.forEach((step, value) => {
    const [op, p, q] = step as [unknown, number, number]
    const divided = dividedBySum(steps, value)
    if (divided !== undefined) {
      roles.set(value, 'weights')
      const scores = exponent(steps, divided)
      if (scores !== undefined) roles.set(scores, 'scores')
      else if (isProduct(steps, divided)) roles.set(divided, 'kernel')
    }
    if (op !== 'matMul') return
    if (roles.get(p) === 'weights') roles.set(value, 'output')
    else if (isProduct(steps, value) && isInput(steps, p) && isInput(steps, steps[q][1]))
      roles.set(value, 'scores')
  })
  return roles
}

/** Of what each row is divided by its sum; undefined of other values. */
export function dividedBySum(steps: readonly Step[], value: number): number | undefined {
  const [op, p, q] = steps[value] as [unknown, number, number]
  if (op !== 'div') return undefined
  const [by, of, axis, keepDims] = steps[q]
  return by === 'sum' && of === p && axis !== null && keepDims === true ? p : undefined
}

/** x, of e^x or of e^(x - c); undefined of other values. */
export function exponent(steps: readonly Step[], value: number): number | undefined {
  const [op, p] = steps[value] as [unknown, number]
  if (op !== 'exp') return undefined
  return steps[p][0] === 'belowMax' ? (steps[p][1] as number) : p
}

const isInput = (steps: readonly Step[], value: unknown): boolean => steps[value as number]?.[0] === 'input'
/** A Bᵀ. */
const isProduct = (steps: readonly Step[], value: number): boolean =>
  steps[value][0] === 'matMul' && steps[steps[value][2] as number][0] === 'transpose'
