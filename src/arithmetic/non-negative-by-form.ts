import type { Step } from '../program/step.ts'

const known = new WeakMap<readonly Step[], readonly boolean[]>()

/** For each value whether its form makes every number of it at least 0 that exists, whatever the inputs are. */
export function nonNegativeByForm(steps: readonly Step[]): readonly boolean[] {
  let found = known.get(steps)
  if (!found) known.set(steps, (found = inOrder(steps)))
  return found
}

function inOrder(steps: readonly Step[]): boolean[] {
  const found: boolean[] = []
  for (const step of steps)
    found.push(
      isNonNegative(
        step,
        step.of.map((value) => found[value]),
      ),
    )
  return found
}

function isNonNegative(step: Step, [a, b = a]: readonly boolean[]): boolean {
  switch (step.op) {
    case 'constant':
      return step.values.every((x) => x >= 0)
    case 'fraction':
      return step.numerator / step.denominator >= 0
    case 'square':
    case 'abs':
    case 'relu':
    case 'sqrt':
    case 'exp':
      return true
    case 'mul':
      return step.of[0] === step.of[1] || (a && b)
    case 'maximum':
      return a || b
    case 'wherePositive':
    case 'whereNonNegative':
      return a
    case 'input':
    case 'neg':
    case 'sub':
    case 'log':
    case 'sin':
    case 'cos':
    case 'belowMax':
      return false
    default:
      return a && b
  }
}
