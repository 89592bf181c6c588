import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { claimsAsTests } from './claims-as-tests.ts'

const root = fileURLToPath(new URL('../../', import.meta.url)).replaceAll('\\', '/')
const transform = claimsAsTests().transform as (code: string, id: string) => string | undefined

test.each([
  ['properties/order/softmax-row-order-strict.ts', true],
  ['properties/order/softmax-row-order-strict.ts?v=1', true],
  ['properties/order/softmax-row-order-strict.ts?claim', false],
  ['src/properties/order/a.ts', false],
  ['src/cli/properties/a/b.ts', false],
  ['properties-of/order/a.ts', false],
  ['properties/order/deeper/a.ts', false],
  ['../properties/src/index.ts', false],
])('%s is a claim: %s', (path, isOne) => {
  expect(transform('', root + path) !== undefined).toBe(isOne)
})
