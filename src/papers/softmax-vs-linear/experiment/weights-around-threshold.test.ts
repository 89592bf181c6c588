import { expect, test } from 'vitest'
import { startEngine } from '../../../engine/start.ts'
import { softmaxNeedleWeights } from '../needle-weights.ts'
import { collapseChart } from './collapse-chart.ts'
import { weightsAroundThreshold } from './weights-around-threshold.ts'

test('the engine’s weights are those of the formula, and approach one curve like 1/n', async () => {
  const points = await weightsAroundThreshold((await startEngine('wasm')).engine)
  for (const { n, a, scaled, low, high } of points) {
    const { own } = softmaxNeedleWeights(n, a)
    expect(low).toBeLessThanOrEqual(own)
    expect(high).toBeGreaterThanOrEqual(own)
    // logit w* is scaled + ln(n/(n-1)), a logistic function rises by at most 1/4 of that, and ln(n/(n-1)) < 1/(n-1).
    expect(Math.abs(own - 1 / (1 + Math.exp(-scaled)))).toBeLessThan(1 / (4 * (n - 1)))
    expect(high - low).toBeLessThan(0.1)
  }
  expect(new Set(points.map(({ n }) => n)).size).toBe(3)
  const chart = collapseChart(points, 'wasm')
  expect(chart.series.map(({ points }) => points.length)).toEqual([17, 17, 17])
  expect(chart.caption.join()).toContain('reconstructed')
})
