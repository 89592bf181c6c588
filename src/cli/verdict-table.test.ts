import { describe, expect, it } from 'vitest'
import type { ClaimEvidence } from '../evidence/schema.ts'
import { plantedClaim } from '../evidence/planted-evidence.fixture.ts'
import { verdictTable } from './verdict-table.ts'

const float32 = (status: ClaimEvidence['verdict']['reals']['status']) => ({
  status,
  meaning: 'm',
  cases: {
    satisfied: 7,
    violated: { rounding: 1, statement: 0, unexplained: 0 },
    nonFinite: 0,
    undecided: 2,
    discarded: 0,
  },
})
const supported = { status: 'supported' as const, meaning: 'm' }
const inconclusive = (what: 'cases' | 'decisions') => ({
  status: 'inconclusive' as const,
  meaning: 'm',
  lacks: { what },
})
const probability = {
  relation: 'atLeast' as const,
  ...{ bound: 0.9, formula: '', events: 9, draws: 9, undecided: 0, upper: 1, confidence: 0.9 },
  ...{ lower: 0.91234, event: null, power: null },
}

const claims = [
  plantedClaim('softmax-weights-injective-iff-affine-span', {
    source: { attribution: 'reconstructed', arxiv: '2310.11685' },
    verdict: { reals: supported, float32: float32('inconclusive') },
    cases: { ...plantedClaim('a').cases, satisfied: 24_000 },
    failureRateAtMost: { limit: 0.00057512, confidence: 0.9 },
  }),
  plantedClaim('few', { asExpected: false, verdict: { reals: inconclusive('cases') } }),
  plantedClaim('open', { asExpected: false, verdict: { reals: inconclusive('decisions') } }),
  plantedClaim('event', { probability, failureRateAtMost: null }),
  plantedClaim('false', {
    expect: { reals: 'refuted' },
    verdict: { reals: { status: 'refuted', meaning: 'm' } },
    failureRateAtMost: null,
  }),
]
const table = (columns: number, of = claims): string[] => verdictTable(of, columns, (_, text) => text)

describe('the table of verdicts', () => {
  it('has a line for each claim', () => {
    expect(table(80)).toMatchInlineSnapshot(`
      [
        "  claim                          reals         float32       decided       limit",
        "✓ softmax-weigh…f-affine-span †  supported     inconclusive   24,000  < 0.0576 %",
        "? few                            inconclusive  –                  90    < 3.28 %",
        "✗ open                           inconclusive  –                  90    < 3.28 %",
        "✓ event                          supported     –                  90    ≥ 91.2 %",
        "✓ false                          refuted       –                  90           –",
        "  limit: of the probability of a failure (<), or of the event (≤, ≥, to)",
        "  † reconstructed: confirm its wording and its constants before you cite it",
      ]
    `)
  })

  it.each([40, 50, 60, 80, 100, 200])('fits into %d columns', (columns) => {
    const lines = table(columns)
    for (const line of lines) expect([...line].length).toBeLessThanOrEqual(columns)
    expect(lines.filter((line) => /^[✓✗?] /.test(line))).toHaveLength(claims.length)
    // Of a claim that is cited the source is told, however little of its id is seen.
    expect(lines[1]).toMatch(/ † .*supported +inconclusive/)
  })

  it('shows whole ids where there is room, and both ends where there is none', () => {
    expect(table(100)[1]).toContain('softmax-weights-injective-iff-affine-span')
    expect(table(80)[1]).toMatch(/^✓ softmax-w\S*…\S*affine-span /)
  })

  it('says nothing of limits and sources that are not there', () => {
    expect(table(80, claims.slice(-1))).toHaveLength(2)
  })

  it('colours what is not as expected, and the mark', () => {
    const painted = verdictTable(claims, 80, (colour, text) => `<${colour} ${text.trim()}>`).join('\n')
    expect(painted).toContain('<green ✓> softmax')
    expect(painted).toMatch(/<yellow \?> few +<yellow inconclusive>/)
    expect(painted).toMatch(/<red ✗> open +<red inconclusive>/)
    expect(painted).toMatch(/<green ✓> false +refuted/)
  })

  it('takes no order from an id', () => {
    expect(table(80, [plantedClaim('a\u001b[2J\nb')])[1]).toMatch(/^✓ a\\u001b\[2J\\nb /)
  })
})
