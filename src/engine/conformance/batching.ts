import { lanesOf, type Batch } from '../../arithmetic/batch.ts'
import type { Real } from '../../program/real.ts'
import { sizeOf } from '../../program/shape.ts'
import type { Engine } from '../engine.ts'
import { arrayOnDevice } from './both-arithmetics.ts'
import type { Check, Finding } from './check.ts'
import { drawn, type Question } from './drawn-inputs.ts'
import { OPERATION_CASES } from './operation-cases.ts'
import { asking, ASKS, FORMS, type Form } from './subject-list.ts'

const LANES = 64
const SHAPES = [
  [1, 1],
  [3, 2],
  [7, 3],
  [17, 5],
] as const
/** All lanes again; lanes from the start and from the end, alone and a few. */
const PARTS = [
  [0, LANES],
  [0, 1],
  [0, 7],
  [57, 64],
  [63, 64],
] as const

/**
 * A case is named without its batch, so its values must not depend on what shares the batch, bit for bit; nor on
 * when it is evaluated.
 */
export const batchingChecks: readonly Check[] = [
  check('operations', ofOperations),
  ...FORMS.map((form) => check(form.subject.name, (seed) => ofForm(form, seed))),
]

function check(name: string, questions: (seed: number) => Iterable<Question<Real>>): Check {
  return {
    group: 'batching',
    name: `${name}: the values of a lane do not depend on its batch`,
    async *run(engine, { seed }) {
      for (const question of questions(seed)) yield await bitByBit(engine, question)
    },
  }
}

function* ofOperations(seed: number): Iterable<Question<Real>> {
  for (const [name, cases] of Object.entries(OPERATION_CASES))
    for (const { title, shapes, of } of cases)
      yield { where: `${name} ${title}`, batch: drawn(shapes, 'moderate', LANES, seed), of }
}

function* ofForm({ subject }: Form, seed: number): Iterable<Question<Real>> {
  for (const [n, d] of SHAPES) {
    const batch = drawn({ q: [n, d], k: [n, d], v: [n, 3] }, 'moderate', LANES, seed)
    for (const ask of ASKS)
      yield { where: `${ask} of ${n} tokens of width ${d}`, batch, of: asking(subject, ask) }
  }
}

/** Compares the whole batch with itself, evaluated again, and with parts of it. */
async function bitByBit(engine: Engine, { where, batch, of }: Question<Real>): Promise<Finding> {
  const evaluated = async (part: Batch) => {
    const { values, shape } = await arrayOnDevice(engine, 'static', part, of)
    const bits = new Uint32Array(values.slice().buffer)
    const size = sizeOf(shape)
    return (lane: number) => bits.subarray(lane * size, (lane + 1) * size)
  }
  const whole = await evaluated(batch)
  const faults: string[] = []
  let cases = 0
  for (const [from, to] of PARTS) {
    const part = await evaluated(lanesOf(batch, from, to))
    const when = to - from === LANES ? 'when evaluated again' : `in a batch of ${to - from}`
    for (let lane = from; lane < to; lane++, cases++)
      if (!whole(lane).every((word, i) => word === part(lane - from)[i]))
        faults.push(`${where}: lane ${lane} of ${LANES} is another one ${when}`)
  }
  return { cases, faults }
}
