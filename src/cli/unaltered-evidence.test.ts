import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** What reads files that may have been altered, and says so or refuses them. */
const READERS = ['resume.ts', 'report-run.ts', 'unaltered-evidence.ts']

test('no command reads evidence without asking whether it is as it was written', () => {
  const folder = new URL('./', import.meta.url)
  const reading = readdirSync(folder).filter(
    (name) =>
      /(?<!\.test|\.fixture)\.ts$/.test(name) &&
      /\b(readEvidence(Text)?|parseEvidence)\(/.test(readFileSync(new URL(name, folder), 'utf8')),
  )
  expect(reading.sort()).toEqual(READERS.sort())
})
