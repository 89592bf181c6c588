import type { Program, Programs, Shapes } from './program.ts'
import { demandProposition, type Proposition } from './proposition.ts'
import type { Real } from './real.ts'
import { Recorder, type Part } from './recorder.ts'
import { givenAndSought } from './sought.ts'
import type { Statement } from './statement.ts'

/** What a claim says of one case; what is there at all has to be a proposition. */
export interface Stated {
  /** Conjoined with what the subject assumes. */
  readonly hypothesis?: Proposition
  readonly claim: Proposition
  readonly existential?: boolean
  /** Inputs that are sought for all the others; none where all are. */
  readonly sought?: readonly string[]
  readonly obstruction?: Proposition
  readonly regions?: readonly { readonly name: string; readonly holds: Proposition }[]
  readonly observed?: Real
}

/** What can be written down: what a claim says of a case, as a function of its inputs. */
export type Recordable = (inputs: Record<string, Real>, x: Recorder) => Stated

/**
 * Writes a claim down for inputs of these shapes, each part when it is first read.
 *
 * @returns parts of which reading one throws what the claim throws; {RangeError} and {TypeError} as `Real` and
 * `Recorder` do
 */
export function record(claim: Recordable, shapes: Shapes): Programs {
  const known: { [Name in Part]?: Program } = {}
  const part = (name: Part): Program => (known[name] ??= recordPart(claim, shapes, name))
  return {
    get implementation() {
      return part('implementation')
    },
    get definition() {
      return part('definition')
    },
  }
}

function recordPart(of: Recordable, shapes: Shapes, part: Part): Program {
  const x = new Recorder(part)
  const stated = of(x.inputs(shapes), x)
  const { claim, existential = false, sought = [], regions = [], observed } = stated
  const statement = (said: unknown, place: string): Statement => {
    demandProposition(said, x.tape, place)
    return said.statement
  }
  const hypotheses = [
    ...x.hypotheses.map((assumed) => assumed.statement),
    ...('hypothesis' in stated ? [statement(stated.hypothesis, 'assuming')] : []),
  ]
  const obstruction = 'obstruction' in stated ? statement(stated.obstruction, 'obstruction') : undefined
  return {
    steps: x.tape.steps,
    ...givenAndSought({ hypotheses, claim: statement(claim, 'check'), obstruction }, x.tape.steps, sought),
    existential,
    obstruction,
    regions: regions.map(({ name, holds }) => statement(holds, `cover "${name}"`)),
    observed: observed?.value,
  }
}
