import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { plantedClaim, plantedEvidence } from '../../evidence/planted-evidence.fixture.ts'
import type { ClaimEvidence, Evidence } from '../../evidence/schema.ts'
import { plantedPage, REFUTED, refutedClaim } from './planted-page.fixture.ts'

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
const part = (page: string, name: string): string =>
  new RegExp(`<${name}>([^]*?)</${name}>`).exec(page)?.[1] ?? ''
/** Its text, as one reads it. */
const read = (page: string): string =>
  page
    .replace(/<(script|style)[^]*?<\/\1>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&quot;', '"')
    .replace(/\s+/g, ' ')
const readPage = async (claims: ClaimEvidence[], changes: Partial<Evidence> = {}): Promise<string> =>
  read(await plantedPage(plantedEvidence(claims, changes)))

test('the page allows its own script and style, and no other', async () => {
  const page = await plantedPage(plantedEvidence([refutedClaim('a')]))
  const [, policy] = /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(page)!
  expect(policy.split('; ')).toEqual([
    "default-src 'none'",
    `script-src ${hashOf(part(page, 'script'))}`,
    `style-src ${hashOf(part(page, 'style'))}`,
    'worker-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ])
  expect(page).not.toMatch(/ style="| on\w+="|<link|<img|<iframe|@import|url\(/)
  expect(page.match(/<script/g)).toHaveLength(3)
})

test('a claim says what was claimed, what was found, how sure it is, and how to replay it', async () => {
  const text = await readPage([refutedClaim('a'), plantedClaim('b')])
  for (const said of [
    '2 of 2 claims are as expected : over the reals 1 refuted, 1 supported.',
    'False: a certified counterexample.',
    'The claim is false of it, because',
    'Certificate 1, decided by enclosures of 53 bits: not checked here',
    'q = [[1]] k = [[0], [1]]',
    'assay replay a --seed 1 --case 0',
    'It fails with probability below 3.28 % on these inputs, with confidence 0.95',
    'as it has to be broken refuted; 3 cases tried; case 2 of seed 1.',
    'assay replay b --seed 1 --case 2 --variant broken',
    'assay cite b --evidence evidence.json --format bibtex',
  ])
    expect(text).toContain(said)
})

test('what is not as it should be is told', async () => {
  const text = await readPage(
    [
      plantedClaim('failed', {
        asExpected: false,
        error: { message: 'no such map', case: { seed: 1, index: 3 } },
      }),
      plantedClaim('contradicted', {
        asExpected: false,
        verdict: { reals: { status: 'inconclusive', meaning: 'Two arithmetics contradict each other.' } },
        rechecked: { cases: 3, open: 0, contradictions: [{ seed: 1, index: 9 }] },
      }),
      plantedClaim('blind', {
        controls: [{ name: 'weak', refuted: false, expected: 'refuted', casesTried: 7 }],
      }),
      plantedClaim('idle', {
        restrictions: [{ name: 'none', hypothesis: 'h', refuted: false, casesTried: 5, decided: 0 }],
      }),
    ],
    { complete: false, run: { ...plantedEvidence([]).run, selected: ['failed', 'not-yet'] } },
  )
  for (const said of [
    'Incomplete: the run was interrupted, or still goes on.',
    'Asked for, and not here: not-yet.',
    '2 of 4 claims are as expected',
    'the claim: expected an answer, found a failure of its own code. It failed on case 3: no such map',
    'Over the reals: expected arithmetics that agree, found a contradiction.',
    'control "weak": expected refuted, found not refuted in 7 cases.',
    'not as it has to be weak NOT refuted; 7 cases tried.',
    'not as it has to be none with: h stands, 0 cases decided',
  ])
    expect(text).toContain(said)
})

test('a file that was changed is not to be believed, and not cited', async () => {
  const page = await plantedPage(plantedEvidence([plantedClaim('a')]), { doubt: 'it was changed' })
  expect(read(page)).toContain('Do not believe this file: it was changed.')
  expect(read(page)).toContain('This file is not to be cited.')
})

test('the same id twice leads to two places', async () => {
  const page = await plantedPage(plantedEvidence([plantedClaim('a'), plantedClaim('a')]))
  expect([...page.matchAll(/<article\s+id="([^"]*)"/g)].map(([, id]) => id)).toEqual(['a', 'a:2'])
})

test('hostile texts are shown wherever they stand', async () => {
  const evil = '</script><script>pwned()</script>"onclick="pwned()\u202e'
  const changed = (value: unknown, key = ''): unknown => {
    if (Array.isArray(value)) return value.map((each) => changed(each, key))
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, changed(each, name)]))
    const kept = /^(-?0x|sha256|\d{4}-|-?inf|nan)|^[FTCU]+$/.test(String(value)) || KEPT.has(key)
    return typeof value === 'string' && !kept ? value + evil : value
  }
  const evidence = plantedEvidence([refutedClaim('a'), plantedClaim('b')])
  const page = await plantedPage(changed(evidence) as Evidence, { file: evil, doubt: evil })
  expect(page.match(/<script/g)).toHaveLength(3)
  expect(page.replace(/<script[^]*?<\/script>/g, '').replace(/"[^"]*"/g, '""')).not.toMatch(/<[^>]*onclick/)
  expect(page).not.toContain('\u202e')
  expect(page.split('pwned()').length).toBeGreaterThan(60)
})
/** What programs look for in evidence, and steps of programs. */
const KEPT = new Set([
  'format',
  'steps',
  'claim',
  'kind',
  'reading',
  'tier',
  'says',
  'decidedBy',
  'of',
  'recheck',
  'floatingPoint',
  'accelerator',
  'attribution',
  'expected',
  'status',
  'reals',
])

test('an altered certificate is drawn as it is, and left to the browser', async () => {
  const altered = { ...REFUTED, inputs: { ...REFUTED.inputs, q: { shape: [1, 1], data: ['0x0p+0'] } } }
  expect(await readPage([refutedClaim('a', altered)])).toContain('What decides it was not found.')
})
