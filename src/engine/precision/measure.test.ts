import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { cpu } from '../cpu.ts'
import { IEEE_FLOAT32, type ErrorLimits } from '../../arithmetic/device/error-limits.ts'
import { BELOW_PI } from '../profile.ts'
import { startEngine } from '../start.ts'
import { wasm } from '../wasm.ts'
import { WGSL } from '../webgpu/stated.ts'
import { TENSOR_OPERATIONS } from '../operations.ts'
import { errorsOf, type FunctionOptions } from './function-errors.ts'
import { limitsFrom } from './limits.ts'
import { measurePrecision, profileFrom } from './measure.ts'
import { measureNonFinite } from './non-finite.ts'
import { blindWatchers } from './watchers.ts'
import * as planted from './planted-engines.fixture.ts'
import * as plantedFunctions from './planted-functions.fixture.ts'
import * as plantedSums from './planted-sums.fixture.ts'
import { measureProducts } from './products.ts'
import { measureRange } from './range.ts'
import { bitsOf } from './recipe.ts'
import { measureSums } from './sum-errors.ts'
import { measureRepeatability } from './repeatability.ts'
import type { FoundPrecision } from './found.ts'

const SEEDS = [1, 2, 3, 4]
const sampled = { exhaustive: false, progress: () => {} }

/** What is found where 10 bits are kept: 1 + lost becomes 1. */
const worst = (lost: number, rounding: string) => ({ bits: 10, rounding, factorError: lost / (1 + lost) })

describe.each([wasm, cpu])('on $name', ({ name, stated }) => {
  let found: FoundPrecision
  beforeAll(async () => {
    await startEngine(name)
    found = await measurePrecision(tf, stated)
  })
  const start = () => startEngine(name)
  const functionsOf = async (
    defect: planted.Defect,
    name: 'exp' | 'log' | 'tanh' | 'sin' | 'cos' | 'sqrt',
    allowed = stated,
    options: Partial<FunctionOptions> = {},
    operation = TENSOR_OPERATIONS[name],
  ) => ({
    ...found.functions,
    [name]: await errorsOf(defect(tf), name, operation, allowed, { ...sampled, seed: 1, ...options }),
  })
  const limits = (part: Partial<FoundPrecision>) => limitsFrom(stated, { ...found, ...part })

  test('nothing is worse than stated, and another sample says the same', async () => {
    await start()
    expect(limits({})).toEqual({ limits: stated, widened: [] })
    const other = await measurePrecision(tf, stated, { seed: 2 })
    expect(other).not.toEqual(found)
    expect(limits(other)).toEqual({ limits: stated, widened: [] })
  })

  test('the same engine has the same profile every time, and no tensor is left behind', async () => {
    await start()
    const tensors = tf.memory().numTensors
    expect(await measurePrecision(tf, stated)).toEqual(found)
    expect(tf.memory().numTensors).toBe(tensors)
  })

  test.each([
    ['truncatedFactors', worst(2 ** -10 - 2 ** -23, 'truncated'), { productRoundoff: 2 ** -10 }],
    ['truncatedSecondFactors', worst(2 ** -10 - 2 ** -23, 'truncated'), { productRoundoff: 2 ** -10 }],
    ['roundedFactors', worst(2 ** -11, 'nearest'), { productRoundoff: 2 ** -11 }],
  ] as const)('%s are found out by every shape, with any sample', async (defect, said, limit) => {
    await start()
    for (const seed of SEEDS) {
      const products = await measureProducts(plantedSums[defect](tf), seed)
      expect(products).toMatchObject(said)
      const widened = limits({ products })
      expect(widened.limits).toMatchObject({ ...limit, productAccumulation: 2 ** -24 })
      expect(widened.widened).toEqual([
        expect.stringMatching(/factors to 10 bits \(TF32 or float16\): bounds/),
      ])
      for (const [path, { factorError }] of Object.entries(products.paths))
        expect(factorError, path).toBeGreaterThan(limit.productRoundoff / 2)
    }
  })

  test('products in float16 are found out', async () => {
    await start()
    const products = await measureProducts(plantedSums.halfProducts(tf), 1)
    expect(limits({ products }).limits).toMatchObject({
      productRoundoff: 2 ** -11,
      productAccumulation: 2 ** -11,
      productFlushBelow: 2 ** -14,
      productOverflowAbove: 65504,
    })
    expect(limits({ products }).widened).toHaveLength(4)
  })

  test('products that cut off what does not fit are found out', async () => {
    await start()
    for (const seed of SEEDS) {
      const products = await measureProducts(plantedSums.truncatedSums(tf), seed)
      expect(products.rounding).toBe('none')
      expect(limits({ products }).limits.productAccumulation).toBe(2 ** -23)
      // By the pair that shows it best, wherever something is added.
      const least = (2 ** -23 * (1 - 2 ** -5)) / (1 + 2 ** -23)
      for (const [path, { accumulationError }] of Object.entries(products.paths))
        if (path !== 'batch of numbers') expect(accumulationError, path).toBeGreaterThan(least)
    }
  })

  test('sums that cut off what does not fit are found out', async () => {
    await start()
    for (const seed of SEEDS) {
      const sums = await measureSums(plantedSums.truncatedReductions(tf), seed)
      expect(limits({ sums }).limits.unitRoundoff).toBe(2 ** -23)
      expect(sums.order).toBe('other')
    }
  })

  test('an exp that is off by 40 ulp for large arguments is found out', async () => {
    await start()
    for (const seed of SEEDS) {
      const functions = await functionsOf(plantedFunctions.coarseExp, 'exp', stated, { seed })
      expect(Math.abs(functions.exp.at[0])).toBeGreaterThan(50)
      expect(limits({ functions }).limits.ulps).toEqual({ ...stated.ulps, exp: 128 })
    }
  })

  test('an absolute error of log widens the absolute limit where one is stated, else the relative one', async () => {
    await start()
    const limitsFor = async (allowed: ErrorLimits) => {
      const functions = await functionsOf(plantedFunctions.smallLogarithms, 'log', allowed)
      return limitsFrom(allowed, { ...found, functions })
    }
    const loose = { ...stated, logAbsolute: 2 ** -23, ulps: { ...stated.ulps, log: 9 } }
    const absolute = await limitsFor(loose)
    expect(absolute.limits).toEqual({ ...loose, logAbsolute: 2 ** -20 })
    expect(absolute.widened).toEqual([
      expect.stringMatching(/log errs by up to 9\.5e-7 near 1, beside its 9 ulp/),
    ])
    const relative = await limitsFor(stated)
    expect(relative.limits).toEqual({ ...stated, ulps: { ...stated.ulps, log: 2 ** 23 } })
    expect(relative.widened).toEqual([expect.stringMatching(/log errs without limit, at log\(/)])
  })

  test('a tanh by exponentials is found out: it needs an absolute limit', async () => {
    await start()
    const limitsFor = async (allowed: ErrorLimits, seed: number) => {
      const functions = await functionsOf(plantedFunctions.tanhOfExponentials, 'tanh', allowed, { seed })
      return limitsFrom(allowed, { ...found, functions })
    }
    const ulps = { ...stated.ulps, tanh: 5 }
    for (const seed of SEEDS) {
      const relative = await limitsFor(stated, seed)
      expect(relative.limits.ulps.tanh).toBe(2 ** 23)
      expect(relative.widened).toEqual([expect.stringMatching(/tanh errs without limit, at tanh\(/)])
      const loose = { ...stated, ulps, tanhAbsolute: 2 ** -22 }
      expect(await limitsFor(loose, seed)).toEqual({ limits: loose, widened: [] })
      const tight = { ...loose, tanhAbsolute: 2 ** -30 }
      const { tanhAbsolute } = (await limitsFor(tight, seed)).limits
      expect(tanhAbsolute).toBeGreaterThan(2 ** -27)
      expect(tanhAbsolute).toBeLessThanOrEqual(2 ** -22)
    }
  })

  test('a sin of a coarsely reduced argument is known only as far as it is right', async () => {
    await start()
    for (const seed of SEEDS) {
      const functions = await functionsOf(plantedFunctions.sinOfReduced, 'sin', stated, { seed })
      const { limits: widened, widened: sentences } = limits({ functions })
      expect(widened.trigonometric.absolute).toBeLessThanOrEqual(2 ** -20)
      expect(widened.trigonometric.upTo).toBeGreaterThanOrEqual(Math.fround(3.14159))
      expect(widened.trigonometric.upTo).toBeLessThanOrEqual(64)
      expect(sentences.at(-1)).toMatch(/sin and cos err by more than .* beyond/)
    }
  })

  test('a cos as coarse as WGSL allows is found out, and allowed where that is stated', async () => {
    await start()
    for (const seed of SEEDS) {
      const functions = await functionsOf(plantedFunctions.coarseCos, 'cos', WGSL, { seed })
      const trigonometric = { absolute: 2 ** -10, upTo: BELOW_PI }
      expect(limits({ functions }).limits).toEqual({ ...stated, trigonometric })
      expect(limitsFrom(WGSL, { ...found, functions }).limits).toEqual({
        ...WGSL,
        trigonometric: { absolute: 2 ** -11, upTo: BELOW_PI },
      })
    }
  })

  test('a sample holds all numbers where functions are known to be worst', async () => {
    await start()
    for (const seed of SEEDS) {
      const functions = await functionsOf(plantedFunctions.logWrongAboveRoot2, 'log', stated, { seed })
      expect(functions.log.at).toEqual([Math.fround(1.4146055)])
      expect(limits({ functions }).limits.ulps.log).toBe(16)
    }
  })

  test('one wrong result is found by trying every pattern', async () => {
    await start()
    const at = Math.fround(1.2345678)
    const defect = plantedFunctions.wrongAt(at)
    expect((await functionsOf(defect, 'sqrt')).sqrt.ulps).toBeLessThan(1)
    let last = 0
    const every = { exhaustive: true, progress: (_: string, done: number) => (last = done) }
    const among = (name: 'sqrt' | 'exp', signs: 1 | 2) => {
      const operation = TENSOR_OPERATIONS[name]
      const patterns = { from: bitsOf(1), to: bitsOf(1.5), signs }
      const errors = { ...operation.errors!, every: patterns }
      return functionsOf(defect, name, stated, every, { ...operation, errors })
    }
    const all = await among('sqrt', 1)
    expect(all.sqrt).toMatchObject({ at: [at], arguments: 2 ** 18 + 2 ** 22 + 1 })
    expect(last).toBe(1)
    expect((await among('exp', 2)).exp).toMatchObject({
      at: [-at],
      arguments: 2 ** 18 + 2 * (2 ** 22 + 1),
    })
    const { limits: widened } = limits({ method: 'exhaustive', functions: all })
    expect(widened.ulps.sqrt).toBe(Math.ceil(all.sqrt.ulps))
  })

  test('a maximum that loses NaN is found out, by its argument', async () => {
    await start()
    const clean = found.nonFinite['maximum (left)']
    expect(clean).toEqual({ nan: 'kept', infinity: 'kept' })
    const nonFinite = await measureNonFinite(planted.maximumLosesNaN(tf))
    expect(nonFinite).toEqual({ ...found.nonFinite, 'maximum (left)': { nan: 'lost', infinity: 'kept' } })
    expect(blindWatchers(nonFinite)).toEqual([])
  })

  test('a sum that loses NaN makes the running bound unusable', async () => {
    await start()
    const nonFinite = await measureNonFinite(planted.sumLosesNaN(tf))
    expect(blindWatchers(nonFinite)).toEqual(['sum, first', 'sum, middle', 'sum, last'])
    expect(blindWatchers(found.nonFinite)).toEqual([])
  })

  test('flushing of inputs and of results is found out', async () => {
    await start()
    expect(new Set(Object.values({ ...found.subnormals.inputs, ...found.subnormals.results }))).toEqual(
      new Set(['kept']),
    )
    const { inputs, results, normalsLostBelow } = (await measureRange(planted.flushesSubnormals(tf)))
      .subnormals
    expect(new Set([...Object.values(inputs), ...Object.values(results)])).toEqual(new Set(['flushed']))
    expect(normalsLostBelow).toBe(0)
    const { subnormals: some } = await measureRange(planted.flushing((x) => Math.abs(x) < 2 ** -120)(tf))
    expect(some.normalsLostBelow).toBe(2 ** -120)
    expect(limits({ subnormals: some }).limits.flushBelow).toBe(2 ** -120)
  })

  test('clamping instead of infinity is found out', async () => {
    await start()
    expect(new Set(Object.values(found.overflow.becomes))).toEqual(new Set(['infinity']))
    const { overflow: clamped } = await measureRange(planted.clamping(tf))
    expect(clamped.becomes).toEqual({ ...found.overflow.becomes, exp: 'clamped', mul: 'clamped' })
    expect(clamped.largest).toBe(1.5 * 2 ** 99)
    expect(limits({ overflow: clamped }).limits.overflowAbove).toBe(clamped.largest)
  })

  test('what does not repeat is found out, and what depends on its batch', async () => {
    await start()
    expect(found.repeatability).toMatchObject({ unrepeatable: [], batchDependent: [] })
    for (const seed of SEEDS) {
      const { unrepeatable } = await measureRepeatability(plantedSums.unrepeatable(tf), seed)
      expect(unrepeatable).toEqual(['matMul'])
      const { batchDependent } = await measureRepeatability(plantedFunctions.dependsOnBatch(tf), seed)
      expect(batchDependent).toEqual(['exp'])
    }
  })
})

test('the limits are never better than stated', async () => {
  await startEngine('cpu')
  const found = await measurePrecision(tf, IEEE_FLOAT32)
  const stated = {
    ...IEEE_FLOAT32,
    productRoundoff: 2 ** -8,
    ulps: { exp: 9, log: 9, div: 9, sqrt: 9, tanh: 9 },
  }
  expect(profileFrom(stated, found)).toEqual({ origin: 'measured', ...stated, found, widened: [] })
})
