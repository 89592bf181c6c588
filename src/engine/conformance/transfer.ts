import { recordSentence } from '../../program/formula.ts'
import { ATOM_CASES } from './atom-cases.ts'
import { isRank } from './atom-checks.ts'
import { arrayOnDevice, statementInIntervals, statementOnDevice } from './both-arithmetics.ts'
import type { Check } from './check.ts'
import { drawn, KIND_NAMES } from './drawn-inputs.ts'

const SHAPES = { a: [2, 3], b: [2, 3] }
/** Atoms on the inputs themselves. */
const OF_INPUTS = Object.entries(ATOM_CASES).flatMap(([atom, cases]) =>
  isRank(atom)
    ? []
    : cases
        .filter(({ shapes, of }) => recordSentence(shapes, of).steps.every(({ op }) => op === 'input'))
        .map(({ title, of }) => ({ title: `${atom} ${title}`, of })),
)

/**
 * The reading `float32` is about the numbers that the engine returned. Numbers that no kernel touched come back bit
 * for bit, subnormal ones and the sign of zero included; and what is said of them is what is true of them.
 */
export const transferCheck: Check = {
  group: 'readings',
  name: 'float32: numbers come back as they were sent',
  async run(engine, { lanes, seed }) {
    const faults: string[] = []
    let cases = 0
    for (const kind of KIND_NAMES) {
      const batch = drawn(SHAPES, kind, lanes, seed)
      const { values } = await arrayOnDevice(engine, 'static', batch, ({ a }) => a)
      const returned = bits(values)
      const sent = bits(batch.data.a)
      cases += sent.length
      const at = sent.findIndex((word, i) => word !== returned[i])
      if (at >= 0 || returned.length !== sent.length)
        faults.push(`${kind} numbers: ${batch.data.a[at]} came back as ${values[at]}`)
      for (const { title, of } of OF_INPUTS) {
        const { truth } = (await statementOnDevice(engine, 'static', batch, of)).float32
        const expected = statementInIntervals(batch, of).truth
        cases += truth.length
        // Of exact numbers the interval tier leaves nothing open.
        if (truth.some((t, i) => t !== expected[i]))
          faults.push(`${kind} numbers: ${title} is said of other numbers than those sent`)
      }
    }
    return { cases, faults }
  },
}

const bits = (values: Float32Array) => new Uint32Array(values.slice().buffer)
