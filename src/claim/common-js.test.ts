import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadClaim } from './load-claim.ts'

const claim = (id: string): string => `{
  kind: 'forAll', id: '${id}', title: 'T', statement: 'S', source: { attribution: 'folklore' },
  subject: { name: 'n', definition() {}, implementation() {} }, inputs: { generate() {} }, check() {},
  expect: { reals: 'holds' }, controls: [{ name: 'c' }] }`

/** Compiled to CommonJS, a default export stands below the default that Node makes of all exports. */
test('a claim that was compiled to CommonJS is loaded', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'assay-commonjs-')), 'compiled.js')
  const exported = `Object.defineProperty(exports, '__esModule', { value: true })\nexports.default = ${claim('compiled')}\n`
  writeFileSync(file, exported)
  expect((await loadClaim(file)).claim.id).toBe('compiled')
})
