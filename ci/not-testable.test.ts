import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { discover } from '../src/claim/discover.ts'
import { NOT_TESTABLE } from '../src/claim/not-testable.ts'

const { claims } = await discover()

for (const { id, theme } of NOT_TESTABLE) {
  test(`${id} has a note that says why, and no claim has its name`, () => {
    const note = readFileSync(new URL(`../proofs-notes/${theme}/${id}.md`, import.meta.url), 'utf8')
    expect(note).toMatch(new RegExp(`^# ${id}$`, 'm'))
    expect(note).toMatch(/^\*\*Not testable\.\*\*/m)
    expect(claims.map(({ claim }) => claim.id)).not.toContain(id)
  })
}
