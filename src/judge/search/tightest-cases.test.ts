import { expect, test } from 'vitest'
import dobrushin from '../../../properties/depth/attention-cubic-collapse-both-dobrushin.ts'
import { certainRatio, Search } from './search.ts'

test('half of the walks uphill begin where the ratio of the sides is certain, not where rounding makes it', async () => {
  const search = new Search(dobrushin, 1)
  const found = search.tightestCases(4)
  expect(found.length).toBe(4)
  for (const index of found.slice(2)) {
    const { outcomes } = await search.reach(index, 'tightness')
    expect(certainRatio(outcomes)).toBeGreaterThan(0.999)
  }
})
