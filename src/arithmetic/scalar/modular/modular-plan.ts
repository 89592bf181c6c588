import type { Program } from '../../../program/program.ts'
import { atomsOf, comparedBy } from '../../../program/statement.ts'
import type { OperationName, Step } from '../../../program/step.ts'

/** What can be known of a program's numbers modulo primes. */
export interface ModularPlan {
  /** Whether some atom of hypotheses, claim or obstruction compares numbers that have residues. */
  readonly worthwhile: boolean
  /** Whether enclosures have to tell which of two numbers is meant, or that a number exists. */
  readonly enclosed: boolean
}

/** Of which numbers residues are known: rational ones, and quotients of sums of these times powers of e. */
const Kind = { Rational: 0, Exponential: 1, Other: 2 } as const
type Kind = (typeof Kind)[keyof typeof Kind]

const NEED_ENCLOSURES: readonly OperationName[] = [
  ...(['max', 'min', 'maximum', 'minimum', 'relu', 'abs'] as const),
  ...(['sqrt', 'log', 'wherePositive', 'whereNonNegative'] as const),
]

const plans = new WeakMap<Program, ModularPlan>()

/** Found once for each program. */
export function modularPlan(program: Program): ModularPlan {
  let plan = plans.get(program)
  if (!plan) plans.set(program, (plan = planOf(program)))
  return plan
}

function planOf({ steps, hypotheses, claim, obstruction }: Program): ModularPlan {
  const kinds: Kind[] = []
  for (const step of steps) {
    const of = Math.max(0, ...step.of.map((value) => kinds[value])) as Kind
    kinds.push(kindOf(step, of))
  }
  const statements = [...hypotheses, claim, ...(obstruction ? [obstruction] : [])]
  const worthwhile = statements.some((statement) =>
    [...atomsOf(statement)].some((atom) => comparedBy(atom).every((value) => kinds[value] !== Kind.Other)),
  )
  return { worthwhile, enclosed: steps.some(({ op }) => NEED_ENCLOSURES.includes(op)) }
}

/** @param of the operand of which least is known */
function kindOf({ op }: Step, of: Kind): Kind {
  switch (op) {
    case 'exp':
    case 'tanh':
      return of === Kind.Rational ? Kind.Exponential : Kind.Other
    case 'sqrt':
    case 'log':
    case 'sin':
    case 'cos':
      return Kind.Other
    default:
      return of
  }
}
