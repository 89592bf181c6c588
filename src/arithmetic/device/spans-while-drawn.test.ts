import { expect, test } from 'vitest'
import { Draws } from '../../generate/draws.ts'
import { queryAndKeys } from '../../generate/generate.ts'
import { FloatMemory } from '../numbers/float-memory.ts'
import { SpansWhileDrawn } from './spans-while-drawn.ts'
import { spansOf } from './spans.ts'

test.each([16, 1024])('what is known stays when more room is needed: %d keys', (tokens) => {
  const arbitrary = queryAndKeys({ tokens: [tokens], width: [64] })
  const places = arbitrary.layout.places(0)
  const draws = new Draws({ nextInt: () => 31415 })
  const data = places.map(({ size }) => new Float32Array(10 * size))
  const memory = new FloatMemory(false)
  for (const lanes of [5, 10]) memory.giveBack(memory.takeDoubles(lanes).fill(NaN))
  const spans = new SpansWhileDrawn(
    places.map(({ shape }) => shape),
    5,
    memory,
  )
  for (let lane = 0; lane < 10; lane++) {
    if (lane === 5) spans.grow(10)
    arbitrary.drawInto(draws, 0, data, lane)
    spans.drawn(data, lane + 1)
  }
  expect(spans.finish(data, 10)).toEqual(data.map((numbers) => spansOf(numbers, 10, 64)))
})
