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

/** What a claim says of one case. */
export interface Stated {
  /** Conjoined with what the subject assumes. */
  readonly hypothesis?: Proposition | undefined
  readonly claim: Proposition
  readonly existential?: boolean
  readonly obstruction?: Proposition | undefined
  readonly regions?: readonly Proposition[]
  readonly observed?: Real | undefined
}

/** A claim about one subject as a function of a case's inputs. */
export type Predicate = (inputs: Record<string, Real>, x: Recorder) => Stated

/**
 * Writes both parts of a claim down, for inputs of these shapes.
 *
 * @throws what the predicate throws; {RangeError} and {TypeError} as `Real` and `Recorder` do
 */
export function record(predicate: Predicate, shapes: Shapes): Programs {
  return { implementation: part('implementation'), definition: part('definition') }

  function part(name: Part): Program {
    const x = new Recorder(name)
    const stated = predicate(x.inputs(shapes), x)
    const statement = (said: Proposition, place: string): Statement => {
      demandProposition(said, x.tape, place)
      return said.statement
    }
    const { hypothesis, claim, existential = false, obstruction, regions = [], observed } = stated
    return {
      steps: x.tape.steps,
      hypotheses: [...x.hypotheses, ...(hypothesis ? [statement(hypothesis, 'the hypothesis')] : [])],
      claim: statement(claim, 'the claim'),
      existential,
      obstruction: obstruction && statement(obstruction, 'the obstruction'),
      regions: regions.map((region) => statement(region, 'the region')),
      observed: observed?.value,
    }
  }
}
