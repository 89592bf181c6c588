import { writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Declared } from '../declared.ts'
import { ExaminedError } from '../examined.ts'
import type { Lanes } from '../lanes.ts'
import { BATCH, SOFTMAX } from '../transports/peer.fixture.ts'
import { examineOnnx } from './examine-onnx.ts'
import { modelFile, type ModelOptions } from './model.fixture.ts'
import type { OnnxNames } from './names.ts'
import { loadRuntime } from './runtime.ts'

function missing(): string | undefined {
  try {
    loadRuntime()
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}
const why = missing()
if (why !== undefined) console.warn(`Models are not examined in this run: ${why}`)

test.skipIf(why === undefined)('without a runtime it is said how to get one', async () => {
  const examining = examineOnnx(modelFile(), { declared: SOFTMAX })
  await expect(examining).rejects.toBeInstanceOf(ExaminedError)
  await expect(examining).rejects.toThrow('`npm install onnxruntime-web`')
})

test('a file that there is not', async () => {
  await expect(examineOnnx('no-such.onnx', { declared: SOFTMAX })).rejects.toThrow(
    'no-such.onnx cannot be read',
  )
})

/** Three lanes of two queries of two heads, which share one head of keys or have their own. */
const HEADS: Lanes = {
  ...{ lanes: 3, queries: 2, keys: 3, width: 2, valueWidth: 1, queryHeads: 2, keyHeads: 2 },
  q: Float32Array.from({ length: 24 }, (_, i) => [1, 0, 0, 1, 2, 1, 0, 1][i % 8]),
  k: Float32Array.from({ length: 36 }, (_, i) => (i * 7) % 11),
  v: Float32Array.from({ length: 18 }, (_, i) => i),
}

/** By the definition, in the layout of answers. */
function byHand({ lanes, queries, keys, width, queryHeads, q, k, v, mask }: Lanes): {
  output: Float32Array
  weights: Float32Array
} {
  const output = new Float32Array(lanes * queries * queryHeads)
  const weights = new Float32Array(lanes * queryHeads * queries * keys)
  for (let lane = 0; lane < lanes; lane++)
    for (let head = 0; head < queryHeads; head++)
      for (let query = 0; query < queries; query++) {
        const row = (lane * queries + query) * queryHeads + head
        const key = (at: number) => (lane * keys + at) * queryHeads + head
        const scores = Array.from({ length: keys }, (_, at) =>
          mask && !mask[(lane * queries + query) * keys + at]
            ? -Infinity
            : Array.from({ length: width }, (_, i) => q[row * width + i] * k[key(at) * width + i]).reduce(
                (a, b) => a + b,
              ),
        )
        const best = scores.indexOf(Math.max(...scores))
        expect(scores.filter((score) => score === scores[best])).toHaveLength(1)
        output[row] = v[key(best)]
        weights[((lane * queryHeads + head) * queries + query) * keys + best] = 1
      }
  return { output, weights }
}

const answer = async (
  options: ModelOptions,
  batch: Lanes,
  names: OnnxNames = {},
  declared: Declared = SOFTMAX,
) => {
  const examined = await examineOnnx(modelFile(options), { declared, ...names })
  try {
    return await examined.answer(batch)
  } finally {
    await examined.close()
  }
}

describe.skipIf(why !== undefined)(
  `a model${why === undefined ? '' : ` is not examined, for ${why}`}`,
  () => {
    test('says what it is', async () => {
      const examined = await examineOnnx(modelFile(), { declared: SOFTMAX })
      expect(examined).toMatchObject({ name: 'model.onnx', gives: { output: true, weights: true } })
      expect(examined.device).toMatch(/^onnxruntime-(web|node) \d+\.\d+/)
      await examined.close()
    })

    test.each([
      [{}, {}],
      [{ extents: { m: 1, n: 3, d: 2, e: 4 } }, { fixed: { queries: 1, keys: 3, width: 2, valueWidth: 4 } }],
      [{ extents: { m: 't', n: 't', d: 8 } }, { selfOnly: true, fixed: { width: 8 } }],
    ] as readonly (readonly [ModelOptions, object])[])(
      '%j says which extents it takes',
      async (options, takes) => {
        const examined = await examineOnnx(modelFile(options), { declared: SOFTMAX })
        expect(examined.takes).toEqual(takes)
        await examined.close()
      },
    )

    test('the width of a row that holds several heads is that of one', async () => {
      const declared: Declared = { ...SOFTMAX, heads: { query: 4, key: 2 } }
      const examined = await examineOnnx(modelFile({ extents: { d: 8, e: 6 } }), { declared })
      expect(examined.takes).toEqual({ fixed: { width: 2, valueWidth: 3 } })
      await examined.close()
    })

    const output = Float32Array.of(32, 40, 80, 88)
    const weights = Float32Array.of(0, 0, 1, 0, 0, 1)
    test.each([
      [{}, {}, { output, weights }],
      [{ type: 'float64' }, {}, { output, weights }],
      [{ lanes: 1 }, {}, { output, weights }],
      [{ lanes: 5 }, {}, { output, weights }],
      [{ axes: 2 }, {}, { output, weights }],
      [{ axes: 4 }, {}, { output, weights }],
      [{}, { outputs: ['output'] }, { output }],
      [{}, { inputs: ['q', 'k', 'v'], outputs: ['output', 'weights'] }, { output, weights }],
      [{ names: ['y', 'a'] }, { outputs: ['y'] }, { output }],
    ] as readonly (readonly [ModelOptions, OnnxNames, object])[])(
      'of %j with %j',
      async (options, names, expected) => {
        expect(await answer(options, BATCH, names)).toEqual(expected)
      },
    )

    test('in float16', async () => {
      const declared: Declared = { ...SOFTMAX, precision: 'float16' }
      expect(await answer({ type: 'float16' }, BATCH, {}, declared)).toEqual({ output, weights })
      expect(await answer({ type: 'float32' }, BATCH, {}, declared)).toEqual({ output, weights })
    })

    test.each([{}, { lanes: 2 }, { lanes: 1 }])('with an axis of heads, %j', async (more) => {
      expect(await answer({ axes: 4, ...more }, HEADS)).toEqual(byHand(HEADS))
    })

    const mask = Uint8Array.of(1, 0, 0, 1, 1, 0)
    test.each([
      { maskType: 'bool' },
      { maskType: 'int64' },
      { maskType: 'bool', axes: 4 },
      { maskType: 'bool', lanes: 1 },
    ] as const)('with a mask, %j', async (options) => {
      const declared: Declared = { ...SOFTMAX, mask: { kind: 'given' } }
      expect(await answer(options, { ...BATCH, mask }, {}, declared)).toEqual({
        output: Float32Array.of(0, 8, 64, 72),
        weights: Float32Array.of(1, 0, 0, 0, 1, 0),
      })
    })

    test.each([
      [
        {},
        { inputs: ['Q', 'k', 'v'] },
        /the model has no input Q; name its own with --inputs; its inputs are q float32 \[b, m, d\], k/,
      ],
      [{}, { inputs: ['q', 'k'] }, /--inputs q,k: name 3 inputs/],
      [{ maskType: 'bool' }, {}, /the model also wants mask, which --inputs does not name/],
      [
        {},
        { outputs: ['y'] },
        /--outputs y: name the output, or the output and the weights; its inputs are .*, its outputs output float32/,
      ],
      [{ names: ['y', 'a'] }, {}, /which output of the model is meant has to be said with --outputs/],
      [
        { type: 'float16' },
        {},
        /the model's input q is float16, which does not hold float32; say --precision float16/,
      ],
    ] as readonly (readonly [ModelOptions, OnnxNames, RegExp])[])(
      '%j with %j is refused',
      async (options, names, said) => {
        const answering = answer(options, BATCH, names)
        await expect(answering).rejects.toBeInstanceOf(ExaminedError)
        await expect(answering).rejects.toThrow(said)
      },
    )

    test('a mask of floating-point numbers is refused, for it may be added or multiplied', async () => {
      const declared: Declared = { ...SOFTMAX, mask: { kind: 'given' } }
      await expect(answer({ maskType: 'float32' }, { ...BATCH, mask }, {}, declared)).rejects.toThrow(
        "the model's mask mask is float32",
      )
    })

    test('a model that fails says so at its batch; one that is none is not loaded', async () => {
      await expect(
        answer(
          { axes: 4 },
          {
            ...HEADS,
            v: new Float32Array(36),
            valueWidth: 2,
            keyHeads: 2,
            keys: 3,
            k: HEADS.k.slice(0, 24),
            lanes: 2,
          },
        ),
      ).rejects.toThrow(/failed at 2 lanes/)
      const file = modelFile()
      writeFileSync(file, 'no model')
      await expect(examineOnnx(file, { declared: SOFTMAX })).rejects.toThrow(
        /model\.onnx is not loaded by onnxruntime/,
      )
    })
  },
)
