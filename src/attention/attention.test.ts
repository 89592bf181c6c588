import { beforeAll, describe, expect, test } from 'vitest'
import { batchOf, type Case } from '../arithmetic/batch.ts'
import { errorOf } from '../arithmetic/device/arrived.ts'
import type { DeviceReal } from '../arithmetic/device/device-real.ts'
import { DeviceArithmetic } from '../arithmetic/device/device-tier.ts'
import type { IntervalReal } from '../arithmetic/interval/interval-array.ts'
import { IntervalArithmetic } from '../arithmetic/interval/interval-tier.ts'
import type { Real } from '../program/real.ts'
import type { Recorder } from '../program/recorder.ts'
import type { Engine } from '../engine/engine.ts'
import { startEngine } from '../engine/start.ts'
import { evaluateInIntervals, evaluateOnDevice } from '../judge/evaluate.ts'
import type { Program } from '../judge/program.ts'
import { Status } from '../judge/status.ts'
import { bind, type QueriesKeysAndValues, type Subject } from './attention.ts'
import { elu1, exponential, FEATURE_MAPS, hedgehog, identity, relu, taylor2 } from './feature-map.ts'
import { inline } from './inline.ts'
import { linear, type LinearOptions } from './linear.ts'
import type { Mask } from './mask.ts'
import { mechanism } from './mechanism.ts'
import { softmax, softmaxAttention } from './softmax.ts'

let engines: Engine[]
beforeAll(async () => {
  engines = [(await startEngine('cpu')).engine, (await startEngine('wasm')).engine]
})

const MODES = ['static', 'running'] as const

/** Every query keeps its own key. */
const chequered: Mask = (query, key) => query === key || (query + key) % 3 === 1

const SOFTMAX: Subject[] = [
  softmax,
  softmaxAttention({ scale: 'inverse-sqrt-width' }),
  softmaxAttention({ scale: 0.3 }),
  softmaxAttention({ mask: 'causal' }),
  softmaxAttention({ mask: chequered }),
  softmaxAttention({ scale: 'inverse-sqrt-width', mask: 'causal' }),
]
const LINEAR_OPTIONS: LinearOptions[] = [
  {},
  { mask: 'causal' },
  { mask: chequered },
  { normalised: false },
  { form: 'associative' },
  { form: 'associative', normalised: false },
  { form: 'recurrent', mask: 'causal' },
  { form: 'recurrent', mask: 'causal', normalised: false },
]
const LINEAR = FEATURE_MAPS.flatMap((map) => LINEAR_OPTIONS.map((options) => linear(map, options)))
const INLINE = FEATURE_MAPS.flatMap((map) => [inline(map), inline(map, 'published')])

type Inputs = Record<string, Real>
type Values = readonly (readonly number[])[]

/** A case from rows of numbers; V defaults to the identity. */
function caseOf(q: Values, k: Values, v?: Values): Case {
  const values = v ?? k.map((_, i) => k.map((_, j) => (i === j ? 1 : 0)))
  const array = (rows: Values) => ({
    shape: [rows.length, rows[0].length],
    data: Float32Array.from(rows.flat()),
  })
  return { inputs: { q: array(q), k: array(k), v: array(values) } }
}

/** Weights and outputs. */
const both =
  (subject: Subject) =>
  (inputs: Inputs, x: Recorder): Real[] => {
    const given = inputs as unknown as QueriesKeysAndValues
    const attention = bind(subject, x)
    return [attention.weights(given), attention.output(given)]
  }

function inIntervals(cases: Case[], program: (inputs: Inputs, x: Recorder) => Real[]): IntervalReal[] {
  return program(IntervalArithmetic.inputs(batchOf(cases)), new IntervalArithmetic()) as IntervalReal[]
}

/** Evaluates on the device, and brings the results to the host. */
async function onDevice(
  engine: Engine,
  mode: 'static' | 'running',
  cases: Case[],
  program: (inputs: Inputs, x: Recorder) => Real[],
): Promise<DeviceReal[]> {
  await engine.tf.setBackend(engine.name)
  const x = new DeviceArithmetic(engine, mode)
  let results!: DeviceReal[]
  // Nothing may be returned from tidy: it would search all that hangs on it for tensors.
  engine.tf.tidy(() => {
    results = program(x.inputs(batchOf(cases)), x) as DeviceReal[]
    for (const result of results) {
      const { value, error } = result.tensors
      result.host = {
        values: value.dataSync() as Float32Array,
        errors: error?.dataSync() as Float32Array | undefined,
      }
    }
    x.badLanes = new Uint8Array(cases.length)
    for (const flag of x.running?.flags ?? []) {
      const marked = flag.dataSync()
      for (let lane = 0; lane < cases.length; lane++)
        if (marked[marked.length === 1 ? 0 : lane]) x.badLanes[lane] = 1
    }
  })
  return results
}

/** Entries whose true value is certainly not within the bound, how many have a bound, and the median bound. */
function escapes(result: DeviceReal, truth: IntervalReal, lanes: number) {
  const { values } = result.host!
  expect(values.length).toBe(truth.lo.length)
  const size = values.length / lanes
  const bounds: number[] = []
  let escaped = 0
  for (let at = 0; at < values.length; at++) {
    const error = errorOf(result, Math.floor(at / size), at)
    if (!(error < Infinity)) continue
    bounds.push(error)
    const value = values[at]
    if (Number.isNaN(value) || truth.lo[at] > value + error || truth.hi[at] < value - error) escaped++
  }
  bounds.sort((a, b) => a - b)
  return { escaped, bounded: bounds.length, median: bounds[bounds.length >> 1] ?? Infinity }
}

/** One row without weights takes the running bound from its whole lane; this many entries lie in the others. */
function entriesOfDefinedLanes({ lo, hi }: IntervalReal, lanes: number): number {
  const size = lo.length / lanes
  let count = 0
  for (let lane = 0; lane < lanes; lane++) {
    const from = lane * size
    if (hi.subarray(from, from + size).every((high, i) => high - lo[from + i] < Infinity)) count += size
  }
  return count
}

/** A small deterministic generator: the tests must not depend on the generators that they help to judge. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

const gaussian = (uniform: () => number) => () =>
  Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())

function gaussianCases(lanes: number, n: number, d: number, seed: number): Case[] {
  const draw = gaussian(random(seed))
  const rows = (height: number, width: number, size: number) =>
    Array.from({ length: height }, () => Array.from({ length: width }, () => size * draw()))
  return Array.from({ length: lanes }, (_, lane) => {
    // One lane in four is large enough to spread the scores over tens.
    const size = lane % 4 === 3 ? 3 : 1
    return caseOf(rows(n, d, size), rows(n, d, size), rows(n, 2, 1))
  })
}

const SHAPES: readonly (readonly [n: number, d: number])[] = [
  [1, 1],
  [2, 1],
  [3, 2],
  [4, 3],
  [6, 4],
  [7, 1],
  [8, 4],
]
const LANES = 12
const BATCHES = SHAPES.map(([n, d], i) => gaussianCases(LANES, n, d, 100 + i))

describe('what the implementation returns holds the definition within its bound', () => {
  test.each([...SOFTMAX, ...LINEAR, ...INLINE].map((subject) => [subject.name, subject] as const))(
    '%s',
    async (name, subject) => {
      for (const mode of MODES) {
        for (const engine of engines) {
          const count = [0, 0]
          let exist = 0
          const medians: number[] = []
          for (const cases of BATCHES) {
            const truths = inIntervals(cases, both(subject))
            exist += entriesOfDefinedLanes(truths[0], cases.length)
            const results = await onDevice(engine, mode, cases, both(subject))
            results.forEach((result, i) => {
              const { escaped, bounded, median } = escapes(result, truths[i], cases.length)
              expect(escaped, `${engine.name}, ${mode}, ${i ? 'output' : 'weights'}`).toBe(0)
              count[i] += bounded
              if (bounded > 0) medians.push(median)
            })
          }
          // A bound that is always infinite or huge would pass: most entries that exist have to have a small one.
          // The static bound knows no lower limit of a normaliser that can vanish or that a mask touches.
          const vague = /causal|masked/.test(name) || /^linear\((id|relu|taylor2)/.test(name)
          if (mode === 'static' && vague && !name.includes('unnormalised')) continue
          expect(count[0], `${engine.name}, ${mode}: bounded weights`).toBeGreaterThan(0.8 * exist)
          expect(count[1], `${engine.name}, ${mode}: bounded outputs`).toBeGreaterThan(0)
          expect(Math.min(...medians), `${engine.name}, ${mode}: size of the bound`).toBeLessThan(1e-4)
        }
      }
    },
  )
})

test('the formula of every implementation is that of its definition: their enclosures overlap', () => {
  for (const subject of [...SOFTMAX, ...LINEAR, ...INLINE]) {
    let narrow = 0
    for (const cases of BATCHES) {
      const inputs = IntervalArithmetic.inputs(batchOf(cases)) as unknown as QueriesKeysAndValues
      const x = new IntervalArithmetic()
      for (const part of ['weights', 'output'] as const) {
        const means = subject.definition(x)[part](inputs) as IntervalReal
        const computes = subject.implementation(x)[part](inputs) as IntervalReal
        expect(computes.shape).toEqual(means.shape)
        for (let at = 0; at < means.lo.length; at++) {
          if (!(means.hi[at] - means.lo[at] < 1e-9 && computes.hi[at] - computes.lo[at] < 1e-9)) continue
          narrow++
          if (means.lo[at] > computes.hi[at] || means.hi[at] < computes.lo[at])
            expect.fail(`${subject.name}: ${part} ${at} differ`)
        }
      }
    }
    expect(narrow, subject.name).toBeGreaterThan(500)
  }
})

describe('witnesses of the catalogue', () => {
  type Exact = (x: Recorder) => Real
  const fractions =
    (...parts: (readonly [number, number] | number)[]): Exact =>
    (x) =>
      parts
        .map((part) =>
          (typeof part === 'number' ? x.constant(part) : x.rational(part[0], part[1])).reshape([1]),
        )
        .reduce((a, b) => a.concat(b))
  const I2 = [
    [1, 0],
    [0, 1],
  ]
  const e = (x: Recorder, power = 1) => x.constant(power).exp()
  const cosh2 = (x: Recorder, s: number) => e(x, s).add(e(x, -s))
  const shares = (...terms: Real[]) => {
    const all = terms.map((t) => t.reshape([1])).reduce((a, b) => a.concat(b))
    return all.div(all.sum())
  }
  const WITNESSES: [string, Subject, Case, 'weights' | 'output', Exact][] = [
    ['elu1: (1/3, 2/3)', linear(elu1), caseOf([[0]], [[0], [1]]), 'weights', fractions([1, 3], [2, 3])],
    [
      'relu: one-hot',
      linear(relu),
      caseOf(
        [[1, -1]],
        [
          [1, 0],
          [-1, 5],
          [-1, 2],
        ],
      ),
      'weights',
      fractions(1, 0, 0),
    ],
    [
      'relu: three one-hot rows among seven keys',
      linear(relu),
      caseOf(
        [
          [1, 0, 0],
          [0, 1, 0],
          [0, 0, 1],
        ],
        [
          [1, 0, 0],
          [0, 1, 0],
          [0, 0, 1],
          [-1, -1, -1],
          [-1, -1, -1],
          [-1, -1, -1],
          [-1, -1, -1],
        ],
      ),
      'weights',
      fractions(...[0, 1, 2].flatMap((i) => [0, 1, 2, 3, 4, 5, 6].map((j) => (i === j ? 1 : 0)))),
    ],
    [
      'relu, causal, unnormalised: diagonal kernel values 0, 1, 0',
      linear(relu, { mask: 'causal', normalised: false }),
      caseOf([[-1], [1], [2]], [[1], [1], [-1]]),
      'weights',
      fractions(0, 0, 0, 1, 1, 0, 2, 2, 0),
    ],
    [
      'relu, causal',
      linear(relu, { mask: 'causal' }),
      caseOf([[2], [1], [2]], [[1], [3], [-1]]),
      'weights',
      fractions(1, 0, 0, [1, 4], [3, 4], 0, [1, 4], [3, 4], 0),
    ],
    ['id: (-1, 2)', linear(identity), caseOf([[1]], [[-1], [2]]), 'weights', fractions(-1, 2)],
    ['id leaves the hull', linear(identity), caseOf([[1]], [[-1], [2]], [[0], [1]]), 'output', fractions(2)],
    ['id reversed', linear(identity), caseOf([[1]], [[-1], [-2]]), 'weights', fractions([1, 3], [2, 3])],
    [
      'id: keys translated',
      linear(identity),
      caseOf(
        [[1, 0]],
        [
          [4, 0],
          [4, 1],
          [5, 0],
        ],
      ),
      'weights',
      fractions([4, 13], [4, 13], [5, 13]),
    ],
    ['elu1: (5/9, 4/9)', linear(elu1), caseOf([[1, 0]], I2), 'weights', fractions([5, 9], [4, 9])],
    [
      'elu1: keys translated',
      linear(elu1, { form: 'associative' }),
      caseOf(
        [[1, 0]],
        [
          [4, 0],
          [3, 1],
        ],
      ),
      'weights',
      fractions([11, 21], [10, 21]),
    ],
    ['taylor2: (5/7, 2/7)', linear(taylor2), caseOf([[1, 0]], I2), 'weights', fractions([5, 7], [2, 7])],
    ['taylor2 at 2q', linear(taylor2), caseOf([[2, 0]], I2), 'weights', fractions([5, 6], [1, 6])],
    [
      'taylor2: keys translated',
      linear(taylor2),
      caseOf(
        [[1, 0]],
        [
          [4, 0],
          [3, 1],
        ],
      ),
      'weights',
      fractions([26, 43], [17, 43]),
    ],
    [
      'exp: (e² + 1)/(e + 1)²',
      linear(exponential),
      caseOf([[1, 0]], I2),
      'weights',
      (x) => shares(e(x, 2).add(1), e(x).mul(2)),
    ],
    [
      'hedgehog by hyperbolic cosines',
      linear(hedgehog),
      caseOf([[1, -1]], I2),
      'weights',
      (x) => shares(cosh2(x, 2).add(cosh2(x, 1)), cosh2(x, 1).add(cosh2(x, 0))),
    ],
    [
      'update before read-out: 1/2',
      linear(elu1, { form: 'recurrent', mask: 'causal' }),
      caseOf([[0], [0]], [[0], [0]], [[0], [1]]),
      'output',
      fractions(0, [1, 2]),
    ],
    [
      'elu1, unnormalised: 2',
      linear(elu1, { normalised: false }),
      caseOf([[0]], [[0], [1]], [[0], [1]]),
      'output',
      fractions(2),
    ],
    [
      'one gradient step: 7/8',
      linear(identity, { form: 'associative', normalised: false }),
      caseOf([[1]], [[1], [2]], [[1 / 8], [3 / 8]]),
      'output',
      fractions([7, 8]),
    ],
    [
      'inline(id), published: (-3/2, 5/2)',
      inline(identity, 'published'),
      caseOf([[1]], [[0], [4]]),
      'weights',
      fractions([-3, 2], [5, 2]),
    ],
    [
      'inline(id), released: (-1/2, 3/2)',
      inline(identity),
      caseOf([[1]], [[0], [4]]),
      'weights',
      fractions([-1, 2], [3, 2]),
    ],
    [
      'inline(id), published: trace 9',
      inline(identity, 'published'),
      caseOf([[2], [0], [-2]], [[2], [0], [-2]]),
      'weights',
      fractions([13, 3], [1, 3], [-11, 3], [1, 3], [1, 3], [1, 3], [-11, 3], [1, 3], [13, 3]),
    ],
    [
      'inline(id), published, every token doubled: 3/2',
      inline(identity, 'published'),
      caseOf([[1]], [[0], [1], [0], [1]], [[0], [1], [0], [1]]),
      'output',
      fractions([3, 2]),
    ],
    [
      'softmax: 0.8808',
      softmax,
      caseOf([[1]], [[0], [2]], [[0], [1]]),
      'output',
      (x) => e(x, 2).div(e(x, 2).add(1)),
    ],
    [
      'softmax, causal: e/(1 + e)',
      softmaxAttention({ mask: 'causal' }),
      caseOf([[0], [1]], [[0], [1]], [[0], [1]]),
      'output',
      (x) => x.constant([0]).concat(e(x).div(e(x).add(1)).reshape([1])),
    ],
    [
      'softmax, scaled: s/√4',
      softmaxAttention({ scale: 'inverse-sqrt-width' }),
      caseOf(
        [[2, 0, 0, 0]],
        [
          [1, 9, 0, 0],
          [0, 0, 7, 0],
        ],
      ),
      'weights',
      (x) => shares(e(x), e(x, 0)),
    ],
  ]

  test.each(WITNESSES)('%s', async (_, subject, item, part, exact) => {
    const program = (inputs: Inputs, x: Recorder) => [
      bind(subject, x)[part](inputs as unknown as QueriesKeysAndValues),
    ]
    const x = new IntervalArithmetic()
    const truth = exact(x) as IntervalReal
    const [enclosure] = inIntervals([item], program) as [IntervalReal]
    for (let at = 0; at < truth.lo.length; at++) {
      expect(enclosure.lo[at]).toBeLessThanOrEqual(truth.hi[at])
      expect(enclosure.hi[at]).toBeGreaterThanOrEqual(truth.lo[at])
      // Tight, or nothing has been said.
      expect(enclosure.hi[at] - enclosure.lo[at]).toBeLessThan(1e-13)
    }
    for (const engine of engines) {
      for (const mode of MODES) {
        const [result] = (await onDevice(engine, mode, [item], program)) as [DeviceReal]
        const found = escapes(result, truth, 1)
        expect(found.escaped, `${engine.name}, ${mode}`).toBe(0)
        // The catalogue's numbers are simple: float32 comes out near them, bounded or not.
        result.host!.values.forEach((value, at) => expect(value).toBeCloseTo(truth.lo[at], 5))
      }
    }
  })

  test('softmax of the logarithms of 1, 2, 3', () => {
    const x = new IntervalArithmetic()
    const logits = x.constant([1, 2, 3]).log().reshape([3, 1])
    const weights = softmax.definition(x).weights({ q: x.constant([1], [1, 1]), k: logits }) as IntervalReal
    ;[1, 2, 3].forEach((part, at) => {
      const share = x.rational(part, 6)
      expect(weights.lo[at]).toBeLessThanOrEqual(share.lo[0])
      expect(weights.hi[at]).toBeGreaterThanOrEqual(share.hi[0])
      expect(weights.hi[at] - weights.lo[at]).toBeLessThan(1e-14)
    })
  })

  test('integers stay exact: the relu row is (1, 0, 0) to the bit in both arithmetics', async () => {
    const item = WITNESSES[1][2]
    const [weights] = inIntervals([item], both(linear(relu))) as [IntervalReal]
    expect([...weights.lo]).toEqual([1, 0, 0])
    expect([...weights.hi]).toEqual([1, 0, 0])
    for (const engine of engines) {
      const [result] = await onDevice(engine, 'static', [item], both(linear(relu)))
      expect([...result.host!.values]).toEqual([1, 0, 0])
    }
  })

  test('logits (60, -60): float32 copies a value, the reals do not', async () => {
    const item = caseOf([[1]], [[60], [-60]], [[Math.fround(0.3)], [7]])
    const [weights] = inIntervals([item], both(softmax)) as [IntervalReal]
    expect(weights.lo[1]).toBeGreaterThan(0)
    for (const engine of engines) {
      const [, output] = await onDevice(engine, 'static', [item], both(softmax))
      expect(output.host!.values[0]).toBe(Math.fround(0.3))
    }
  })
})

describe('a normaliser that is zero', () => {
  const weightsSumToOne =
    (subject: Subject): Program =>
    (inputs, x) => ({
      hypothesis: undefined,
      claim: bind(subject, x).output(inputs).sum().equal(1),
      existential: false,
      obstruction: undefined,
      observed: undefined,
      regions: [],
    })
  /** The float32 status on each engine and in each mode, and the status of the reals. */
  async function statuses(subject: Subject, item: Case) {
    const program = weightsSumToOne(subject)
    const batch = batchOf([item])
    const float32: Status[] = []
    const open: Status[] = []
    for (const engine of engines) {
      await engine.tf.setBackend(engine.name)
      for (const mode of MODES) {
        const report = await evaluateOnDevice(engine, mode, batch, program)
        float32.push(report.float32.status[0] as Status)
        open.push(report.reals.status[0] as Status)
      }
    }
    return { float32, open, reals: evaluateInIntervals(batch, program).status[0] as Status }
  }
  const forms: LinearOptions[] = [{}, { form: 'associative' }]
  const causal: LinearOptions[] = [{ mask: 'causal' }, { form: 'recurrent', mask: 'causal' }]
  const column = [[1], [1]]

  const UNDEFINED: [string, Subject[], Case][] = [
    [
      'relu, q ≤ 0',
      [...forms, ...causal].map((options) => linear(relu, options)),
      caseOf(
        [
          [-1, 0],
          [-2, -3],
        ],
        [
          [1, 2],
          [3, 4],
        ],
        column,
      ),
    ],
    ['id, Σs = 0', forms.map((options) => linear(identity, options)), caseOf([[1]], [[-2], [2]], column)],
    [
      'id, the first causal row alone',
      causal.map((options) => linear(identity, options)),
      caseOf([[1], [1]], [[0], [2]], column),
    ],
  ]
  test.each(UNDEFINED)('%s: the case is discarded in both readings', async (_, subjects, item) => {
    for (const subject of subjects) {
      const { float32, open, reals } = await statuses(subject, item)
      expect(new Set(float32), subject.name).toEqual(new Set([Status.Discarded]))
      expect(reals, subject.name).toBe(Status.Discarded)
      // The device may leave it open, and must not decide it otherwise.
      for (const status of open) expect([Status.Discarded, Status.HypothesisOpen]).toContain(status)
    }
  })

  test('the values are no numbers there, which nobody sees', async () => {
    for (const engine of engines) {
      const [weights] = await onDevice(engine, 'running', [UNDEFINED[1][2]], both(linear(identity)))
      // 2/0 and -2/0: the sum of the weights would be a NaN.
      expect([...weights.host!.values].every(Number.isFinite)).toBe(false)
      for (let at = 0; at < 2; at++) expect(errorOf(weights, 0, at)).not.toBeLessThan(Infinity)
    }
  })

  test('a case with a normaliser other than zero is judged', async () => {
    for (const options of [...forms, ...causal]) {
      for (const map of [relu, identity]) {
        const { float32, reals } = await statuses(
          linear(map, options),
          caseOf([[1], [1]], [[1], [3]], [[0.25], [0.75]]),
        )
        for (const status of [...float32, reals])
          expect([Status.Satisfied, Status.Consistent, Status.Violated]).toContain(status)
      }
    }
  })

  test('a lane without one does not spoil its neighbours', async () => {
    const lanes = [caseOf([[1]], [[-2], [2]], column), caseOf([[1]], [[1], [3]], column)]
    for (const engine of engines) {
      await engine.tf.setBackend(engine.name)
      const program = weightsSumToOne(linear(identity))
      const { float32 } = await evaluateOnDevice(engine, 'static', batchOf(lanes), program)
      expect([...float32.status]).toEqual([Status.Discarded, Status.Satisfied])
    }
  })
})

describe('causal attention', () => {
  const SUBJECTS = [
    softmaxAttention({ mask: 'causal' }),
    softmaxAttention({ mask: 'causal', scale: 'inverse-sqrt-width' }),
    ...FEATURE_MAPS.flatMap((map) => [
      linear(map, { mask: 'causal' }),
      linear(map, { form: 'recurrent', mask: 'causal' }),
    ]),
  ]
  const n = 5
  /** Pairs of cases, alternating: the same tokens up to `last`, others after it, of the given size. */
  function siblings(last: number, size: number): Case[] {
    const draw = gaussian(random(7 + last))
    return Array.from({ length: 6 }, () => {
      const rows = (width: number) => Array.from({ length: n }, () => Array.from({ length: width }, draw))
      const [q, k, v] = [rows(2), rows(2), rows(2)]
      const other = (of: number[][]) => of.map((row, i) => (i <= last ? row : row.map(() => size * draw())))
      return [caseOf(q, k, v), caseOf(other(q), other(k), other(v))]
    }).flat()
  }
  const firstRows = (values: ArrayLike<number>, lane: number, rows: number) => {
    const width = values.length / 12 / n
    return Array.from({ length: rows * width }, (_, i) => values[lane * n * width + i] + 0)
  }

  test.each(SUBJECTS.map((subject) => [subject.name, subject] as const))(
    '%s: no row depends on a later token',
    async (name, subject) => {
      for (const last of [0, 1, 3]) {
        for (const size of name.includes('exp') || name.includes('hedgehog') ? [1, 5] : [1, 40]) {
          const cases = siblings(last, size)
          for (const engine of engines) {
            for (const { host } of await onDevice(engine, 'static', cases, both(subject))) {
              for (let lane = 0; lane < cases.length; lane += 2) {
                const rows = firstRows(host!.values, lane, last + 1)
                expect(firstRows(host!.values, lane + 1, last + 1), `${engine.name} ${size}`).toEqual(rows)
                if (!/\((id|relu)/.test(name)) expect(rows.every(Number.isFinite)).toBe(true)
              }
            }
          }
          for (const { lo, hi } of inIntervals(cases, both(subject))) {
            for (let lane = 0; lane < cases.length; lane += 2) {
              const [lo1, lo2] = [0, 1].map((i) => firstRows(lo, lane + i, last + 1))
              const [hi1, hi2] = [0, 1].map((i) => firstRows(hi, lane + i, last + 1))
              lo1.forEach((_, at) => {
                expect(lo1[at] > hi2[at] || lo2[at] > hi1[at]).toBe(false)
              })
            }
          }
        }
      }
    },
  )

  test('softmax: a forbidden key with an enormous score does not blot out the allowed ones', async () => {
    const item = caseOf([[1], [1]], [[0], [1000]])
    const causal = softmaxAttention({ mask: 'causal' })
    const [weights] = inIntervals([item], both(causal)) as [IntervalReal]
    expect([weights.lo[0], weights.hi[0], weights.hi[1]]).toEqual([1, 1, 0])
    for (const engine of engines) {
      const [result] = await onDevice(engine, 'static', [item], both(causal))
      expect([...result.host!.values]).toEqual([1, 0, 0, 1])
    }
  })

  test('without the mask a row does depend on later tokens', async () => {
    const cases = siblings(1, 1)
    for (const engine of engines) {
      const [weights] = await onDevice(engine, 'static', cases, both(softmax))
      expect(firstRows(weights.host!.values, 0, 2)).not.toEqual(firstRows(weights.host!.values, 1, 2))
    }
  })
})

test('a mask of its own leaves exactly the keys it allows', async () => {
  const cases = gaussianCases(3, 5, 2, 5)
  for (const subject of [softmaxAttention({ mask: chequered }), linear(elu1, { mask: chequered })]) {
    for (const engine of engines) {
      const [weights] = await onDevice(engine, 'static', cases, both(subject))
      weights.host!.values.forEach((weight, at) => {
        const [query, key] = [Math.floor((at % 25) / 5), at % 5]
        expect(weight > 0, `${subject.name} ${query} ${key}`).toBe(query === key || (query + key) % 3 === 1)
      })
    }
  }
})

describe('options that do not fit', () => {
  test.each([
    [{ form: 'associative', mask: 'causal' }, 'the associative form has no mask'],
    [{ form: 'associative', mask: chequered }, 'the associative form has no mask'],
    [{ form: 'recurrent' }, "say mask: 'causal'"],
    [{ form: 'recurrent', mask: chequered }, "say mask: 'causal'"],
  ] as const)('%o', (options, message) => {
    expect(() => linear(elu1, options)).toThrow(RangeError)
    expect(() => linear(elu1, options)).toThrow(message)
  })

  test('widths that do not fit', () => {
    const item = caseOf([[1, 2]], [[1], [2]])
    for (const subject of [softmax, linear(elu1), inline(elu1)])
      expect(() => inIntervals([item], both(subject))).toThrow(RangeError)
  })
})

describe('elu1 far below zero', () => {
  test('e^x + 0 stays positive in float32 where expm1(x) + 1 rounds to 0', async () => {
    const item = caseOf([[-17.4]], [[-17.4]])
    const features = ({ q }: Inputs, x: Recorder) => [elu1.compute(q, x)]
    const truth = inIntervals([item], ({ q }, x) => [elu1.define.queries(q, x)])[0]
    for (const engine of engines) {
      const [stable] = await onDevice(engine, 'running', [item], features)
      expect(stable.host!.values[0]).toBeGreaterThan(0)
      expect(stable.host!.values[0]).toBeCloseTo(2.775e-8, 11)
      expect(escapes(stable, truth, 1)).toMatchObject({ escaped: 0, bounded: 1 })
      // The form that absorbs, in the same engine's kernels; that it does shows that the test above can fail.
      const { tf } = engine
      const [literal] = tf.tidy(() => [...tf.add(tf.expm1(tf.tensor1d([-17.4])), 1).dataSync()])
      expect(literal).toBe(0)
    }
  })

  test('so that its normaliser is not zero there, and the weights are right', async () => {
    const item = caseOf([[-20]], [[-20], [-21]])
    const truth = inIntervals([item], both(linear(elu1)))[0]
    for (const engine of engines) {
      const [weights] = await onDevice(engine, 'running', [item], both(linear(elu1)))
      expect(escapes(weights, truth, 1)).toMatchObject({ escaped: 0, bounded: 2 })
      expect(weights.host!.values[0]).toBeCloseTo(1 / (1 + Math.exp(-1)), 5)
    }
  })
})

describe('head scaling', () => {
  test('1/√d is softmax with q/√d', () => {
    for (const cases of BATCHES) {
      const [scaled] = inIntervals(cases, both(softmaxAttention({ scale: 'inverse-sqrt-width' })))
      const [divided] = inIntervals(cases, ({ q, k }, x) => [
        bind(softmax, x).weights({ q: q.div(x.constant(k.shape[1]).sqrt()), k: k }),
      ])
      scaled.lo.forEach((lo, at) => {
        expect(lo).toBeLessThanOrEqual(divided.hi[at])
        expect(scaled.hi[at]).toBeGreaterThanOrEqual(divided.lo[at])
      })
    }
  })

  test('it changes the weights where d > 1', () => {
    const cases = gaussianCases(1, 3, 4, 1)
    const [plain] = inIntervals(cases, both(softmax))
    const [scaled] = inIntervals(cases, both(softmaxAttention({ scale: 'inverse-sqrt-width' })))
    expect(plain.lo[0] > scaled.hi[0] || plain.hi[0] < scaled.lo[0]).toBe(true)
  })

  test('a number is a factor on the scores', () => {
    const item = caseOf([[1]], [[0], [2]])
    const [halved] = inIntervals([item], both(softmaxAttention({ scale: 0.5 })))
    const [truth] = inIntervals([caseOf([[1]], [[0], [1]])], both(softmax))
    expect([...halved.lo]).toEqual([...truth.lo])
  })
})

describe('feature maps', () => {
  test.each(FEATURE_MAPS.map((map) => [map.name, map] as const))(
    '%s: has the dimension that it states, and as many features on all sides',
    (_, map) => {
      for (let d = 1; d <= 4; d++) {
        const x = new IntervalArithmetic()
        const rows = x.constant(
          Array.from({ length: 3 * d }, (_, i) => i / 8 - 0.5),
          [3, d],
        )
        const shape = [3, map.dimension(d)]
        expect(map.define.queries(rows, x).shape).toEqual(shape)
        expect(map.define.keys(rows, x).shape).toEqual(shape)
        expect(map.compute(rows, x).shape).toEqual(shape)
      }
    },
  )

  test('the kernels are what their formulas say, for a query and a key of width 2', () => {
    const [q, k] = [
      [0.5, -1],
      [2, 0.25],
    ] as const
    const x = new IntervalArithmetic()
    const elu = (z: number) => (z > 0 ? 1 + z : Math.exp(z))
    const s = q[0] * k[0] + q[1] * k[1]
    const KERNELS: Record<string, number> = {
      id: s,
      relu: 1,
      elu1: elu(q[0]) * elu(k[0]) + elu(q[1]) * elu(k[1]),
      exp: Math.exp(2.5) + Math.exp(-0.75),
      hedgehog: 2 * Math.cosh(2.5) + 2 * Math.cosh(-0.75),
      taylor2: 1 + s + s ** 2 / 2,
    }
    for (const map of FEATURE_MAPS) {
      const side = (of: readonly number[]) => x.constant([...of], [1, 2])
      const kernel = map.define.queries(side(q), x).matMul(map.define.keys(side(k), x).transpose())
      const { lo, hi } = kernel as IntervalReal
      expect(lo[0] / 2 + hi[0] / 2, map.name).toBeCloseTo(KERNELS[map.name], 12)
    }
  })
})

describe('names and bindings', () => {
  test('a name tells the options', () => {
    const named = [
      ...SOFTMAX,
      linear(elu1, { form: 'recurrent', mask: 'causal', normalised: false }),
      linear(relu, { mask: chequered }),
      inline(identity),
      inline(identity, 'published'),
    ]
    expect(named.map((subject) => subject.name)).toEqual([
      'softmax',
      'softmax(scale 1/√d)',
      'softmax(scale 0.3)',
      'softmax(causal)',
      'softmax(masked)',
      'softmax(scale 1/√d, causal)',
      'linear(elu1, recurrent, causal, unnormalised)',
      'linear(relu, masked)',
      'inline(id)',
      'inline(id, published scaling)',
    ])
    const all = [...SOFTMAX, ...LINEAR, ...INLINE].map((subject) => subject.name)
    expect(new Set(all).size).toBe(all.length)
  })

  test('a subject is its implementation on the device and its definition elsewhere', () => {
    const real = {} as Real
    const bound = (value: Real) => () => ({ weights: () => value, output: () => value })
    const subject: Subject = { name: 'two', definition: bound(real), implementation: bound({} as Real) }
    const inputs = { q: real, k: real, v: real }
    expect(bind(subject, { tier: 'interval' } as Recorder).weights(inputs)).toBe(real)
    expect(bind(subject, { tier: 'device' } as Recorder).weights(inputs)).not.toBe(real)
  })

  test('mechanism(): one formula, read as both, its outputs mixing the values', async () => {
    const halves = mechanism('halves', ({ q, k }, x) => q.matMul(k.transpose()).mul(x.rational(1, 2)))
    expect(halves.name).toBe('halves')
    const item = caseOf([[2]], [[1], [3]], [[1], [10]])
    const [weights, output] = inIntervals([item], both(halves))
    expect([...weights.lo, ...output.lo]).toEqual([1, 3, 31])
    for (const engine of engines) {
      const results = await onDevice(engine, 'static', [item], both(halves))
      expect(results.flatMap(({ host }) => [...host!.values])).toEqual([1, 3, 31])
    }
  })
})
