import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { CONFIDENCE } from '../src/judge/verdict/limits.ts'
import { upperLimit } from '../src/statistics/clopper-pearson.ts'
import { roundUp } from '../src/statistics/round-outward.ts'

const page = readFileSync(new URL('../docs/scale.md', import.meta.url), 'utf8')
const rowsOf = (part: string): string[][] =>
  page
    .split(`<!-- ${part} -->`)[1]
    .split(`<!-- end of ${part} -->`)[0]
    .split('\n')
    .filter((line) => /^\| [`\d]/.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )

test('docs/scale.md states the limits that the statistics give', () => {
  const rows = rowsOf('limits')
  expect(rows.length).toBeGreaterThan(5)
  for (const [cases, failures, limit] of rows) {
    const [n, k] = [cases, failures].map((count) => Number(count.replaceAll(',', '')))
    expect(Number(limit), `${k} of ${n}`).toBe(roundUp(upperLimit(k, n, CONFIDENCE), 3))
  }
})

test('its core-hours follow from its rates', () => {
  const rows = rowsOf('rates')
  expect(rows.length).toBeGreaterThan(5)
  for (const [claim, , micros, hours] of rows)
    expect(Number(hours), claim).toBe(Number(((Number(micros) * 1e3) / 3600).toPrecision(2)))
})
