import { expect, test } from 'vitest'
import { lowerLimit, upperLimit } from '../../../statistics/clopper-pearson.ts'
import { band } from './confidence-band.ts'

test('a band holds what open draws might have been', () => {
  const side = 0.9995
  expect(band({ yes: 30, open: 0 }, 100, 0.999)).toEqual({
    low: lowerLimit(30, 100, side),
    high: upperLimit(30, 100, side),
  })
  expect(band({ yes: 30, open: 20 }, 100, 0.999)).toEqual({
    low: lowerLimit(30, 100, side),
    high: upperLimit(50, 100, side),
  })
  expect(band({ yes: 0, open: 100 }, 100, 0.999)).toEqual({ low: 0, high: 1 })
})
