import { expect, it } from 'vitest'
import { arrays } from '../generate/arrays.ts'
import { gaussian } from '../generate/families.ts'
import { derived } from '../claim/source.ts'
import { discover } from '../claim/discover.ts'
import { startEngine } from '../engine/start.ts'
import { findHypotheses } from './find-hypotheses.ts'
import { openHypothesis, type OpenFigure } from './hypothesis.ts'
import { compared, limitsOf } from './limits.ts'
import { number, share, trials } from './measurement.ts'
import { runHypothesis } from './run-hypothesis.ts'

const figure: OpenFigure = {
  ...{ name: 'f', title: 't', measured: 'm.', x: { label: 'x', scale: 'linear' }, y: { label: 'y' } },
  series: [
    {
      name: 'sign of a sum',
      at: [1, 2],
      measure: (n) =>
        share({
          inputs: arrays({ arrays: { u: [n] }, from: gaussian(1) }),
          event: ({ u }) => u.sum().greater(0),
        }),
      stated: { 1: '0.5', 2: '0.9' },
    },
    { name: 'a coin', at: [1], measure: () => trials((draws) => draws.sign() > 0, 4) },
    {
      name: 'a root',
      at: [2],
      measure: (n) => number({ of: (_, x) => x.constant(n).sqrt() }),
      stated: { 2: '1.41' },
    },
    { name: 'left open', at: [1], measure: () => trials(() => undefined) },
    {
      name: 'never',
      at: [1],
      measure: () =>
        share({
          inputs: arrays({ arrays: { u: [1] }, from: gaussian(1) }),
          event: ({ u }) => u.square().less(-1),
          reading: 'float32',
        }),
    },
  ],
}
const words = { title: 't', question: 'q', known: 'k', against: 'a', seen: 's', source: derived() }
const hypothesis = openHypothesis({ id: 'planted', number: 'O1', ...words, figures: [figure] })
const run = async (seed: number) => {
  const { engine } = await startEngine('wasm')
  return runHypothesis(hypothesis, { engine, tool: 'test', seed, draws: 4000 })
}

it('counts events, trials and enclosures, and compares what was stated', async () => {
  const found = await run(1)
  const points = found.figures[0].series.map((series) => series.points)
  const limits = points.map((some) => some.map((point) => limitsOf(point, figure, found.confidence)))
  // One in a thousand bands would miss 1/2; the seed is fixed.
  for (const { low, high } of limits[0]) expect(low < 0.5 && 0.5 < high && high - low < 0.06).toBe(true)
  expect(points[1][0]).toMatchObject({ draws: 1000, open: 0 })
  expect(limits[2][0].low).toBeLessThanOrEqual(Math.SQRT2)
  expect(limits[2][0].high - limits[2][0].low).toBeLessThan(1e-15)
  expect(limits[3][0]).toMatchObject({ value: 0, upTo: 1, low: 0, high: 1 })
  expect(points[4][0]).toMatchObject({ draws: 4000, yes: 0, open: 0 })
  expect(compared(figure.series[0], limits[0]).map(({ inside }) => inside)).toEqual([true, false])
  expect(compared(figure.series[2], limits[2]).map(({ inside }) => inside)).toEqual([true])
  const { low, high } = limitsOf(points[0][0], { from0to1: [0.5, -0.5] }, 0.999)
  expect([low, high]).toEqual([0.5 - limits[0][0].high, 0.5 - limits[0][0].low])
  expect(limitsOf(points[0][0], { from0to1: [-1, 1] }, 0.999).value).toBe(2 * limits[0][0].value - 1)
})

it('draws the same again from one seed, and something else from another', async () => {
  expect(await run(1)).toEqual(await run(1))
  expect((await run(2)).figures).not.toEqual((await run(1)).figures)
})

it('refuses a stated number that nothing measures', () => {
  const [first] = figure.series
  const series = [{ ...first, stated: { 3: '1' } }]
  expect(() => openHypothesis({ ...hypothesis, figures: [{ ...figure, series }] })).toThrow(
    'not measure there',
  )
})

it('finds those of the package, of which none is a claim', async () => {
  const ids = (await findHypotheses()).map(({ id }) => id)
  expect(ids.length).toBeGreaterThanOrEqual(3)
  const { claims, problems } = await discover()
  expect(problems).toEqual([])
  expect(claims.filter(({ claim, theme }) => ids.includes(claim.id) || theme === 'open')).toEqual([])
  await expect(findHypotheses(['collapse-exponant'])).rejects.toThrow('did you mean collapse-exponent')
})
