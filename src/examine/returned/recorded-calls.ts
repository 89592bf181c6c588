import type { Computation, QueriesAndKeys, Subject } from '../../attention/attention.ts'
import type { Claim } from '../../claim/claim.ts'
import { recordClaim } from '../../claim/record-claim.ts'
import type { Program, Shapes } from '../../program/program.ts'
import type { Real } from '../../program/real.ts'
import type { Recorder } from '../../program/recorder.ts'
import { sizeOf, type Shape } from '../../program/shape.ts'
import type { Step, Value } from '../../program/step.ts'
import type { Examined } from '../examined.ts'
import { CallDoesNotFit, placed, type Placing } from './placing.ts'
import { prunedProgram, prunedTo } from './pruned.ts'

/** What a claim asks an attention for; what that returns is an input of the claim's program. */
export interface Call {
  readonly kind: 'weights' | 'output'
  /** The input that stands for what is returned. */
  readonly name: string
  /** Of what is returned: [n_q, n], or [n_q, d_v]. */
  readonly shape: Shape
  /** The shapes of the arguments: queries [n_q, d], keys [n, d], values [n, d_v]. */
  readonly of: Readonly<Record<'q' | 'k', Shape>> & { readonly v?: Shape }
}

/** Calls that can be asked together, for none needs what another returns, and the program of their arguments. */
export interface Round {
  readonly steps: readonly Step[]
  readonly calls: readonly (Call & { readonly arguments: Readonly<Record<string, Value>> })[]
}

/** A claim about numbers that are returned. */
export interface RecordedCalls {
  readonly rounds: readonly Round[]
  /** The claim over its inputs and what the calls returned; defined where its subject is. */
  readonly program: Program
}

interface Recorded extends Call {
  readonly values: Readonly<Record<string, Real>>
}

/**
 * Writes a claim down with calls in place of the computations of its subject.
 *
 * @param subject what the attention is declared to be; what it assumes stays a hypothesis
 * @throws {CallDoesNotFit} when the attention does not take or give what the claim asks for; what the claim's code throws
 */
export function recordCalls(
  claim: Claim,
  subject: Subject,
  placing: Placing,
  gives: Examined['gives'],
  shapes: Shapes,
): RecordedCalls {
  const calls: Recorded[] = []
  const asking = placed(callsOf(subject, gives, shapes, calls), placing)
  const only = { ...claim, cover: [], trivial: undefined, tightness: undefined } as unknown as Claim
  const { definition } = recordClaim(only, asking, shapes)
  return { rounds: roundsOf(definition.steps, calls), program: prunedProgram(definition) }
}

/** A subject whose results are inputs. */
function callsOf(subject: Subject, gives: Examined['gives'], shapes: Shapes, calls: Recorded[]): Subject {
  const computation = (x: Recorder): Computation => {
    const meant = subject.definition(x)
    const call = (kind: Call['kind'], values: Record<string, Real>, shape: Shape): Real => {
      const same = calls.find((c) => c.kind === kind && sameValues(c.values, values))
      const name = same?.name ?? freeName(calls.length, shapes)
      const of = Object.fromEntries(Object.entries(values).map(([key, { shape }]) => [key, shape]))
      if (!same) calls.push({ kind, name, shape, of: of as Call['of'], values })
      return x.inputs({ [name]: shape })[name]
    }
    return {
      weights(inputs) {
        if (!gives.weights && !gives.output) throw new CallDoesNotFit('It gives neither weights nor outputs.')
        // What it assumes is a hypothesis of the case here too.
        meant.weights(inputs)
        return call('weights', { q: inputs.q, k: inputs.k }, [rows(inputs), inputs.k.shape[0]])
      },
      output(inputs) {
        if (!gives.output) throw new CallDoesNotFit('The claim is about outputs, and it gives weights only.')
        meant.output(inputs)
        return call('output', { ...inputs }, [rows(inputs), inputs.v.shape[1]])
      },
    }
  }
  return { ...subject, definition: computation, implementation: computation }
}

const rows = ({ q }: QueriesAndKeys): number => q.shape[0]

const sameValues = (a: Readonly<Record<string, Real>>, b: Readonly<Record<string, Real>>): boolean =>
  Object.keys(a).every((name) => a[name].value === b[name].value)

/** A name that no input of the claim has. */
function freeName(number: number, shapes: Shapes): string {
  let name = `returned${number}`
  while (Object.hasOwn(shapes, name)) name = `_${name}`
  return name
}

function roundsOf(steps: readonly Step[], calls: readonly Recorded[]): Round[] {
  const roundOf = new Map<string, number>()
  const reached: number[] = []
  const ofCall = ({ values }: Recorded): number =>
    Math.max(0, ...Object.values(values).map(({ value }) => reached[value]))
  // Arguments are written down before what is returned for them.
  steps.forEach((step, value) => {
    const call = step.op === 'input' ? calls.find(({ name }) => name === step.name) : undefined
    if (call) roundOf.set(call.name, ofCall(call))
    reached[value] = call ? ofCall(call) + 1 : Math.max(0, ...step.of.map((operand) => reached[operand]))
  })
  const count = Math.max(0, ...[...roundOf.values()].map((round) => round + 1))
  return Array.from({ length: count }, (_, round) => {
    const members = calls.filter(({ name }) => roundOf.get(name) === round)
    const wanted = members.flatMap(({ values }) => Object.values(values).map(({ value }) => value))
    const { steps: kept, renamed } = prunedTo(steps, wanted)
    return {
      steps: kept,
      calls: members.map(({ values, ...call }) => ({
        ...call,
        arguments: Object.fromEntries(
          Object.entries(values).map(([name, { value }]) => [name, renamed.get(value)!]),
        ),
      })),
    }
  })
}

/** How many numbers of a lane a call returns. */
export const returnedSize = ({ shape }: Call): number => sizeOf(shape)
