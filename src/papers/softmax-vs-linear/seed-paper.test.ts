import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { collapseChart } from './experiment/collapse-chart.ts'
import { headOf } from './experiment/results-head.ts'
import { seedPaper } from './claims-on-signs.ts'
import { SEED_PAPER } from './seed-paper.ts'

const engine = { name: 'none', device: 'none', versions: {} } as Parameters<typeof headOf>[1]['engine']

describe('both versions of the seed paper are named', () => {
  test.each([
    ['by a claim', seedPaper('said', 'The bound is').note],
    ['by results', headOf('seed', { engine, tool: '', seed: 1, draws: 1 }).source],
    ['by the figure of the collapse', collapseChart([], 'none').caption.join('\n')],
    ['by the citation', SEED_PAPER],
  ])('%s', (_, text) => {
    expect(text).toMatch(/Superiority of Softmax.*March 2026.*Kaijun Yuan.*Why Softmax Attention Outperforms/)
  })

  test('and cited at one place', () => {
    const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
    const citing = files.filter(
      (file) =>
        file.endsWith('.ts') &&
        readFileSync(join(import.meta.dirname, file), 'utf8').includes('2310.11' + '685'),
    )
    expect(citing).toEqual(['seed-paper.ts'])
  })
})
