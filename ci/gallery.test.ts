import { expect, test } from 'vitest'
import { plantedClaim, plantedEvidence } from '../src/evidence/planted-evidence.fixture.ts'
import { claimEntry } from './gallery/claim-entry.ts'
import { claimGraph } from './gallery/claim-graph.ts'

const notes: Readonly<Record<string, string>> = {
  lemma: 'Rests on nothing, see [others](https://example.org/theorem.md).',
  theorem:
    'By [the lemma](../rank/lemma.md#proof), twice by [it](../rank/lemma.md); see [docs](../../docs/verdicts.md).',
  alone: 'See `lemma` and [itself](alone.md).',
}
const claims = [
  { id: 'lemma', theme: 'rank' },
  { id: 'theorem', theme: 'order' },
  { id: 'alone', theme: 'order' },
]

test('the graph has an arrow for each claim that a note links to, once, and leaves out claims without any', () => {
  expect(claimGraph(claims, ({ id }) => notes[id]).split('\n')).toEqual([
    '```mermaid',
    'graph LR',
    '  subgraph rank',
    '    lemma',
    '  end',
    '  subgraph order',
    '    theorem',
    '  end',
    '  theorem --> lemma',
    '```',
  ])
})

test('an entry shows the statement, a reconstructed source as such, and the counterexample with its replay', () => {
  const claim = plantedClaim('rank-kept', {
    source: { attribution: 'reconstructed', arxiv: '2310.11685', note: 'Theorem | 3' },
    verdict: { reals: { status: 'refuted', meaning: 'False: 3 of 9 cases.' } },
    counterexample: {
      case: { seed: 1, index: 41 },
      subject: 'linear(relu)',
      reading: 'reals',
      tier: 'exact',
      margin: '-0x1p+0',
      bound: '0x0p+0',
      shrunk: { x: { shape: [1, 2], data: ['0x1.8p+1', '-0x1p-1'] } },
      original: {},
    },
  })
  const entry = claimEntry(plantedEvidence([claim]), claim)
  expect(entry).toContain(`\`\`\`math\n${claim.statement}\n\`\`\``)
  expect(entry).toContain(
    String.raw`**reconstructed**, confirm before citing; [arXiv 2310.11685](https://arxiv.org/abs/2310.11685); Theorem \| 3`,
  )
  expect(entry).toContain('**refuted**. False: 3 of 9 cases.')
  expect(entry).toContain('Counterexample, without a certificate, for linear(relu), shrunk:')
  expect(entry).toMatch(/x \[1×2\]\n {5}3 {2}-0.5\n/)
  expect(entry).toContain('assay replay rank-kept --seed 1 --case 41 --engine planted')
  expect(entry).toContain('| control | broken |  | refuted |')
})
