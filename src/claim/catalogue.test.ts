import { expect, test } from 'vitest'
import rowOrder from '../../properties/order/softmax-row-order-strict.ts'
import { catalogue } from './catalogue.ts'
import { discover } from './discover.ts'

test('the catalogue lists and loads the claims that come with the package', async () => {
  const { claims } = await discover()
  const listed = catalogue.list()
  expect(listed.map(({ id, theme }) => [id, theme])).toEqual(
    claims.map(({ claim, theme }) => [claim.id, theme]),
  )
  const loaded = await Promise.all(listed.map((entry) => entry.load()))
  expect(loaded.map(({ id }) => id)).toEqual(listed.map(({ id }) => id))
  expect((await catalogue.load(rowOrder.id)).statement).toBe(rowOrder.statement)
})

test('an id that is none is told, with the nearest', async () => {
  await expect(catalogue.load('softmax-row-order')).rejects.toThrow(
    /no claim "softmax-row-order".*did you mean .*softmax-row-order-strict/,
  )
  await expect(catalogue.load('zzz')).rejects.toThrow(/catalogue\.list\(\)/)
})
