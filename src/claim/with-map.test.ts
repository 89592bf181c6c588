import { expect, test } from 'vitest'
import { elu1, relu } from '../attention/feature-map.ts'
import { withMap } from './with-map.ts'

test('there is a variant for each map, which has its name and what they share', () => {
  const variants = withMap([relu, elu1], { hypothesis: 'h' })
  expect(variants.map(({ name, hypothesis }) => [name, hypothesis])).toEqual([
    ['map relu', 'h'],
    ['map elu1', 'h'],
  ])
  expect(variants.map(({ subject }) => subject.linear?.map)).toEqual([relu, elu1])
  expect(withMap([relu])).toEqual([{ name: 'map relu', subject: expect.anything() as unknown }])
})
