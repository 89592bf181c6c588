import { describe, expect, it } from 'vitest'
import { compare } from '../conformity.ts'
import { declaredFrom } from '../declared-from.ts'
import type { Declared } from '../declared.ts'
import { evaluate } from '../evaluate.ts'
import { examinedFrom, honest } from '../honest.fixture.ts'
import type { Computation } from '../honest-head.fixture.ts'
import { sizes, type Answer, type Lanes } from '../lanes.ts'
import { modelOf } from '../model.ts'
import { rounded, roundTo } from '../round-to.ts'
import { batchesOfACycle, examinationBatch, examinationBatches } from './examination-batches.ts'
import type { FreeExtents } from './extents-at.ts'
import { BORDERS } from './place-families.ts'

const softmax = declaredFrom({ as: 'softmax' })
const causal: Declared = { ...softmax, mask: { kind: 'causal', aligned: 'start' } }
const windowed: Declared = { ...softmax, mask: { kind: 'window', size: 3, aligned: 'start' } }
const given: Declared = { ...softmax, mask: { kind: 'given' } }
const grouped: Declared = { ...softmax, heads: { query: 4, key: 2 } }
const linear: Declared = {
  ...softmax,
  mechanism: { featureMap: 'elu1', normalised: true },
  scale: 'none',
}
const self: FreeExtents = { lengths: 'self' }

const cycle = (declared: Declared, free: FreeExtents, seed = 1) =>
  Array.from({ length: batchesOfACycle(declared) }, (_, index) =>
    examinationBatch(declared, { ...free, seed }, index, 1),
  )

describe('batches of an examination', () => {
  it('are the same for a seed and an index, however many there are', () => {
    const all = [...examinationBatches(given, { lengths: 'free', seed: 7, lanes: 50 })]
    for (const batch of all.slice(0, -1))
      expect(examinationBatch(given, { lengths: 'free', seed: 7 }, batch.index)).toEqual(batch)
    expect(examinationBatch(given, { lengths: 'free', seed: 8 }, 0)).not.toEqual(all[0])
  })

  it('have as many lanes as were asked for', () => {
    const examination = examinationBatches(softmax, { ...self, seed: 1, lanes: 101 })
    expect(examination.total).toBe(101)
    expect([...examination].reduce((sum, { lanes }) => sum + lanes.lanes, 0)).toBe(101)
  })

  it.each(['float32', 'float16', 'bfloat16'] as const)('hold finite numbers of %s', (precision) => {
    for (const { lanes, family } of cycle({ ...given, precision }, { lengths: 'free', maxTokens: 20 }))
      for (const array of [lanes.q, lanes.k, lanes.v])
        for (const each of array)
          if (!Number.isFinite(each) || !Object.is(rounded(precision, each), each))
            expect.fail(`${each} of ${family}`)
  })

  it('go from few tokens to many, across every border of a block', () => {
    const batches = cycle(softmax, self)
    const tokens = batches.map(({ lanes }) => lanes.keys)
    for (const border of BORDERS)
      for (const near of [border - 1, border, border + 1]) expect(tokens).toContain(near)
    expect(Math.max(...tokens.slice(0, 20))).toBeLessThan(5)
  })

  it('stay below 2^22 numbers', () => {
    for (let index = 0; index < 4 * batchesOfACycle(softmax); index += 37) {
      const { lanes } = examinationBatch(softmax, { ...self, seed: 1, width: 8 }, index)
      const numbers = Object.values(sizes(lanes)).reduce((sum, each) => sum + each, 0)
      expect(lanes.lanes * numbers).toBeLessThanOrEqual(2 ** 22)
    }
  })

  it('have the extents that an attention takes', () => {
    for (const { lanes } of cycle(softmax, { ...self, width: 6, valueWidth: 'width', maxTokens: 40 })) {
      expect(lanes).toMatchObject({ queries: lanes.keys, width: 6, valueWidth: 6 })
      expect(lanes.keys).toBeLessThanOrEqual(40)
    }
    for (const { lanes } of cycle(softmax, { lengths: 'free', keys: 7, queries: 5 }))
      expect(lanes).toMatchObject({ queries: 5, keys: 7 })
    for (const { lanes } of cycle(softmax, { lengths: 'one-query' })) expect(lanes.queries).toBe(1)
  })

  it('have fewer and more queries than keys, where nothing speaks against it', () => {
    const lengths = (declared: Declared) =>
      new Set(cycle(declared, { lengths: 'free' }).map(({ lanes }) => Math.sign(lanes.queries - lanes.keys)))
    expect(lengths(causal)).toEqual(new Set([-1, 0, 1]))
    expect(lengths({ ...causal, mask: { kind: 'causal', aligned: 'end' } })).toEqual(new Set([-1, 0]))
  })

  it('reach the sizes of scores that implementations fail at', () => {
    for (const [name, size] of [
      ['88', 88],
      ['104', 104],
      ['10,000', 1e4],
      ['65,504', 65504],
      ['1e9', 1e9],
      ['3e38', 3e38],
    ] as const) {
      const found = cycle(softmax, { ...self, maxTokens: 20 })
        .filter(({ family }) => family.startsWith(`scores around ${name},`))
        .flatMap(({ lanes }) => [...evaluate(modelOf(softmax), lanes, {}).scores])
      expect(Math.max(...found) / size, name).toBeGreaterThan(0.9)
      expect(Math.min(...found) / size, name).toBeLessThan(1.8)
    }
  })

  it('leave out scores that a precision does not hold', () => {
    const names = cycle({ ...softmax, precision: 'float16' }, { ...self, maxTokens: 2 }).map(
      ({ family }) => family,
    )
    expect(names.some((family) => family.startsWith('scores around 65,504'))).toBe(true)
    expect(names.some((family) => family.startsWith('scores around 1e9'))).toBe(false)
  })

  it('have queries without keys only in the family that says so, and in that of forbidden keys', () => {
    let empty = 0
    for (const { lanes, family } of cycle(given, { lengths: 'free', maxTokens: 20 }))
      for (let row = 0; row < lanes.queries; row++) {
        if (lanes.mask!.subarray(row * lanes.keys, (row + 1) * lanes.keys).some((each) => each !== 0))
          continue
        empty += 1
        expect(family).toMatch(/queries without keys/)
      }
    expect(empty).toBeGreaterThan(10)
  })
})

async function deviatingFamilies(
  declared: Declared,
  answer: (one: Lanes) => Answer,
  free: FreeExtents,
  lanes: number,
): Promise<string[]> {
  const examined = examinedFrom('fixture', answer)
  const found: string[] = []
  for (const { lanes: some, family } of examinationBatches(declared, {
    seed: 5,
    lanes,
    maxTokens: 40,
    ...free,
  })) {
    const { deviations } = compare(modelOf(declared), some, await examined.answer(some))
    if (deviations.length > 0) found.push(family)
  }
  return found
}

describe('an honest attention', () => {
  it.each<[Partial<Declared>, Computation]>([
    [{}, { form: 'online', block: 4 }],
    [{ mask: given.mask }, { backwards: true }],
    [{ precision: 'float16', accumulation: 'float16' }, { form: 'late' }],
    [{ precision: 'bfloat16' }, {}],
    [{ ...linear }, { form: 'recurrent' }],
    [{ ...linear, precision: 'float16', accumulation: 'float16' }, {}],
    [{ ...linear, mechanism: { featureMap: 'hedgehog', normalised: true }, precision: 'float16' }, {}],
    [{ ...linear, mechanism: { featureMap: 'id', normalised: true } }, { form: 'late' }],
    [{ ...linear, precision: 'bfloat16', mask: given.mask }, { form: 'recurrent' }],
  ])('deviates in no family: %o %o', async (change, how) => {
    const declared = { ...softmax, ...change }
    expect(await deviatingFamilies(declared, honest(declared, how), { lengths: 'free' }, 460)).toEqual([])
  })
})

const kernel = (exp: (x: number) => number, shifted = true) => ({
  change: { kernel: { kind: 'exponential', exp, shifted } as const },
})

const shortSeries = (x: number): number => {
  const y = x / 16
  return (1 + y + (y * y) / 2 + y ** 3 / 6 + y ** 4 / 24) ** 16
}

const right = honest(softmax)

/** Values in the opposite order. */
function turnedAround({ keys, valueWidth, v }: Lanes): Float32Array {
  return v.map((_, at) => v[(keys - 1 - Math.floor(at / valueWidth)) * valueWidth + (at % valueWidth)])
}

/** Key 15 stands in two blocks. */
function countedTwice(one: Lanes): Answer {
  const { keys, width, valueWidth, k, v } = one
  if (keys <= 16) return right(one)
  const { output } = right({
    ...one,
    keys: keys + 1,
    k: Float32Array.of(...k, ...k.subarray(15 * width, 16 * width)),
    v: Float32Array.of(...v, ...v.subarray(15 * valueWidth, 16 * valueWidth)),
  })
  return { ...right(one), ...(output && { output }) }
}

describe('a mistake', () => {
  it.each<[string, Declared, Computation]>([
    ['no shift by the maximum', softmax, kernel(Math.exp, false)],
    ['softmax over the queries', softmax, { change: { normaliser: 'queries' } }],
    ['1/d for 1/√d', softmax, { change: { scale: (width) => 1 / width } }],
    ['a causal mask that lets one more pass', causal, { change: { allows: (q, k) => k <= q + 1 } }],
    ['a causal mask that lets one less pass', causal, { change: { allows: (q, k) => k < q || k === 0 } }],
    ['no normaliser', linear, { change: { normaliser: 'none' } }],
    ['a dropped first token', softmax, { change: { allows: (_q, k, { keys }) => k > 0 || keys === 1 } }],
    ['1e-3 in the normaliser', linear, { change: { epsilon: 1e-3 } }],
    ['a negative temperature', softmax, { change: { scale: (width) => -1 / Math.sqrt(width) } }],
    ['a short series for exp', softmax, kernel(shortSeries)],
    ['a window off by one', windowed, { change: { allows: (q, k) => k <= q && k > q - 4 } }],
    ['heads tiled instead of repeated', grouped, { change: { keyHead: (h, { keyHeads }) => h % keyHeads } }],
    ['a mask of -1e9', causal, { masking: 'additive' }],
    [
      'rotations that begin at 1 for keys',
      { ...softmax, position: { kind: 'rotary', base: 1e4, pairs: 'halves' } },
      { change: { keyPosition: (key) => key + 1 } },
    ],
    [
      'ALiBi that begins at 1 for queries',
      { ...causal, position: { kind: 'alibi' }, heads: { query: 2, key: 2 } },
      { change: { bias: (head, q, k) => -(2 ** (-8 * head)) * (q - k) } },
    ],
  ])('is found among few small lanes: %s', async (_, declared, how) => {
    expect((await deviatingFamilies(declared, honest(declared, how), self, 320)).length).toBeGreaterThan(2)
  })

  it.each<[string, (one: Lanes) => Answer]>([
    ['keys rounded to float16', (one) => right({ ...one, k: roundTo('float16', one.k.slice()) })],
    ['softmax in bfloat16', honest({ ...softmax, precision: 'bfloat16' })],
    ['sums in float16', honest({ ...softmax, accumulation: 'float16' })],
    ['values of another key', (one) => right({ ...one, v: turnedAround(one) })],
    ['a key at a border of 16 counted twice', countedTwice],
  ])('of numbers is found among few small lanes: %s', async (_, answer) => {
    expect((await deviatingFamilies(softmax, answer, self, 320)).length).toBeGreaterThan(2)
  })
})
