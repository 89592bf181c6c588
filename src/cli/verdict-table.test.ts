import { describe, expect, it } from 'vitest'
import { plantedClaim } from '../evidence/planted-evidence.fixture.ts'
import { verdictTable } from './verdict-table.ts'

const meaning =
  'No violation in 24,000 cases; at most 1 in 8,000 cases fails, with confidence 95 %, under these inputs.'
const claims = [
  plantedClaim('softmax-weights-injective-iff-affine-span', {
    source: { attribution: 'reconstructed', arxiv: '2310.11685' },
    verdict: {
      reals: { status: 'supported', meaning },
      float32: {
        status: 'inconclusive',
        meaning,
        cases: {
          satisfied: 7,
          violated: { rounding: 1, statement: 0, unexplained: 0 },
          nonFinite: 0,
          undecided: 2,
          discarded: 0,
        },
      },
    },
  }),
  plantedClaim('b', { asExpected: false }),
]

describe('the table of verdicts', () => {
  it.each([80, 120])('fits into %d columns, and says all', (columns) => {
    const text = verdictTable(claims, columns)
    for (const row of text.split('\n')) {
      expect(row).toHaveLength(columns)
      expect(row).toMatch(/^[┌├│└].*[┐┤│┘]$/)
    }
    expect(text).toContain('✓ softmax-weights-injective-iff-affine-span · reconstructed source')
    expect(text).toContain('✗ b')
    expect(text).toMatch(/float32 +│ inconclusive +│ +8 │ +│ +2 │/)
    for (const word of meaning.split(' ')) expect(text).toContain(word)
  })

  const seed = 1
  it.each([
    ['a case is contradicted', { rechecked: { cases: 1, open: 0, contradictions: [{ seed, index: 3 }] } }],
    [
      'the case that decides is',
      { nondeterminism: [{ case: { seed, index: 3 }, reading: 'reals', first: 'true', again: 'false' }] },
    ],
    ['a case of a variant is', { error: { message: 'A defect: of case 3 of "c" two arithmetics …' } }],
  ] as const)('says that tiers contradict each other where %s', (_, changes) => {
    const claim = plantedClaim('c', { asExpected: false, ...(changes as object) })
    expect(verdictTable([claim], 120)).toContain('✗ c · tiers contradict each other')
  })
})
