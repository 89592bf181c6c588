import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { claimsAsTests } from './claims-as-tests.ts'

const root = fileURLToPath(new URL('../../', import.meta.url)).replaceAll('\\', '/')
const plugin = claimsAsTests()
;(plugin.configResolved as (config: object) => void)({ root })
const transform = plugin.transform as (code: string, id: string) => string | undefined

test.each([
  ['properties/order/softmax-row-order-strict.ts', true],
  ['properties/order/softmax-row-order-strict.ts?v=1', true],
  ['properties/order/softmax-row-order-strict.ts?claim', false],
  ['src/properties/order/a.ts', false],
  ['src/cli/properties/a/b.ts', false],
  ['properties-of/order/a.ts', false],
  ['properties/order/deeper/a.mjs', true],
  ['properties/order/a.test.ts', false],
  ['properties/order/a.d.ts', false],
  ['properties/order/notes.md', false],
  ['../properties/src/index.ts', false],
])('%s is a claim: %s', (path, isOne) => {
  expect(transform('', root + path) !== undefined).toBe(isOne)
})

test('who names a claim by its id runs the file of no other', () => {
  const project = { config: { include: ['**'] } }
  const start = plugin.configureVitest as (context: object) => void
  start({ project, vitest: { config: { root, testNamePattern: /softmax/ } } })
  expect(project.config.include).toEqual(['**'])
  start({ project, vitest: { config: { root, testNamePattern: /softmax-tv-tanh/ } } })
  expect(project.config.include).toEqual(['properties/stability/softmax-tv-tanh.ts'])
})
