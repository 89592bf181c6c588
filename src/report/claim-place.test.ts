import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { ownClaims } from '../claim/claim-files.ts'
import { loadClaim, withoutFile } from '../claim/load-claim.ts'
import { placeOf } from './claim-place.ts'

const project = realpathSync(mkdtempSync(join(tmpdir(), 'assay-place-')))

/** A claim that stands in a file of the project, as if it were loaded. */
function planted(file: string, text: string) {
  const path = join(project, file)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
  return { ...withoutFile({ id: 'a' } as Parameters<typeof withoutFile>[0]), file: path }
}

test.each([
  ['mine/a.ts', 'import x\n\nexport default forAll({})', { line: 3, name: 'mine/a.ts' }],
  ['a.cjs', '"use strict"\nmodule.exports = {}', { line: 2, name: 'a.cjs' }],
  ['b/a.mjs', 'const a = 1\nexport { b, a as default }\n', { line: 2, name: 'b/a.mjs' }],
  ['-a/a.js', 'export{a as default}', { file: './-a/a.js', name: './-a/a.js' }],
  // Here commands find it by its id.
  ['properties/order/a.ts', 'export default a', { line: 1, name: 'a' }],
])('%s', (file, text, place) => {
  expect(placeOf(planted(file, text), project)).toEqual({ file, ...place })
})

test('a claim of the package is called by its id, wherever one is', async () => {
  const file = join(ownClaims(), 'order', 'softmax-row-order-strict.ts')
  const place = placeOf(await loadClaim(file), project)
  expect(place).toMatchObject({ name: 'softmax-row-order-strict', line: expect.any(Number) as number })
  expect(place.file).toMatch(/^\.\..*\/properties\/order\/softmax-row-order-strict\.ts$/)
})
