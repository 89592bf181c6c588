import type { Program } from '../../../program/program.ts'
import { atomsOf, comparedBy } from '../../../program/statement.ts'
import type { Step } from '../../../program/step.ts'

/** Of which numbers residues are known: rational ones, and quotients of sums of these times powers of e. */
const Kind = { Rational: 0, Exponential: 1, Other: 2 } as const
type Kind = (typeof Kind)[keyof typeof Kind]

const known = new WeakMap<Program, boolean>()

/** Whether some atom of hypotheses, claim or obstruction compares numbers that have residues. */
export function hasResidues(program: Program): boolean {
  let has = known.get(program)
  if (has === undefined) known.set(program, (has = found(program)))
  return has
}

function found({ steps, hypotheses, claim, obstruction }: Program): boolean {
  const kinds: Kind[] = []
  for (const step of steps)
    kinds.push(kindOf(step, Math.max(0, ...step.of.map((value) => kinds[value])) as Kind))
  return [...hypotheses, claim, ...(obstruction ? [obstruction] : [])].some((statement) =>
    [...atomsOf(statement)].some((atom) => comparedBy(atom).every((value) => kinds[value] !== Kind.Other)),
  )
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
