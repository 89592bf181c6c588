import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { claimsAsTests } from './claims-as-tests.ts'
import { runClaim } from './run-claim.ts'

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

test('errors of a claim stand beside the line of its export', () => {
  const place = `${root}properties/order/a.ts`
  expect(transform('import x\n\nexport default x\nlast', place)!.split('\n')).toHaveLength(3)
  expect(transform('export const a = 1\nlast', place)!.split('\n')).toHaveLength(2)
})

test('what is no claim of its file is refused as the command line refuses it', () => {
  const { testPath } = expect.getState()
  expect(() => runClaim(undefined, testPath!)).toThrow('has no default export')
  expect(() => runClaim({ kind: 'forAll' }, testPath!)).toThrow('has no check')
  expect(() => runClaim(undefined, 'another.ts')).not.toThrow()
})

test('who names a claim by its id runs the file of no other', () => {
  const project = { config: { include: ['**'] } }
  const start = plugin.configureVitest as (context: object) => void
  start({ project, vitest: { config: { root, testNamePattern: /softmax/ } } })
  expect(project.config.include).toEqual(['**'])
  start({ project, vitest: { config: { root, testNamePattern: /softmax-tv-tanh/ } } })
  expect(project.config.include).toEqual(['properties/stability/softmax-tv-tanh.ts'])
})
