import { plantedClaim, plantedEvidence } from '../evidence/planted-evidence.fixture.ts'
import type { ClaimEvidence } from '../evidence/schema.ts'
import { HEAVY_BY_SHAPES, HEAVY_BY_WORK } from './hostile-certificates.fixture.ts'
import {
  real,
  whole,
  limit,
  LACKING,
  file,
  edited,
  escape,
  visible,
  digits,
  ofCertificate,
  LARGEST,
  counted,
  names,
  type HostileFile,
} from './hostile-file.fixture.ts'

const OF_TEXT = [
  file('a million lists in each other', limit('nesting'), () =>
    edited('"notes": []', `"notes": ${'['.repeat(1e6)}${']'.repeat(1e6)}`),
  ),
  file('objects in each other, without an end', limit('nesting'), () => '{"a":'.repeat(5e5)),
  file('a number of ten million digits', limit('digits'), () =>
    edited('"seed": 1', `"seed": ${digits(1e7)}`),
  ),
  file('a number with an exponent of a million digits', limit('digits'), () =>
    edited('"seconds": 1.5', `"seconds": 1e-${digits(1e6)}`),
  ),
  file('a text of three million characters', limit('text'), () =>
    edited('"reason": "asked for"', `"reason": "${'a'.repeat(3e6)}"`),
  ),
  file('five million objects of nothing', limit('parts'), () =>
    edited('"notes": []', `"notes": [${'{},'.repeat(25e5)}{}]`),
  ),
  file('a million notes that are none', limit('claimParts'), () =>
    edited('"notes": []', `"notes": [${'{},'.repeat(1e6)}{}]`),
  ),
  file(
    '400,000 notes that are none',
    /engine.notes\[0\]: .*; and 399998 more/,
    () => edited('"notes": []', `"notes": [${'{},'.repeat(4e5)}{}]`),
    LACKING,
    [2, 1],
  ),
  file('65 MB of space', limit('bytes'), () => whole() + ' '.repeat(65e6)),
  file('a million texts that are no numbers', limit('claimParts'), () =>
    edited('"-0x0p+0"', `"-0x0p+0",${'"",'.repeat(1e6)}""`),
  ),
  file(
    '400,000 texts that are no numbers, in each of nine claims',
    /it is not looked at, as so much is damaged before it/,
    () =>
      JSON.stringify(plantedEvidence(names(9).map((id) => real({ id })))).replaceAll(
        '"-0x0p+0"',
        `"-0x0p+0",${'"",'.repeat(4e5)}""`,
      ),
    LACKING,
  ),
]

const OF_COUNTS = [
  file('20,000 claims', limit('claims'), () => {
    const text = JSON.stringify(real())
    return JSON.stringify(plantedEvidence([])).replace(
      '"claims":[]',
      () => `"claims":[${Array(2e4).fill(text).join()}]`,
    )
  }),
  file(
    'one claim 2000 times',
    /a claim stands in it twice/,
    () => JSON.stringify(plantedEvidence(Array<ClaimEvidence>(2000).fill(real()))),
    LACKING,
  ),
  file('400,000 claims that were asked for', limit('claims'), () =>
    JSON.stringify({
      ...plantedEvidence([real()]),
      run: { ...plantedEvidence([]).run, selected: names(4e5) },
    }),
  ),
  file('20,000 certificates', limit('certificates'), () =>
    JSON.stringify({
      ...plantedEvidence([]),
      claims: [{ ...real(), witnesses: Array(2e4).fill({ certificate: {} }) }],
    }),
  ),
  file(
    'a range that ends near 2^53',
    limit('tails'),
    () => whole([real({ range: { from: 0, to: LARGEST }, cases: counted(LARGEST - 10) })]),
    LACKING,
  ),
  file(
    'a range that begins near 2^53',
    /its cases begin at/,
    () => whole([real({ range: { from: LARGEST - 100, to: LARGEST } })]),
    LACKING,
  ),
  file(
    'a sample near 2^53',
    limit('tails'),
    () => whole([real({ sample: { cases: LARGEST, satisfied: LARGEST - 1 }, cases: counted(LARGEST) })]),
    LACKING,
  ),
  file(
    '100,000 undecided cases',
    /undecided cases are named/,
    () =>
      JSON.stringify(
        plantedEvidence([
          real({ undecided: Array.from({ length: 1e5 }, (_, index) => ({ seed: 1, index })) }),
        ]),
      ),
    LACKING,
  ),
  file(
    'a command of quotes',
    /its command cannot be followed/,
    () =>
      whole([real()], { run: { ...plantedEvidence([]).run, command: `assay verify ${`'a`.repeat(4e5)}` } }),
    LACKING,
  ),
  file(
    'a command of 100,000 claims',
    /its command cannot be followed|the command asks for/,
    () =>
      whole([real()], {
        run: { ...plantedEvidence([]).run, command: `assay verify ${names(5e4).join(' ')}` },
      }),
    LACKING,
  ),
]

/** Half of so many that sums over them never end. */
const HALF = 2 ** 52
const OF_LIMITS = [
  file(
    'a sample of 2^53 cases, half of them satisfied',
    limit('tails'),
    () =>
      whole([
        real({
          sample: { cases: LARGEST, satisfied: HALF },
          cases: { ...counted(HALF), undecided: HALF - 11 },
        }),
      ]),
    LACKING,
  ),
  file(
    'members of 2^53 cases',
    limit('tails'),
    () =>
      whole([
        real({
          members: names(1000).map((name) => ({
            ...{ of: 'distribution', name, failureRateAtMost: 0.5 },
            ...{ sample: { cases: LARGEST, satisfied: HALF } },
            cases: {
              satisfied: HALF,
              consistent: 0,
              violated: 0,
              undecided: HALF - 1,
              open: 0,
              discarded: 0,
            },
          })),
        }),
      ]),
    LACKING,
  ),
  file(
    'a probability of 2^53 draws',
    limit('tails'),
    () =>
      whole([
        plantedClaim('softmax-tv-tanh', {
          kind: 'probability',
          cases: { ...counted(HALF), violated: HALF - 11 },
          probability: {
            ...{
              relation: 'atLeast',
              bound: 0.5,
              formula: '1/2',
              events: HALF,
              draws: LARGEST,
              undecided: 0,
            },
            ...{ lower: 0.4, upper: 0.6, confidence: 0.99, event: 0.5, power: 0.5 },
          },
        }),
      ]),
    /nothing to audit/,
    [1, 2],
  ),
]

const OF_ESCAPES = [
  file('an id that a terminal obeys', visible, () => whole([plantedClaim(escape)])),
  file(
    'a version that a terminal obeys',
    visible,
    () => JSON.stringify({ ...plantedEvidence([]), version: escape }),
    visible,
    [2, 2],
  ),
  file('a field that a terminal obeys', visible, () =>
    JSON.stringify({ ...plantedEvidence([]), claims: [{ ...real(), [escape]: 1, id: escape }] }),
  ),
]

/** Files of each kind that is meant to take too long, or too much memory, or to speak to the terminal. */
export const HOSTILE_FILES: readonly HostileFile[] = [
  ...HEAVY_BY_SHAPES.map(({ title, says, certificate }) =>
    file(title, says, () => ofCertificate(certificate)),
  ),
  ...HEAVY_BY_WORK.map(({ title, says, certificate }) =>
    file(title, /the shrunk case is not one that it shrinks to/, () => ofCertificate(certificate), says),
  ),
  ...OF_TEXT,
  ...OF_COUNTS,
  ...OF_LIMITS,
  ...OF_ESCAPES,
]
