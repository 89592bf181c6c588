import { expect, test } from 'vitest'
import { ENGINES } from '../../engine/registry.ts'
import { onEachEngine } from '../../engine/on-each-engine.fixture.ts'
import { startEngine } from '../../engine/start.ts'
import { conjunction } from '../../program/judged.ts'
import { recordSentence } from '../../program/formula.ts'
import { Truth } from '../../program/truth.ts'
import type { Proposition } from '../../program/proposition.ts'
import type { Real } from '../../program/real.ts'
import { sizeOf } from '../../program/shape.ts'
import { batchOf } from '../batch.ts'
import { mergedShapes } from './axes.ts'
import { decide } from './compute.ts'

test('neighbouring axes merge where both arrays have them, or the same one is stretched', () => {
  expect(mergedShapes([2, 3, 4, 5], [2, 3, 4, 5])).toEqual([[120], [120]])
  expect(mergedShapes([2, 3, 4, 5], [5])).toEqual([
    [24, 5],
    [1, 5],
  ])
  expect(mergedShapes([2, 1, 1, 5], [1, 3, 1, 5])).toEqual([
    [2, 1, 5],
    [1, 3, 5],
  ])
  expect(mergedShapes([1, 1], [])).toEqual([[], []])
})

const WHOLE = (size: number, from: number) =>
  Float32Array.from({ length: size }, (_, i) => ((i * from) % 17) - 8)

/** Whole numbers, so that float32 is exact: each of these is true in both readings, unless a kernel leaves something out. */
const STATEMENTS: Readonly<Record<string, (c: Real, d: Real) => Proposition>> = {
  'c + d - d = c': (c, d) => c.add(d).sub(d).equal(c),
  'max of c and d is not below c': (c, d) => c.atMost(c.maximum(d)),
  '(c d) / d = c away from zero': (c, d) => c.mul(d.abs().add(1)).div(d.abs().add(1)).equal(c),
  'rows of d added and taken away': (c, d) => c.add(d.sum(2, true)).sub(d.sum(2, true)).equal(c),
}

await onEachEngine(
  ENGINES.map(({ name }) => name),
  'Arithmetic on many axes',
  (engine) => {
    test.each(
      [
        [2, 2, 2, 2],
        [2, 2, 2, 2, 2],
        [2, 2, 2, 2, 2, 2],
        [2, 1, 3, 2, 1, 2, 2, 2],
        new Array<number>(10).fill(2),
      ].flatMap((shape) => Object.keys(STATEMENTS).map((said) => [shape, said] as const)),
    )('of [%s]: %s', async (shape, said) => {
      const size = sizeOf(shape)
      const inputs = { c: { shape, data: WHOLE(size, 5) }, d: { shape, data: WHOLE(size, 7) } }
      const batch = batchOf([{ inputs }, { inputs: { ...inputs, c: inputs.d } }])
      const { float32, reals } = await decide(
        recordSentence(batch.shapes, ({ c, d }) => STATEMENTS[said](c, d), 'implementation'),
        batch,
        engine(),
      )
      expect([...conjunction(float32)]).toEqual([Truth.True, Truth.True])
      expect([...conjunction(reals)]).not.toContain(Truth.False)
    })
  },
)

test('an engine that throws is named with the operation and its shapes', async () => {
  const { engine } = await startEngine('cpu')
  const broken = {
    ...engine,
    tf: {
      ...engine.tf,
      sum: () => {
        throw new RangeError('no room')
      },
    },
  } as unknown as typeof engine
  const batch = batchOf([{ inputs: { a: { shape: [2, 3], data: new Float32Array(6) } } }])
  const sentence = recordSentence(batch.shapes, ({ a }) => a.sum(1).less(1), 'implementation')
  await expect(decide(sentence, batch, broken)).rejects.toThrow(
    'the engine cpu did not compute sum of 1 × [2, 3]: no room',
  )
})
