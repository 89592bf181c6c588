import * as tf from '@tensorflow/tfjs-core'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { folder } from '../../claim/planted-claims.fixture.ts'
import { onEachEngine } from '../../engine/on-each-engine.fixture.ts'
import { startEngine } from '../../engine/start.ts'
import { limitOwnCode } from '../../generate/own-code.ts'
import { ExaminedError } from '../examined.ts'
import { examineModule } from './examine-module.ts'
import { BATCH } from './peer.fixture.ts'

const text = (run: string, more = '', as = `{ as: 'softmax', scale: 'none' }`): string =>
  `export default { name: 'mine', version: '3', definition: ${as}, ${more} run: ${run} }`
const file = (name: string, content: string): string => join(folder({ [name]: content }), name)
/** Of scores that differ by hundreds: exactly the value of the key with the largest. */
const HARD = 'tf.matMul(tf.softmax(tf.matMul(q, k, false, true).mul(100)), v)'

await onEachEngine(['cpu', 'wasm'], 'an attention of a module', (engine) => {
  test('answers, says what it is, and leaves no tensor behind', async () => {
    const path = file('a.mjs', text(`(tf, { q, k, v }) => ${HARD}`))
    const { examined, declared } = await examineModule(path, engine())
    expect(declared).toMatchObject({ mechanism: 'softmax', scale: 'none' })
    expect(examined).toMatchObject({ name: 'mine', version: '3', gives: { output: true, weights: false } })
    const { numTensors } = tf.memory()
    const answers = await Promise.all([examined.answer(BATCH), examined.answer(BATCH)])
    for (const answer of answers) expect(answer).toEqual({ output: Float32Array.of(32, 40, 80, 88) })
    expect(tf.memory().numTensors).toBe(numTensors)
    await examined.close()
  })
})

const engine = (await startEngine('cpu')).engine
const answer = async (content: string, batch = BATCH, name = 'a.ts') =>
  (await examineModule(file(name, content), engine)).examined.answer(batch)

describe('what it may return', () => {
  test.each([
    ['async ({ tensor3d }, { q }) => { await null; return tensor3d(await q.data(), [2, 1, 2]) }'],
    ['(tf, { q }) => q.dataSync()'],
    ['(tf, { q }) => Float64Array.from(q.dataSync())'],
    ['(tf, { q }) => q.arraySync()'],
    ['(tf, { q }) => ({ output: q })'],
    ['(tf, { q }) => ({ output: q, weights: undefined })'],
  ])('%s', async (run) => {
    expect(await answer(text(run))).toEqual({ output: BATCH.q })
  })

  test('weights of one head come with its axis or without', async () => {
    for (const shape of ['[2, 1, 1, 3]', '[2, 1, 3]'])
      expect(
        await answer(
          text(
            `(tf, { k, q }) => ({ output: q, weights: tf.ones(${shape}) })`,
            `gives: ['output', 'weights'],`,
          ),
        ),
      ).toEqual({ output: BATCH.q, weights: new Float32Array(6).fill(1) })
  })

  test('a mask is given as truths', async () => {
    const mask = Uint8Array.of(1, 0, 1, 0, 0, 1)
    const run = `(tf, { q, mask }) => mask.dtype === 'bool' ? { weights: mask.cast('float32') } : 0`
    expect(
      await answer(text(run, `gives: ['weights'],`, `{ as: 'softmax', mask: 'given' }`), { ...BATCH, mask }),
    ).toEqual({
      weights: Float32Array.from(mask),
    })
  })
})

test('it says itself which extents it takes', async () => {
  const path = file('a.mjs', text('() => 0', `takes: { selfOnly: true, fixed: { width: 4 } },`))
  expect((await examineModule(path, engine)).examined.takes).toEqual({ selfOnly: true, fixed: { width: 4 } })
})

describe('what it may not', () => {
  test.each([
    [
      '() => { throw new Error("no such width") }',
      /mine failed at 2 lanes of 1 query, 3 keys, width 2: no such width \(.*a\.ts/,
    ],
    ['() => { throw "text" }', /failed at .*: text/],
    ['() => undefined', /mine, asked for 2 lanes .*, gave output as undefined; return a tensor/],
    ['() => 7', /gave output as number/],
    ['(tf, { k }) => k', /gave output of shape \[2, 3, 2\] where \[2, 1, 2\] is meant/],
    ['(tf, { q }) => q.cast("int32")', /gave output as int32; return float32/],
    ['(tf, { q }) => [[1, 2], [3]]', /nested arrays of different lengths/],
    ['(tf, { q }) => [[["1", 2]], [[3, 4]]]', /gave output with what is no number/],
    ['() => new Float32Array(3)', /gave output of shape \[3\] where/],
    ['(tf, { q }) => ({ output: q, weights: q })', /gave "weights", which it does not say it gives/],
    ['(tf, { q }) => ({ out: q })', /gave no output/],
    ['(tf, { q }) => { q.dispose(); return q }', /failed at/],
    ['() => process.exit(3)', /process\.exit/],
  ])('%s', async (run, said) => {
    const answering = answer(text(run))
    await expect(answering).rejects.toBeInstanceOf(ExaminedError)
    await expect(answering).rejects.toThrow(said)
  })

  test.each(['() => { for (;;); }', '() => new Promise(() => {})'])(
    'last for ever, as %s does',
    async (run) => {
      limitOwnCode(0.5)
      try {
        await expect(answer(text(run))).rejects.toThrow(/did not end within 0.5 s/)
      } finally {
        limitOwnCode(60)
      }
    },
  )
})

test.each([
  ['export default 7', 'number is no attention'],
  ['export const a = 1', 'it has no default export: write `export default attention({ … })`'],
  ['throw new Error("no model here")', 'no model here'],
  [text('() => 0', `precision: 'float8',`), '--precision float8: give'],
])('a module with `%s` cannot be examined', async (content, said) => {
  await expect(examineModule(file('b.mjs', content), engine)).rejects.toThrow(said)
})

test('nor can a file that there is not', async () => {
  const examining = examineModule('no-such-module.ts', engine)
  await expect(examining).rejects.toBeInstanceOf(ExaminedError)
  await expect(examining).rejects.toThrow('no-such-module.ts cannot be examined')
})

test.each([
  [
    'commonjs',
    'a.js',
    `module.exports = { name: 'c', definition: { as: 'softmax' }, run: (tf, { q }) => q }`,
  ],
  [
    'commonjs',
    'a.ts',
    `const run = (_: unknown, { q }: { q: object }) => q\nexport default { name: 'c', definition: { as: 'softmax' }, run }`,
  ],
  [
    'module',
    'a.mts',
    `export default { name: 'c', definition: { as: 'softmax' as const }, run: (_: unknown, { q }: any) => q }`,
  ],
])('a package of type %s: %s', async (type, name, content) => {
  const root = folder({ 'package.json': JSON.stringify({ type }), [name]: content })
  const { examined } = await examineModule(join(root, name), engine)
  expect(await examined.answer(BATCH)).toEqual({ output: BATCH.q })
})
