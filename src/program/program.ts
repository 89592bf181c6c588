import type { Real } from './real.ts'
import { demandProposition, type Proposition } from './proposition.ts'
import { Recorder, type Part } from './recorder.ts'
import type { Shape } from './shape.ts'
import type { Statement } from './statement.ts'
import type { Step, Value } from './step.ts'

/** A claim on inputs of given shapes as plain data: what every arithmetic runs. */
export interface Program {
  readonly steps: readonly Step[]
  /** What makes the inputs a case at all; each is read as "for all entries". */
  readonly hypotheses: readonly Statement[]
  readonly claim: Statement
  /** Whether the claim looks for a witness. */
  readonly existential: boolean
  /** Of an existential claim: certifies that there is no witness. */
  readonly obstruction: Statement | undefined
  /** What the claim has to cover. */
  readonly regions: readonly Statement[]
  /** Of a scaling claim: the slope of the case, of shape []. */
  readonly observed: Value | undefined
}

/** A claim written down twice: what the engine runs, and what is meant. */
export type Programs = Readonly<Record<Part, Program>>

export type Shapes = Readonly<Record<string, Shape>>

/** What a claim says of one case; what is there at all has to be a proposition. */
export interface Stated {
  /** Conjoined with what the subject assumes. */
  readonly hypothesis?: Proposition
  readonly claim: Proposition
  readonly existential?: boolean
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
  const { claim, existential = false, regions = [], observed } = stated
  const statement = (said: unknown, place: string): Statement => {
    demandProposition(said, x.tape, place)
    return said.statement
  }
  return {
    steps: x.tape.steps,
    hypotheses: [
      ...x.hypotheses,
      ...('hypothesis' in stated ? [statement(stated.hypothesis, 'assuming')] : []),
    ],
    claim: statement(claim, 'check'),
    existential,
    obstruction: 'obstruction' in stated ? statement(stated.obstruction, 'obstruction') : undefined,
    regions: regions.map(({ name, holds }) => statement(holds, `cover "${name}"`)),
    observed: observed?.value,
  }
}
