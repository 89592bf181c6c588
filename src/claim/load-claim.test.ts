import { join } from 'node:path'
import { expect, test } from 'vitest'
import { DiscoveryError } from './discovery-error.ts'
import { loadClaim } from './load-claim.ts'
import { claim, folder } from './planted-claims.fixture.ts'

test('a claim comes with its theme and the hash of its file', async () => {
  const file = join(folder({ 'order/a.js': claim('a') }), 'order', 'a.js')
  expect(await loadClaim(file)).toMatchObject({ claim: { id: 'a' }, theme: 'order', file })
})

test.each([
  ['const a = 1', 'has no default export'],
  ['throw new Error("no such subject")', 'cannot be loaded: no such subject'],
  ['export default {', 'cannot be loaded'],
  ['export default 7', 'does not export a claim: it is a number'],
  [claim('bad').replace("[{ name: 'broken' }]", '[]'), 'has no control'],
  [claim('bad').replace('check() {}', 'c: 1'), 'has no check'],
  [claim('bad').replace("reals: 'holds'", "reals: 'maybe'"), 'what it expects over the reals'],
  [claim('bad', "ablations: [{ name: 'x' }]"), 'ablations without a hypothesis'],
  [claim('bad', "ablations: [{ name: 'broken', hypothesis: 'h' }]"), 'two variants of one name'],
  [claim('other'), 'declares the id "other"'],
])('a file %.40s… is refused with place and remedy', async (text, message) => {
  const file = join(folder({ 'bad.js': text }), 'bad.js')
  const error: unknown = await loadClaim(file).catch((error: unknown) => error)
  expect(error).toBeInstanceOf(DiscoveryError)
  const { message: told, remedy } = error as DiscoveryError
  expect(told).toContain(file)
  expect(told).toContain(message)
  expect(remedy).not.toBe('')
})
