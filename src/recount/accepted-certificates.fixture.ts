import {
  CERTIFICATE_FORMAT,
  CERTIFICATE_VERSION,
  certificateHash,
  type CertificateFile,
} from '../evidence/certificate-file.ts'
import type { Certificate } from '../evidence/certificate-schema.ts'
import { toHex } from '../program/hex-float.ts'

const hex = (...numbers: number[]): string[] => numbers.map(toHex)
const limits = (lower: number, upper: number): [string, string] => [toHex(lower), toHex(upper)]
const truths = (...letters: string[]) => letters.map((truth) => ({ truth }))

const common = { claim: 'by-hand', subject: 'none', values: {}, ranks: {} }

const file = (
  title: string,
  statement: string,
  of: CertificateFile['of'],
  certificate: Certificate,
): CertificateFile => ({
  format: CERTIFICATE_FORMAT,
  version: CERTIFICATE_VERSION,
  producer: { tool: 'by hand', version: '1', commit: null },
  claim: { id: 'by-hand', title, statement, source: { attribution: 'folklore' } },
  of,
  evidence: null,
  hash: certificateHash(certificate),
  certificate,
})

/** Certificates that hold, written by hand; each kind of what a certificate can say. */
export const ACCEPTED = {
  'weights-sum-to-one': file(
    'Softmax weights are positive and sum to 1',
    String.raw`w_i > 0 \Rightarrow \textstyle\sum_i w_i = 1`,
    'witness',
    {
      ...common,
      says: 'satisfied',
      inputs: { x: { shape: [2], data: hex(1, 2) } },
      program: {
        steps: [
          ['input', 'x'],
          ['belowMax', 0, 0],
          ['exp', 1],
          ['sum', 2, 0, true],
          ['div', 2, 3],
          ['sum', 4, 0, false],
          ['fraction', 1, 1],
          ['constant', [], hex(0)],
        ],
        hypotheses: [['less', 7, 4]],
        claim: ['equal', 5, 6],
      },
      decidedBy: 'exact',
      bits: null,
      atoms: truths('TT', 'T'),
      values: {
        4: [limits(0.26, 0.27), limits(0.73, 0.74)],
        5: [limits(1, 1)],
        6: [limits(1, 1)],
        7: [limits(0, 0)],
      },
    },
  ),
  'rank-of-exp': file(
    'The exponential, entry by entry, lowers no rank',
    String.raw`\operatorname{rank} S \le \operatorname{rank} e^S`,
    'counterexample',
    {
      ...common,
      says: 'violated',
      inputs: { s: { shape: [2, 2], data: hex(0, 1, 1, 2) } },
      program: {
        steps: [
          ['input', 's'],
          ['exp', 0],
        ],
        hypotheses: [],
        claim: ['rankAtMostThatOf', 0, 1],
      },
      decidedBy: 'exact',
      bits: null,
      atoms: truths('F'),
      ranks: { 0: [2, 2], 1: [1, 1] },
    },
  ),
  'no-witness': file(
    'Some e^x of x < 0 is at least 1',
    String.raw`\exists x < 0:\ e^x \ge 1`,
    'counterexample',
    {
      ...common,
      says: 'violated',
      inputs: { x: { shape: [1], data: hex(-0.5) } },
      program: {
        steps: [
          ['input', 'x'],
          ['exp', 0],
          ['constant', [], hex(1)],
        ],
        hypotheses: [],
        claim: ['atMost', 2, 1],
        obstruction: ['not', ['any', ['atMost', 2, 1]]],
      },
      decidedBy: 'interval',
      bits: 53,
      atoms: truths('F', 'F'),
      values: { 1: [limits(0.6, 0.7)], 2: [limits(1, 1)] },
    },
  ),
  'order-of-squares': file(
    'The exponential keeps the order; the square, a control, does not',
    String.raw`x_i < x_j \iff e^{x_i} < e^{x_j}`,
    'control',
    {
      ...common,
      variant: 'the square in place of exp',
      says: 'violated',
      inputs: { x: { shape: [2], data: hex(-1, 0) } },
      program: {
        steps: [
          ['input', 'x'],
          ['square', 0],
        ],
        hypotheses: [],
        claim: ['sameOrder', 0, 1],
      },
      decidedBy: 'interval',
      bits: 53,
      atoms: truths('F'),
      values: { 0: [limits(-1, -1), limits(0, 0)], 1: [limits(1, 1), limits(0, 0)] },
    },
  ),
} as const satisfies Readonly<Record<string, CertificateFile>>
