import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Claim } from '../../claim/claim.ts'
import { type LoadedClaim, withoutFile } from '../../claim/load-claim.ts'
import { plantedClaim, plantedEvidence } from '../../evidence/planted-evidence.fixture.ts'
import type { ClaimEvidence } from '../../evidence/schema.ts'
import type { ReportedRun } from './reported-run.ts'
import { reportedRun } from './verified-run.ts'

/** What each format has to escape, in one text. */
export const HOSTILE =
  '<b>&amp; "x" \'y\' ]]> <!-- | `c` ``` *s* [l](http://e.example) %0A%25, a: b\n::error::no\r\u001b[2J\u0000\ud800\uffff\u202e\u0085'

/** A file that exists, as that of a planted claim. */
export const FILE = fileURLToPath(
  new URL('../../../properties/order/softmax-row-order-strict.ts', import.meta.url),
)
/** Where that claim begins. */
export const LINE = readFileSync(FILE, 'utf8').split('\n').indexOf('export default forAll({') + 1

const inconclusive = { status: 'inconclusive', meaning: HOSTILE } as const

/** Claims that came out in every way, with hostile texts, by their ids. */
const CLAIMS: readonly ClaimEvidence[] = [
  plantedClaim('fine'),
  plantedClaim('refuted', {
    title: HOSTILE,
    verdict: { reals: { status: 'refuted', meaning: HOSTILE } },
    asExpected: false,
    counterexample: {
      case: { seed: 1, index: 17 },
      subject: 'softmax',
      reading: 'reals',
      tier: 'interval',
      margin: '-0x1p-3',
      bound: '0x0p+0',
      shrunk: { x: { shape: [2], data: ['0x1p+0', '0x0p+0'] } },
      original: { x: { shape: [2], data: ['0x1p+0', '0x1p-9'] } },
    },
    controls: [{ name: HOSTILE, refuted: false, expected: 'refuted', casesTried: 9 }],
  }),
  plantedClaim('few', {
    verdict: { reals: { ...inconclusive, lacks: { what: 'cases', cases: 1375 } } },
    asExpected: false,
  }),
  plantedClaim('threw', {
    verdict: { reals: inconclusive },
    asExpected: false,
    error: { message: HOSTILE, case: { seed: 1, index: 3 } },
  }),
]

const loaded = (id: string): LoadedClaim => ({
  ...withoutFile({ id, title: id === 'refuted' ? HOSTILE : `The claim ${id}` } as unknown as Claim),
  theme: id === 'threw' ? 'other' : 'planted',
  file: FILE,
})

/** A run of these, of one claim that could not be judged, and of one that was not reached, for tests. */
export const hostileRun = (changes: Partial<ReportedRun> = {}): ReportedRun => ({
  ...reportedRun({
    state: 'interrupted',
    evidence: plantedEvidence([]),
    file: 'evidence/evidence.json',
    selected: [...CLAIMS.map(({ id }) => id), 'unjudged', 'later'].map(loaded),
    finished: new Map(CLAIMS.map((claim) => [claim.id, claim])),
    failed: [{ id: 'unjudged', message: HOSTILE }],
    took: new Map([['refuted', 1.25]]),
  }),
  ...changes,
})
