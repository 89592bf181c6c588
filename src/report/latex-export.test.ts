import { expect, test } from 'vitest'
import { plantedClaim, plantedEvidence } from '../evidence/planted-evidence.fixture.ts'
import type { ClaimEvidence, Evidence } from '../evidence/schema.ts'
import { latexExport } from './latex-export.ts'
import { compiled, documentOf, hasTex, WITH_TEX } from './tex.fixture.ts'

const case0 = { seed: 1, index: 0 }
const float32 = {
  status: 'refuted',
  meaning: 'M.',
  cases: {
    satisfied: 80,
    violated: { rounding: 10, statement: 2, unexplained: 1 },
    nonFinite: 7,
    undecided: 0,
    discarded: 0,
  },
} as const
const HOSTILE = String.raw`[0pt]\input{x}} % & # _ é 日` + '\n'
const claims: ClaimEvidence[] = [
  plantedClaim('seed-cross-attention-R2', {
    range: { from: 1000, to: 25_000 },
    verdict: { reals: { status: 'supported', meaning: 'M.' }, float32 },
    apartAtMost: { limit: 1.23456e-7, confidence: 0.5, width: '0x1.0000001p-1' },
    tightness: { case: case0, atLeast: '0x1.fffffffp-1' },
    trivial: { name: 'all tied', reached: 1, cases: 3 },
  }),
  plantedClaim('a-probability', {
    kind: 'probability',
    failureRateAtMost: null,
    probability: {
      relation: 'atMost',
      bound: 0.25,
      formula: 'f',
      events: 3,
      draws: 1000,
      undecided: 0,
      lower: 0.0012345,
      upper: 0.0123456,
      confidence: 0.5,
      event: 0.001,
      power: 0.9999999,
    },
  }),
  plantedClaim('a-slope', {
    source: { attribution: 'reconstructed', arxiv: '2310.11685' },
    baseline: 'sha256:ba5e',
    kind: 'scaling',
    scaling: { exponent: -2, spacing: 1, least: { case: case0, limit: '-0x1.0000001p+1' }, most: null },
  }),
  plantedClaim(HOSTILE, {
    asExpected: false,
    title: HOSTILE,
    controls: [{ ...plantedClaim('x').controls[0], name: HOSTILE, refuted: false }],
  }),
]
const { run } = plantedEvidence([])
const evidence = plantedEvidence(claims, {
  digest: `sha256:${'0123456789abcdef'.repeat(4)}`,
  run: { ...run, selected: [...claims.map(({ id }) => id), 'b'], demand: 0.5, commit: HOSTILE },
  complete: false,
})

/** Of each macro what it stands for. */
const macrosOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/^\\newcommand\*\{\\(\w+)\}\{(.*)\}$/gm)].map(([, name, value]) => [name, value]),
  )

test('has a macro for each number, rounded as verdicts are', () => {
  const macros = macrosOf(latexExport(evidence))
  expect(macros).toMatchObject({
    assaySeed: '1',
    assayClaims: '4',
    assayClaimsAsExpected: '3',
    assaySeedCrossAttentionRTwoReals: 'supported',
    assaySeedCrossAttentionRTwoCases: '24{,}000',
    assaySeedCrossAttentionRTwoLimit: '0.0328',
    assaySeedCrossAttentionRTwoLimitPercent: '3.28',
    assaySeedCrossAttentionRTwoApartLimit: String.raw`\ensuremath{1.24\cdot10^{-7}}`,
    assaySeedCrossAttentionRTwoApartWidth: '0.501',
    assaySeedCrossAttentionRTwoTightness: '0.999999',
    assaySeedCrossAttentionRTwoFloat: 'refuted',
    assaySeedCrossAttentionRTwoFloatViolated: '13',
    assaySeedCrossAttentionRTwoFloatViolatedRounding: '10',
    assayAProbabilityUpper: '0.0124',
    assayAProbabilityLower: '0.00123',
    assayAProbabilityPower: '0.999999',
    assayASlopeExponent: String.raw`\ensuremath{-2}`,
    assayASlopeLeastSlope: String.raw`\ensuremath{-2.00001}`,
  })
  for (const name of Object.keys(macros)) expect(name).toMatch(/^assay[A-Za-z]+$/)
})

test('what is not known has no macro', () => {
  const macros = macrosOf(latexExport(evidence))
  for (const name of ['AProbabilityLimit', 'AProbabilityFloat', 'ASlopeLargestSlope', 'ASlopeTightness'])
    expect(macros).not.toHaveProperty(`assay${name}`)
})

test('the table marks what is not as expected, and says what the run lacks', () => {
  const text = latexExport(evidence)
  expect(text).toContain('seed-cross-attention-R2 & supported & refuted & 24{,}000 & 3.28 \\%\\\\[0pt]')
  expect(text).toContain('* & supported & unknown & 100 & ')
  expect(text).toContain(String.raw`a-slope\ensuremath{^\dagger} & supported`)
  expect(text).toContain(String.raw`\ensuremath{^\dagger}Reconstructed from its source, not quoted.`)
  expect(text).toContain('a-slope was taken over from the evidence sha256:ba5e.')
  expect(text).toMatch(/\\assayNotes\}.*This evidence judges 4 of 5 claims: the run had not ended/)
  expect(text).toContain('A limit of 0.5 was demanded by -{}-demand.')
  expect(text).toMatch(/\*\[0pt\].*, not as expected: control .*: expected refuted, found not refuted in /)
})

test.each([
  [['a-2', 'a-two'], String.raw`\assayATwoReals would be of the claim a-2 and of the claim a-two`],
  [['ab-c', 'Ab-C'], String.raw`\assayAbCReals would be of the claim ab-c and of the claim Ab-C`],
  [['x', 'x-sample'], String.raw`\assayXSampleCases would be of the claim x and of the claim x-sample`],
])('refuses two macros of one name: %j', (ids, said) => {
  const two = plantedEvidence(ids.map((id) => plantedClaim(id)))
  expect(() => latexExport(two)).toThrow(said)
  expect(() => latexExport(two, two.claims.slice(1))).not.toThrow()
})

test('names of letters beyond ASCII, and of nothing else, are told apart', () => {
  const ids = ['é', 'è', '日', '—', 'E9']
  const text = latexExport(plantedEvidence(ids.map((id) => plantedClaim(id))))
  expect(Object.keys(macrosOf(text)).filter((name) => name.endsWith('Reals'))).toHaveLength(5)
})

test.skipIf(!hasTex)(`compiles with each macro and the table, ${WITH_TEX}`, () => {
  const text = latexExport(evidence)
  const names = Object.keys(macrosOf(text))
  expect(names.length).toBeGreaterThan(80)
  const used = names.filter((name) => !/(Table|Rows)$/.test(name)).map((name) => `\\${name}`)
  const said = String.raw`\typeout{cases: \assaySeedCrossAttentionRTwoCases; limit: \assaySeedCrossAttentionRTwoLimit}`
  const log = compiled(
    documentOf(`${used.join('\n\n')}\n\n\\assayTable\n${said}`, String.raw`\input{evidence}`),
    {
      'evidence.tex': text,
    },
  )
  expect(log).toContain('cases: 24{,}000; limit: 0.0328')
  expect(log).toContain('Output written on paper.pdf')
})

test.skipIf(!hasTex)(`two files of evidence in one document are an error, ${WITH_TEX}`, () => {
  const twice: Evidence = plantedEvidence([plantedClaim('a')])
  expect(() =>
    compiled(documentOf('x', String.raw`\input{a}\input{b}`), {
      'a.tex': latexExport(twice),
      'b.tex': latexExport(twice),
    }),
  ).toThrow('already defined')
})
