import { limitsTimes } from '../../auditor/limits.ts'
import type { Certificate } from '../../evidence/certificate-schema.ts'
import { plantedClaim } from '../../evidence/planted-evidence.fixture.ts'
import type { CaseData, ClaimEvidence, Evidence } from '../../evidence/schema.ts'
import { reportPage, type PageOptions } from './report-page.ts'

const INPUTS: CaseData = {
  q: { shape: [1, 1], data: ['0x1p+0'] },
  k: { shape: [2, 1], data: ['0x0p+0', '0x1p+0'] },
}

/** Of the claim that softmax of the negated scores keeps their order; it stands. For tests. */
export const REFUTED: Certificate = {
  claim: 'a',
  subject: 'softmax(scale -1)',
  says: 'violated',
  inputs: INPUTS,
  program: {
    steps: [
      ['input', 'q'],
      ['input', 'k'],
      ['transpose', 1],
      ['matMul', 0, 2],
      ['neg', 3],
      ['belowMax', 4, 1],
      ['exp', 5],
      ['sum', 6, 1, true],
      ['div', 6, 7],
    ],
    hypotheses: [],
    claim: ['sameOrder', 3, 8],
  },
  decidedBy: 'interval',
  bits: 53,
  atoms: [{ truth: 'F' }],
  values: {
    3: [
      ['0x0p+0', '0x0p+0'],
      ['0x1p+0', '0x1p+0'],
    ],
    8: [
      ['0x1.764d4f5d5a2bbp-1', '0x1.764d4f5d5a2bep-1'],
      ['0x1.136561454ba84p-2', '0x1.136561454ba89p-2'],
    ],
  },
  ranks: {},
}

/** Evidence of a claim that is refuted by a certificate, for tests. */
export const refutedClaim = (id: string, certificate: Certificate = REFUTED): ClaimEvidence =>
  plantedClaim(id, {
    expect: { reals: 'refuted' },
    verdict: { reals: { status: 'refuted', meaning: 'False: a certified counterexample.' } },
    counterexample: {
      case: { seed: 1, index: 0 },
      subject: certificate.subject,
      reading: 'reals',
      tier: 'interval',
      margin: '0x1p+0',
      bound: '0x0p+0',
      shrunk: certificate.inputs,
      original: INPUTS,
      certificate,
    },
  })

/** The page of evidence, for tests. */
export const plantedPage = (evidence: Evidence, options: Partial<PageOptions> = {}): Promise<string> =>
  reportPage(evidence, {
    file: 'evidence.json',
    limits: limitsTimes(1),
    doubt: undefined,
    noteOf: () => undefined,
    ...options,
  })
