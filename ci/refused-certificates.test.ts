import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { askedBy } from '../src/cli/asked-by.ts'
import { REAL_SERVICES } from '../src/cli/services.ts'
import { REFUSED, ACCEPTED_TEXTS } from '../src/recount/refused-certificates.fixture.ts'
import { audit } from '../src/recount/evidence-audit.ts'

const script = fileURLToPath(new URL('./audit-certificates.py', import.meta.url))
const python = ['python3', 'python'].find((name) => spawnSync(name, ['-c', 'import mpmath']).status === 0)
const folder = fileURLToPath(new URL('../docs/checker-tests', import.meta.url))
const fileOf = (kind: 'accept' | 'refuse', name: string): string => join(folder, kind, `${name}.json`)

/** What the auditor of this program finds, without claims on disk. */
async function found(path: string): Promise<string> {
  const nothing = { claims: [], problems: [] }
  const options = { resample: 0, ...askedBy(nothing, [], REAL_SERVICES) }
  try {
    return (await audit(path, nothing, options)).findings.map(({ what }) => what).join('; ')
  } catch (error) {
    return String(error)
  }
}

const page = [
  '# Certificates for the tests of a checker',
  '',
  'Whoever writes a checker of certificates (`docs/certificates.md` says what one is) can try it here: it has to accept all',
  'in `accept`, and to refuse all in `refuse`, for the reason that stands beside each. Both checkers of this project do, in',
  'a test. Where a certificate alone is altered, the hash in its head fits again, so that the hash is not the reason.',
  '',
  '| accept | |',
  '|---|---|',
  ...ACCEPTED_TEXTS.map(({ name, title }) => `| \`${name}\` | ${title} |`),
  '',
  '| refuse | because |',
  '|---|---|',
  ...REFUSED.map(({ name, reason }) => `| \`${name}\` | ${reason} |`),
  '',
].join('\n')

describe('docs/checker-tests is what the fixtures make: `npx vitest run ci/refused-certificates.test.ts -u` writes it anew', () => {
  test('each file and no other', async () => {
    for (const { name, text } of ACCEPTED_TEXTS)
      await expect(text).toMatchFileSnapshot(fileOf('accept', name))
    for (const { name, text } of REFUSED) await expect(text).toMatchFileSnapshot(fileOf('refuse', name))
    await expect(page).toMatchFileSnapshot(join(folder, 'README.md'))
    expect(readdirSync(join(folder, 'accept')).toSorted()).toEqual(
      ACCEPTED_TEXTS.map(({ name }) => `${name}.json`).toSorted(),
    )
    expect(readdirSync(join(folder, 'refuse')).toSorted()).toEqual(
      REFUSED.map(({ name }) => `${name}.json`).toSorted(),
    )
  })
})

describe('the auditor of this program', () => {
  test.each(ACCEPTED_TEXTS)('accepts $name', async ({ name }) => {
    expect(await found(fileOf('accept', name))).toBe('')
  })

  test.each(REFUSED)('refuses $name: $reason', async ({ name, said }) => {
    expect(await found(fileOf('refuse', name))).toMatch(said)
  })
})

describe.skipIf(!python)('the auditor in Python', () => {
  const lines = (paths: readonly string[]): string[] => {
    const { stdout, stderr } = spawnSync(python!, [script, ...paths], { encoding: 'utf8' })
    return [...stdout.split('\n'), ...stderr.split('\n')]
  }

  test('accepts all that are to be accepted', () => {
    const said = lines(ACCEPTED_TEXTS.map(({ name }) => fileOf('accept', name)))
    expect(said).toContain(`${ACCEPTED_TEXTS.length} certificates, 0 wrong`)
  })

  test('refuses the others, for their reasons', () => {
    const said = lines(REFUSED.map(({ name }) => fileOf('refuse', name)))
    for (const { name, saidInPython } of REFUSED) {
      const about = said.filter((line) => line.includes(fileOf('refuse', name)))
      expect(about.join('; '), name).toMatch(saidInPython)
      expect(about.join('; '), name).not.toMatch(/^ok/)
    }
  })
})
