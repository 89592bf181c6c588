import { expect, test } from 'vitest'
import { plantedClaim, plantedEvidence } from '../../evidence/planted-evidence.fixture.ts'
import type { ClaimEvidence, Evidence, ExaminedEvidence } from '../../evidence/schema.ts'
import type { Difference } from './difference.ts'
import { diffText } from './diff-text.ts'
import { evidenceDiff } from './evidence-diff.ts'

type Changes = Partial<ClaimEvidence>

/** In short what differs of one claim, and what became of it. */
function differing(old: Changes, now: Changes): string[] {
  const files = [old, now].map((changes) => plantedEvidence([plantedClaim('a', changes)]))
  return evidenceDiff(files[0], files[1]).claims.flatMap(({ differences }) => differences.map(inShort))
}

const inShort = ({ name, old, new: now, change, why }: Difference): string =>
  [`${name}: ${old} > ${now}`, change, why].filter((part) => part !== undefined).join(', ')

const reals = (status: ClaimEvidence['verdict']['reals']['status']): ClaimEvidence['verdict'] => ({
  reals: { status, meaning: 'm' },
})
const [control] = plantedClaim('a').controls
const mutant = { name: '1/4', refuted: true, sharp: true, casesTried: 9 }
const restriction = { name: 'r', hypothesis: 'h', refuted: false, casesTried: 9, decided: 9 }

test('nothing differs of a file and itself, not even the changes of its checkout', () => {
  const digest = `sha256:${'1'.repeat(64)}`
  const { run } = plantedEvidence([])
  const file = plantedEvidence([plantedClaim('a')], { digest, run: { ...run, commit: 'abc+changes' } })
  const diff = evidenceDiff(file, file)
  expect(diff).toMatchObject({
    conditions: [],
    claims: [],
    added: [],
    lost: [],
    unchanged: 1,
    regressions: 0,
  })
  expect(evidenceDiff(file, { ...file, digest: `sha256:${'2'.repeat(64)}` }).conditions.map(inShort)).toEqual(
    ['commit of the program: abc+changes > abc+changes, its changes may be other ones'],
  )
})

test.each<[string, Changes, Changes, string[]]>([
  ['a verdict', {}, { verdict: reals('inconclusive') }, ['reals: supported > inconclusive, regression']],
  ['a stronger one', {}, { verdict: reals('proved') }, ['reals: supported > proved, stronger']],
  ['what is expected', {}, { asExpected: false }, ['as expected: true > false, regression']],
  [
    'a reading that is lost',
    { verdict: { ...reals('supported'), float32: { ...reals('refuted').reals, cases: float32() } } },
    {},
    ['float32: refuted > null, regression'],
  ],
  [
    'a reading that is new',
    {},
    { verdict: { ...reals('supported'), float32: { ...reals('refuted').reals, cases: float32() } } },
    ['float32: null > refuted'],
  ],
  [
    'a control that stands',
    {},
    { controls: [{ ...control, refuted: false }] },
    ['control "broken": refuted > not refuted, regression'],
  ],
  ['a control that is lost', {}, { controls: [] }, ['control "broken": refuted > null, regression']],
  ['a control that is new', { controls: [] }, {}, ['control "broken": null > refuted']],
  [
    'a control that fails',
    {},
    {
      controls: [
        { name: 'broken', expected: 'refuted', refuted: false, casesTried: 0, error: { message: 'e' } },
      ],
    },
    ['control "broken": refuted > failed, regression'],
  ],
  [
    'a restriction that falls',
    { restrictions: [restriction] },
    { restrictions: [{ ...restriction, refuted: true }] },
    ['restriction "r": not refuted > refuted, regression'],
  ],
  [
    'a mutant that stands',
    { mutants: [mutant] },
    { mutants: [{ ...mutant, refuted: false }] },
    ['mutant "1/4": refuted > not refuted, regression'],
  ],
  [
    'a mutant that falls and should not',
    { mutants: [{ ...mutant, refuted: false, sharp: false }] },
    { mutants: [{ ...mutant, sharp: false }] },
    ['mutant "1/4": not refuted > refuted, regression'],
  ],
  [
    'a limit of fewer cases',
    {},
    { failureRateAtMost: { limit: 0.5, confidence: 0.95 }, sample: { cases: 47, satisfied: 45 } },
    ['failure rate: 0.0327383 > 0.5, fewer cases'],
  ],
  [
    'a limit of as many cases',
    {},
    { failureRateAtMost: { limit: 0.5, confidence: 0.95 }, sample: { cases: 94, satisfied: 45 } },
    ['failure rate: 0.0327383 > 0.5, a larger share of them open'],
  ],
  [
    'open cases and the ratio of the sides',
    {},
    {
      cases: { ...plantedClaim('a').cases, undecided: 7, satisfied: 87 },
      tightness: { case: { seed: 1, index: 0 }, atLeast: '0x1p-1' },
    },
    [`undecided: ${4 / 94} > ${7 / 94}`, 'tightness: null > 0.5'],
  ],
  [
    'what a claim depends on, which is said first',
    {},
    {
      sourceHash: `sha256:${'1'.repeat(64)}`,
      imports: [{ path: 'helper.ts', hash: 'sha256:2' }],
      baseline: 'sha256:3',
      range: { from: 0, to: 50 },
      verdict: reals('refuted'),
    },
    [
      `source: sha256:${'0'.repeat(64)} > sha256:${'1'.repeat(64)}`,
      'import helper.ts: null > sha256:2',
      'taken over from: null > sha256:3',
      'cases: 0 to 100 > 0 to 50',
      'reals: supported > refuted, regression',
    ],
  ],
])('%s', (_, old, now, said) => {
  expect(differing(old, now)).toEqual(said)
})

function float32() {
  const violated = { rounding: 0, statement: 0, unexplained: 0 }
  return { satisfied: 100, violated, nonFinite: 0, undecided: 0, discarded: 0 }
}

test('a lost claim is a regression, a new one is not', () => {
  const [one, two] = ['a', 'b'].map((id) => plantedEvidence([plantedClaim(id)]))
  expect(evidenceDiff(one, two)).toMatchObject({
    lost: [{ id: 'a', reals: 'supported', asExpected: true }],
    added: [{ id: 'b' }],
    regressions: 1,
  })
})

test('of the runs it is said what their results depend on', () => {
  const old = plantedEvidence([])
  const { run, engine } = old
  const now: Evidence = {
    ...old,
    run: { ...run, seed: 2, version: '0.2.0', recheck: 'all', demand: 0.5, seconds: 9 },
    engine: {
      ...engine,
      name: 'other',
      versions: { planted: '2' },
      settings: { flag: 'on' },
      profile: { ...engine.profile, flushBelow: 0 },
    },
  }
  expect(evidenceDiff(old, now).conditions.map(({ name }) => name)).toEqual([
    'version of the program',
    'seed',
    'recheck',
    'demand',
    'engine',
    'version planted of the engine',
    'setting flag of the engine',
    'precision profile of the engine',
  ])
})

const examined = (changes: Partial<ExaminedEvidence> = {}): Evidence =>
  plantedEvidence([], {
    examined: {
      subject: 's',
      origin: 'o',
      gives: ['output'],
      definition: 'softmax',
      conforms: true,
      meaning: 'm',
      counts: { lanes: 9 } as ExaminedEvidence['counts'],
      families: [],
      declared: { precision: 'float32' } as ExaminedEvidence['declared'],
      diagnosis: [],
      accuracy: [],
      properties: [
        {
          claim: 'c',
          title: 't',
          reals: { status: 'supported', meaning: 'm' },
          returned: { notApplicable: 'weights are not given' },
          beyondRounding: false,
        },
      ],
      implementation: [{ property: 'p', title: 't', statement: 's', holds: true, beyondRounding: false }],
      required: [{ property: 'p', holds: true }],
      ...changes,
    },
  })

test('of an examination it is said what became of it, its diagnoses and its properties', () => {
  const [property] = examined().examined!.properties
  const now = examined({
    subject: 'another',
    conforms: 'undecided',
    diagnosis: [{ name: 'scale', sentence: 'Its scale is 1.' }],
    properties: [{ ...property, reals: { status: 'proved', meaning: 'm' }, beyondRounding: true }],
    implementation: [{ property: 'p', title: 't', statement: 's', notApplicable: 'one lane' }],
    required: [],
  })
  const diff = evidenceDiff(examined(), now)
  expect(diff.examined?.map(inShort)).toEqual([
    'attention: s > another',
    'conforms: true > undecided, regression',
    'scale: null > Its scale is 1.',
    'property c, of the definition: supported > proved, stronger',
    'property c, beyond rounding: false > true, regression',
    'property p: examined > not applicable, regression',
    'required p: examined > null, regression',
  ])
  expect(diff.regressions).toBe(4)
  expect(evidenceDiff(examined(), examined()).examined).toEqual([])
})

test('numbers of a definition that a claim is false of should violate it', () => {
  const row = (status: 'holds' | 'violated'): Partial<ExaminedEvidence> => ({
    properties: [
      {
        claim: 'c',
        title: 't',
        reals: { status: 'refuted', meaning: 'm' },
        returned: { status } as ExaminedEvidence['properties'][number]['returned'],
      },
    ],
  })
  const said = (old: 'holds' | 'violated', now: 'holds' | 'violated') =>
    evidenceDiff(examined(row(old)), examined(row(now))).examined?.map(({ change }) => change)
  expect(said('holds', 'violated')).toEqual(['stronger'])
  expect(said('violated', 'holds')).toEqual(['regression'])
})

test('no text of a file begins a line, and none is Markdown', () => {
  const id = 'a\n0 regressions\n<script>alert(1)</script> [x](http://x) @me | `b` \u001b[2J'
  const [old, now] = [true, false].map((asExpected) => plantedEvidence([plantedClaim(id, { asExpected })]))
  const diff = evidenceDiff(old, now)
  for (const format of ['text', 'markdown'] as const) {
    const lines = diffText(diff, format).split('\n')
    expect(lines.filter((line) => line.includes('0 regressions'))).toHaveLength(1)
    expect(lines.filter((line) => line.startsWith('0 regressions'))).toEqual([])
    expect(lines.join('')).not.toContain('\u001b')
  }
  expect(diffText(diff, 'markdown')).not.toMatch(/(?<!\\)<script|(?<!\\)\[x|http:|(?<!\\)`b/)
  expect(JSON.parse(diffText(diff, 'json'))).toMatchObject({ claims: [{ id }], regressions: 1 })
})
