import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { discover } from '../src/claim/discover.ts'

const MOST_LINES = 40
const { claims } = await discover()

test.each(claims)('the declaration of $claim.id fits a screen', ({ file }) => {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
  const start = lines.findIndex((line) => line.startsWith('export default '))
  expect(start).toBeGreaterThanOrEqual(0)
  expect(lines.length - start).toBeLessThanOrEqual(MOST_LINES)
})
