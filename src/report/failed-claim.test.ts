import { expect, test } from 'vitest'
import { plantedClaim } from '../evidence/planted-evidence.fixture.ts'
import { failedClaim } from './failed-claim.ts'

const seed = 1
const shrunk = { x: { shape: [1, 2], data: ['0x1.8p+0', '-0x1p-2'] } }
const decisive = {
  case: { seed, index: 17 },
  subject: 'softmax',
  tier: 'interval' as const,
  margin: '0x1p-3',
  bound: '0x1p-50',
  shrunk,
  original: shrunk,
}
const returned = {
  satisfied: 7,
  violated: { rounding: 1, statement: 0, unexplained: 0 },
  nonFinite: 0,
  undecided: 0,
  discarded: 0,
}

const refuted = plantedClaim('a', {
  asExpected: false,
  expect: { reals: 'holds', float32: 'holds' },
  verdict: {
    reals: { status: 'refuted', meaning: 'False: 3 cases.' },
    float32: {
      status: 'refuted',
      meaning: 'Returned: 1 case.',
      cases: returned,
      counterexample: { ...decisive, reading: 'float32', case: { seed, index: 5 } },
    },
  },
  counterexample: { ...decisive, reading: 'reals' },
  controls: [{ name: "it's broken", refuted: false, expected: 'refuted', casesTried: 2048 }],
  restrictions: [
    { name: 'r', hypothesis: 'h', refuted: true, case: { seed, index: 3 }, casesTried: 4, decided: 4 },
    { name: 'empty', hypothesis: 'h', refuted: false, casesTried: 4, decided: 0 },
  ],
  mutants: [
    { name: 'm', refuted: true, sharp: false, case: { seed, index: 9 }, casesTried: 10 },
    {
      name: 'n',
      refuted: false,
      sharp: true,
      casesTried: 0,
      error: { message: 'no luck', case: { seed, index: 2 } },
    },
  ],
})

test('says what was expected and found, shows the cases, and how each is replayed', () => {
  const place = { file: 'my/a.ts', line: 7, name: 'my/a.ts' }
  const failed = failedClaim(refuted, { place, engine: 'wasm' })
  expect(failed).toMatchObject({ id: 'a', title: 'The claim a', file: 'my/a.ts', line: 7 })
  expect(failed.details.join('\n')).toMatchInlineSnapshot(`
    "The claim a
    my/a.ts:7
    over the reals: expected holds, found refuted
      False: 3 cases.
      counterexample, shrunk from case 17 of seed 1:
        x [1×2]
            1.5  -0.25
      assay replay my/a.ts --seed 1 --case 17
    in float32: expected holds, found refuted
      Returned: 1 case.
      counterexample, shrunk from case 5 of seed 1: the same
      assay replay my/a.ts --seed 1 --case 5 --engine wasm
    control "it's broken": expected refuted, found not refuted in 2,048 cases
    mutant "m": expected not refuted, found refuted
      assay replay my/a.ts --seed 1 --case 9 --variant m
    mutant "n": expected an answer, found a failure of its own code
      It failed on case 2: no luck
      assay replay my/a.ts --seed 1 --case 2 --variant n
    restriction "r": expected not refuted, found refuted
      assay replay my/a.ts --seed 1 --case 3 --variant r
    restriction "empty": expected decided cases, found nothing decided in 4 cases"
  `)
  expect(failed.problems).toEqual(failed.details.filter((line) => line.includes(': expected ')))
})

test.each([
  [
    { error: { message: 'x is not a function', case: { seed, index: 4 } } },
    'the claim: expected an answer, found a failure of its own code',
  ],
  [
    { error: { message: 'A defect: of case 4 …', case: { seed, index: 4 } } },
    'the claim: expected an answer, found a contradiction between arithmetics',
  ],
  [
    { rechecked: { cases: 1, open: 0, contradictions: [{ seed, index: 4 }] } },
    'over the reals: expected arithmetics that agree, found a contradiction',
  ],
  [
    {
      nondeterminism: [
        { case: { seed, index: 4 }, reading: 'float32' as const, first: 'true', again: 'false' },
      ],
    },
    'in float32: expected the same again for the same input, found true at first, and false when it was run again',
  ],
])('tells what makes it unknown', (changes, problem) => {
  const { details, problems } = failedClaim(plantedClaim('b', { ...changes, asExpected: false }))
  expect(problems).toEqual([problem])
  expect(details.at(-1)).toBe('  assay replay b --seed 1 --case 4')
})

test('tells a want of cases, the greatest, where nothing else is wrong', () => {
  const short = (lacks: object, found = {}) =>
    failedClaim({
      ...plantedClaim('c', { asExpected: false, expect: { reals: 'holds', float32: 'holds' } }),
      verdict: {
        reals: { status: 'inconclusive', meaning: 'So few.', lacks: { what: 'cases', cases: 1375 } },
        float32: { status: 'inconclusive', meaning: 'So few.', lacks, cases: returned } as never,
      },
      ...found,
    }).lacks
  expect(short({ what: 'cases', cases: 1600, about: true })).toMatchObject({ cases: 1600 })
  expect(short({ what: 'cases', cases: 90 })).toMatchObject({ cases: 1375 })
  expect(short({ what: 'cases' })).toEqual({ what: 'cases' })
  expect(short({ what: 'decisions' })).toBeUndefined()
  expect(short({ what: 'cases', cases: 90 }, { controls: refuted.controls })).toBeUndefined()
})

test('names a case that is left open, where too many are', () => {
  const open = plantedClaim('d', { asExpected: false })
  const reals = { status: 'inconclusive' as const, meaning: 'Open.' }
  const lastLine = (lacks: 'decisions' | 'cases') =>
    failedClaim({ ...open, verdict: { reals: { ...reals, lacks: { what: lacks } } } }).details.at(-1)
  expect(lastLine('decisions')).toBe('  assay replay d --seed 1 --case 3')
  expect(lastLine('cases')).toBe('  Open.')
})

test('a probability is decided by no case', () => {
  const { details } = failedClaim({ ...refuted, kind: 'probability' })
  expect(details.join('\n')).not.toContain('case 17')
})

test('nothing is said of a claim that is as expected', () => {
  expect(failedClaim(plantedClaim('a'))).toMatchObject({ problems: [] })
  expect(failedClaim(plantedClaim('a')).lacks).toBeUndefined()
})

test('no text of a claim begins a line or moves the cursor', () => {
  const hostile = 'x\n✓ all is well\u001b[2J'
  const { details } = failedClaim({
    ...refuted,
    title: hostile,
    verdict: { reals: { status: 'refuted', meaning: hostile } },
    controls: [{ ...refuted.controls[0], name: hostile }],
    counterexample: {
      ...decisive,
      reading: 'reals',
      shrunk: { [hostile]: { shape: [1], data: ['0x1p+0'] } },
    },
  })
  const shown = details.join('\n')
  expect(shown).not.toContain('\u001b')
  expect(details.filter((line) => /[\n]|^✓/.test(line))).toEqual([])
  expect(shown.split('all is well')).toHaveLength(5)
})
