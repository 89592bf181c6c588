import { expect, test } from 'vitest'
import { scaling } from '../claim/claim.ts'
import { withoutFile } from '../claim/load-claim.ts'
import { arrays, uniform } from '../generate/generate.ts'
import { startEngine } from '../engine/start.ts'
import { judgeClaim } from '../judge/judge-claim.ts'
import { rowOrder } from '../judge/planted-claim.fixture.ts'
import { Regenerated } from './regenerated.ts'
import { checkObserved, resample } from './resample.ts'
import { checkSample } from './sample-counts.ts'

test('what may be no case has no slope, and reaches no region, as it was judged and decided again', async () => {
  const claim = scaling({
    ...rowOrder,
    inputs: arrays({ arrays: { u: [1] }, from: uniform(0, 1) }),
    // Below 0.3 it is not known whether a case is one: none is.
    assuming: ({ u }) => u.greaterEqual(0.3).or(u.sin().square().add(u.cos().square()).less(1)).all(),
    measure: ({ u }) => u.add(1.6).sum(),
    exponent: { is: 2, spacing: 1 },
    cover: [{ name: 'small', atLeast: 0, region: ({ u }) => u.less(0.3).all() }],
  })
  const { engine } = await startEngine('wasm')
  const loaded = withoutFile(claim)
  const found = await judgeClaim(loaded, { engine, seed: 1, to: 100 })
  expect(found.cases.open).toBeGreaterThan(10)
  const every = Array.from({ length: 100 }, (_, index) => index)
  const again = await resample(found, new Regenerated(claim, 1), every)
  expect(checkObserved(found, again)).toEqual([])
  expect(checkSample(found, again, { here: false, there: false, regions: false })).toEqual([])
  expect(again.observed.length).toBe(100 - found.cases.open)
})
