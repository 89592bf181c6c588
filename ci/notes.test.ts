import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { discover } from '../src/claim/discover.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const { claims, problems } = await discover()

test('all claim files load', () => {
  expect(problems).toEqual([])
  expect(claims.length).toBeGreaterThanOrEqual(16)
})

for (const { claim, file } of claims) {
  test(`${claim.id} has a note that says where it comes from and how it could fail`, () => {
    const path = relative(root, file)
      .replaceAll('\\', '/')
      .replace(/^properties/, 'proofs-notes')
      .replace(/\.ts$/, '.md')
    const note = readFileSync(new URL(path, new URL('..', import.meta.url)), 'utf8')
    expect(note).toMatch(new RegExp(`^# ${claim.id}$`, 'm'))
    if (claim.source.attribution === 'reconstructed') expect(note).toMatch(/reconstructed/i)
    for (const { name } of [...claim.controls, ...(claim.ablations ?? [])]) expect(note, name).toContain(name)
  })
}

test('every kind of claim is there, each claim with a control', () => {
  expect(new Set(claims.map(({ claim }) => claim.kind))).toEqual(
    new Set(['forAll', 'exists', 'probability', 'scaling']),
  )
  for (const { claim } of claims) expect(claim.controls.length, claim.id).toBeGreaterThan(0)
})
