import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { discover, type Discovered } from '../claim/discover.ts'
import { askedBy } from '../cli/asked-by.ts'
import { runCommandLine } from '../cli/command-line.ts'
import { REAL_SERVICES } from '../cli/services.ts'
import { evidenceText } from '../evidence/evidence-text.ts'
import { EvidenceError, readEvidence } from '../evidence/read.ts'
import type { ClaimEvidence, Evidence } from '../evidence/schema.ts'
import { audit } from './evidence-audit.ts'

const CLAIMS = [
  'inline-is-first-order-softmax',
  'linear-never-injective',
  'linear-row-order',
  'permutation-equivariance',
  'softmax-dispersion-bounds',
  'softmax-row-order-strict',
]
const CASES = 120

const folder = mkdtempSync(join(tmpdir(), 'assay-audit-'))
const file = join(folder, 'evidence.json')
let claims: Discovered
let text: string
let evidence: Evidence

beforeAll(async () => {
  const silent = { write: () => true }
  const around = { ...REAL_SERVICES, stdout: silent, stderr: silent }
  const args = [
    'verify',
    ...CLAIMS,
    '--engine',
    'wasm',
    '--cases',
    String(CASES),
    '--demand',
    '0.2',
    '--threads',
    '0',
    '--out',
    folder,
  ]
  await runCommandLine(args, around)
  claims = await discover()
  text = readFileSync(file, 'utf8')
  evidence = readEvidence(file)
})
afterAll(() => rmSync(folder, { recursive: true }))

/** What is found in a file with this text. */
async function found(changed: string, resample = 0): Promise<string[]> {
  const path = join(folder, 'changed.json')
  writeFileSync(path, changed)
  try {
    return (
      await audit(path, claims, {
        resample,
        ...askedBy(claims, [], REAL_SERVICES),
      })
    ).findings.map(({ where, what }) => `${where}: ${what}`)
  } catch (error) {
    if (error instanceof EvidenceError) return [error.message]
    throw error
  }
}

type Change = (found: Evidence, claim: (id: string) => ClaimEvidence) => void

/** The file as a forger would leave it who also knows how to make the digest. */
function forged(change: Change): string {
  const copy = structuredClone(evidence)
  change(copy, (id) => copy.claims.find((claim) => claim.id === id)!)
  return evidenceText(copy)
}

const order = 'linear-row-order'
const strict = 'softmax-row-order-strict'

test('evidence that nobody touched is accepted, case by case', async () => {
  expect(await found(text, CASES)).toEqual([])
})

describe('damage', () => {
  const edits: [string, (text: string) => string, RegExp][] = [
    [
      'a digit of an input',
      (t) => t.replace(/"original": (\{[^]*?)0x1\.(\w)/, '"original": $10x1.f'),
      /digest/,
    ],
    [
      'a digit of a margin',
      (t) =>
        t.replace(
          /("worst": ?\{[^}]*\},"margin":"-?0x1\.)(\w)/,
          (_, head, d) => head + (d === 'f' ? 'e' : 'f'),
        ),
      /digest/,
    ],
    ['a count', (t) => t.replace(/"satisfied": (\d+)/, (_, n) => `"satisfied": ${Number(n) + 1}`), /digest/],
    ['a note of the engine', (t) => t.replace('"notes": []', '"notes": ["all is well"]'), /digest/],
    ['the end', (t) => t.slice(0, -200), /cut off/],
    ['everything', () => '', /empty/],
    ['NaN for a number', (t) => t.replace(/"limit": ?[\d.]+/, '"limit":NaN'), /not JSON/],
    ['text for a number', (t) => t.replace(/"limit": ?[\d.]+/, '"limit":"0.1"'), /damaged/],
    ['a number beyond its range', (t) => t.replace(/"limit": ?[\d.]+/, '"limit":1.5'), /damaged/],
    [
      'a key twice',
      (t) => t.replace('"complete": true', '"complete": false,\n  "complete": true'),
      /laid out/,
    ],
    [
      'a key that is none',
      (t) => t.replace('"complete": true', '"complete": true, "certain": true'),
      /damaged/,
    ],
    ['a space', (t) => t.replace('"complete": true', '"complete":  true'), /laid out/],
    [
      'the version',
      (t) => t.replace('"version": 2,', '"version": 3,'),
      /version 3 .* use the program that wrote it: attention-assay/,
    ],
    ['the format', (t) => t.replace('attention-assay/evidence', 'other/evidence'), /not a file of evidence/],
    [
      'the digest',
      (t) => t.replace(/("digest": "sha256:)(\w)/, (_, head, d) => head + (d === 'e' ? 'f' : 'e')),
      /digest/,
    ],
    ['no digest', (t) => t.replace(/,\n {2}"digest": "[^"]*"/, ''), /digest/],
  ]
  test.each(edits)('%s', async (_, edit, says) => {
    const changed = edit(text)
    expect(changed).not.toBe(text)
    expect((await found(changed)).join('\n')).toMatch(says)
  })
})

describe('forgery', () => {
  const changes: [string, Change, RegExp][] = [
    [
      'an input of the original case',
      (_, c) => (c(order).counterexample!.original.q.data[0] = '0x1p+0'),
      /not those that its name makes/,
    ],
    [
      'an input of the shrunk case',
      (_, c) => (c(order).counterexample!.shrunk.q.data[0] = '0x1.8p+0'),
      /inputs are not those of the case/,
    ],
    [
      'the same input of its certificate',
      (_, c) => {
        const { shrunk, certificate } = c(order).counterexample!
        for (const data of [shrunk, certificate!.inputs]) data.q.data.fill('0x0p+0')
      },
      /does not decide the claim/,
    ],
    ['the margin', (_, c) => (c(order).counterexample!.margin = '0x1p-3'), /its margin is/],
    ['the bound', (_, c) => (c(order).counterexample!.bound = '0x1p-90'), /its bound is/],
    [
      'the name of the case',
      (_, c) => c(order).counterexample!.case.index++,
      /not those that its name makes/,
    ],
    [
      'a name beyond the range',
      (_, c) => (c(order).counterexample!.case.index = CASES),
      /outside of the range/,
    ],
    ['no counterexample', (_, c) => delete c(order).counterexample, /has no counterexample/],
    ['no certificate', (_, c) => delete c(order).counterexample!.certificate, /has no certificate/],
    [
      'the certificate of another claim',
      (_, c) =>
        (c(order).counterexample!.certificate = c('linear-never-injective').counterexample!.certificate),
      /about the claim linear-never-injective/,
    ],
    [
      'the certificate of a control',
      (_, c) => (c(order).counterexample!.certificate = c(order).controls[0].certificate),
      /it is about "/,
    ],
    [
      'what the certificate says',
      (_, c) => (c(order).counterexample!.certificate!.says = 'satisfied'),
      /it says satisfied/,
    ],
    [
      'a step of its program',
      (_, c) => {
        const { steps } = c(order).counterexample!.certificate!.program
        steps[steps.findIndex(([name]) => name === 'div')][0] = 'mul'
      },
      /not the one that the claim on disk makes/,
    ],
    [
      'a letter',
      (_, c) => {
        const { atoms } = c(order).counterexample!.certificate!
        atoms[atoms.length - 1].truth = 'T'
      },
      /certificate of the counterexample/,
    ],
    [
      'a limit in the certificate',
      (_, c) => {
        const { values } = c(order).counterexample!.certificate!
        Object.values(values)[0][0] = ['0x1p+40', '0x1p+41']
      },
      /certificate of the counterexample/,
    ],
    [
      'a rank in the certificate',
      (_, c) => {
        const { ranks } = c('linear-never-injective').counterexample!.certificate!
        ranks[Object.keys(ranks)[0]] = [0, 0]
      },
      /certificate of the counterexample/,
    ],
    ['a count', (_, c) => c(strict).cases.satisfied++, /indices were tried/],
    ['a count by tier', (_, c) => c(strict).cases.byTier.interval++, /counted by tier/],
    [
      'a float32 count',
      (_, c) => c(strict).verdict.float32!.cases.violated.rounding++,
      /float32 reading do not add up/,
    ],
    [
      'two counts, with the same sum',
      (_, c) => {
        c(order).cases.satisfied++
        c(order).cases.violated--
      },
      /the sentence of the verdict/,
    ],
    ['the range', (_, c) => (c(strict).range.to += 1000), /indices were tried/],
    ['a limit', (_, c) => (c(strict).failureRateAtMost!.limit /= 10), /limit on the failure rate/],
    [
      'a confidence',
      (_, c) => (c(strict).failureRateAtMost!.confidence = 0.999),
      /limit on the failure rate/,
    ],
    ['no limit', (_, c) => (c(strict).failureRateAtMost = null), /limit on the failure rate/],
    [
      'supported made proved',
      (_, c) => (c(strict).verdict.reals.status = 'proved'),
      /"proved"; the counts make it "supported"/,
    ],
    [
      'refuted made supported',
      (_, c) => (c(order).verdict.reals.status = 'supported'),
      /"supported"; the counts make it "refuted"/,
    ],
    [
      'a float32 verdict made stronger',
      (_, c) => (c(strict).verdict.float32!.status = 'supported'),
      /the float32 verdict/,
    ],
    [
      'a sentence',
      (_, c) => (c(strict).verdict.reals.meaning = 'It is true.'),
      /the sentence of the verdict over the reals/,
    ],
    [
      'cases said to be true by form',
      (_, c) => (c(strict).cases.byForm = 1),
      /the sample holds cases that the form of the program decides/,
    ],
    ['asExpected', (_, c) => (c(strict).asExpected = !c(strict).asExpected), /asExpected/],
    ['what was expected', (_, c) => (c(strict).expect.float32 = 'holds'), /its expect is not/],
    ['a control removed', (_, c) => c(strict).controls.pop(), /its controls are not those/],
    ['a control without its case', (_, c) => delete c(strict).controls[0].case, /has no killing case/],
    [
      'another killing case',
      (_, c) => (c(strict).controls[0].case = { seed: 2, index: 0 }),
      /named by the seed 2/,
    ],
    [
      'a control without its certificate',
      (_, c) => delete c(strict).controls[0].certificate,
      /has no certificate/,
    ],
    [
      'a control that survived, made refuted',
      (_, c) => Object.assign(c(strict).controls[0], { refuted: false }),
      /asExpected|not refuted/,
    ],
    [
      'an ablation renamed',
      (_, c) => (c(strict).ablations[0].name = 'another'),
      /its ablations are not those/,
    ],
    ['a claim removed', (e) => e.claims.pop(), /is missing, although the run is complete/],
    ['a claim twice', (e) => e.claims.push(e.claims[0]), /stands in it twice/],
    ['a claim that was not asked for', (e) => e.run.selected.pop(), /was not asked for/],
    [
      'a selection said to be all',
      (e) => (e.run.command = 'assay verify --engine wasm --cases 120'),
      /the command asks for/,
    ],
    [
      'the source of a claim',
      (_, c) => (c(strict).sourceHash = `sha256:${'0'.repeat(64)}`),
      /since it was run, its file has changed/,
    ],
    [
      'an import of a claim',
      (_, c) => c(strict).imports.push({ path: '../gone.ts', hash: 'unknown' }),
      /since it was run, ..\/gone.ts is no longer imported/,
    ],
    ['a statement', (_, c) => (c(strict).statement = 'x = x'), /its statement is not/],
    [
      'an attribution',
      (_, c) => (c('softmax-dispersion-bounds').source.attribution = 'published'),
      /its source is not/,
    ],
    ['a kind', (_, c) => (c(strict).kind = 'exists'), /its kind is not/],
    ['a claim’s name', (_, c) => (c(strict).id = 'softmax-row-order'), /no such claim here/],
    [
      'a coverage',
      (_, c) => (c(strict).inputs.coverage[0].met = !c(strict).inputs.coverage[0].met),
      /the coverage of/,
    ],
    [
      'a width',
      (_, c) => (c('permutation-equivariance').widest = { case: { seed: 1, index: 3 }, width: '0x1p-60' }),
      /not consistent within/,
    ],
    [
      'a worst case',
      (_, c) => (c(order).worst!.case.index = c(order).counterexample!.case.index),
      /is not satisfied/,
    ],
    [
      'an undecided case that is none',
      (_, c) => {
        c(strict).cases.undecided = 1
        c(strict).cases.satisfied--
        c(strict).undecided.push({ seed: 1, index: 3 })
      },
      /named as undecided, and is not/,
    ],
    [
      'an exponent’s interval',
      (_, c) => (c('inline-is-first-order-softmax').scaling!.least!.limit = '0x1.fffffffffffffp+0'),
      /the least slope of case/,
    ],
  ]
  test.each(changes)('%s', async (_, change, says) => {
    const changed = forged(change)
    expect(changed).not.toBe(text)
    expect((await found(changed)).join('\n')).toMatch(says)
  })

  test('a refuted claim said to be supported, in every place, is found out by deciding its cases again', async () => {
    const changed = forged((_, c) => {
      const claim = c(order)
      const { satisfied, violated } = claim.cases
      Object.assign(claim.cases, { satisfied: satisfied + violated, violated: 0 })
      claim.verdict.reals.status = 'supported'
      delete claim.counterexample
    })
    const all = (await found(changed, 10)).join('\n')
    expect(all).toMatch(/violates it over the reals, and no violation is counted/)
  })

  test('counts that fit together are found out by deciding all cases again', async () => {
    const changed = forged((_, c) => {
      const claim = c(order)
      claim.cases.satisfied++
      claim.cases.violated--
      claim.verdict.reals.meaning = claim.verdict.reals.meaning.replace(
        /[\d,]+ of/,
        `${claim.cases.violated} of`,
      )
    })
    expect((await found(changed, CASES)).join('\n')).toMatch(/of 120 decided again \d+ are/)
  })
})
