import { recordSentence } from '../../program/formula.ts'
import type { Proposition } from '../../program/proposition.ts'
import { Truth } from '../../program/truth.ts'
import type { Engine } from '../engine.ts'
import { ATOM_CASES } from './atom-cases.ts'
import { isRank, nameOf } from './atom-checks.ts'
import { arrayOnDevice, statementInIntervals, statementOnDevice } from './both-arithmetics.ts'
import type { Check } from './check.ts'
import { drawn, inputsInWords, KIND_NAMES, questions, type Question } from './drawn-inputs.ts'

const CASES = Object.entries(ATOM_CASES).flatMap(([atom, cases]) =>
  cases.map(({ title, ...rest }) => ({ atom, title: `${atom} ${title}`, ...rest })),
)
const OF_RANKS = CASES.filter(({ atom }) => isRank(atom))
/** Atoms on the inputs themselves, of which the interval tier leaves nothing open. */
const OF_INPUTS = CASES.filter(
  ({ atom, shapes, of }) =>
    !isRank(atom) && recordSentence(shapes, of).steps.every(({ op }) => op === 'input'),
)

/** Small integers and their products float32 holds exactly, so the ranks of the numbers returned are the true ones. */
export const rankCheck: Check = {
  group: 'readings',
  name: 'rank of exact numbers in float32',
  run: (engine, options) => saidOfExact(engine, questions(OF_RANKS, options, ['integers'])),
}

/**
 * The reading `float32` is about the numbers that the engine returned. Numbers that no kernel touched come back bit
 * for bit, subnormal ones and the sign of zero included; and what is said of them is what is true of them.
 */
export const transferCheck: Check = {
  group: 'readings',
  name: 'float32: numbers come back as they were sent',
  async *run(engine, { lanes, seed }) {
    for (const kind of KIND_NAMES) {
      const batch = drawn({ a: [2, 3], b: [2, 3] }, kind, lanes, seed)
      const { values } = await arrayOnDevice(engine, 'static', batch, ({ a }) => a)
      const [sent, returned] = [batch.data.a, values].map(bits)
      const at = sent.findIndex((word, i) => word !== returned[i])
      const differ = at >= 0 || returned.length !== sent.length
      const faults = differ ? [`${kind} numbers: ${batch.data.a[at]} came back as ${values[at]}`] : []
      yield { cases: sent.length, faults }
      yield* saidOfExact(
        engine,
        OF_INPUTS.map(({ title, of }) => ({ where: `${title}, ${kind} numbers`, batch, of })),
      )
    }
  },
}

const bits = (values: Float32Array) => new Uint32Array(values.slice().buffer)

/** Compares what the reading `float32` says of numbers that the engine returns exactly with what is true of them. */
async function* saidOfExact(engine: Engine, asked: Iterable<Question<Proposition>>) {
  for (const { where, batch, of } of asked) {
    const certain = statementInIntervals(batch, of).truth
    const said = (await statementOnDevice(engine, 'static', batch, of)).float32.truth
    const known = [...certain.keys()].filter((at) => certain[at] !== Truth.Undecided)
    const wrong = known.filter((at) => said[at] !== certain[at])
    const faults = wrong.map((at) => {
      const lane = Math.floor((at * batch.lanes) / certain.length)
      return `${where}: of the returned numbers it is ${nameOf(said[at])}; ${inputsInWords(batch, lane)}`
    })
    yield { cases: known.length, faults }
  }
}
