import { expect, test } from 'vitest'
import { plantedEvidence } from '../../../evidence/planted-evidence.fixture.ts'
import type { ExaminedEvidence } from '../../../evidence/schema.ts'
import { plantedPage } from '../planted-page.fixture.ts'

const found: ExaminedEvidence = {
  subject: 'an attention',
  origin: 'mine.ts',
  gives: ['output'],
  definition: 'softmax(scale 1/√d)',
  declared: {
    mechanism: 'softmax',
    scale: 'inverse-sqrt-width',
    mask: { kind: 'none' },
    position: { kind: 'none' },
    heads: { query: 2, key: 1 },
    precision: 'float32',
    accumulation: 'float32',
    emptyRow: 'zero',
  },
  conforms: false,
  meaning: 'One number is off.',
  counts: {
    lanes: 2,
    numbers: 8,
    compared: 7,
    deviatingLanes: 1,
    nonFiniteLanes: 0,
    unboundedNumbers: 1,
    unboundedNonFinite: 0,
    emptyRows: { zero: 0, nan: 2, mean: 0, other: 0 },
  },
  families: [{ family: 'ties', lanes: 2, deviatingLanes: 1 }],
  deviation: {
    family: 'ties',
    extents: { queries: 1, keys: 2, width: 1, valueWidth: 2, queryHeads: 2, keyHeads: 1 },
    inputs: {
      q: ['0x1p+0', '0x0p+0'],
      k: ['0x0p+0', '0x1p+0'],
      v: ['0x0p+0', '0x1p+0', '0x1p+1', '0x1.8p+1'],
    },
    of: 'output',
    at: 3,
    returned: 'nan',
    value: '0x1p+0',
    low: '0x1.fp-1',
    high: '0x1.1p+0',
  },
  diagnosis: [{ name: 'scale-forgotten', sentence: 'Scores are not scaled.' }],
  accuracy: [
    {
      scoresBelow: 1,
      tokensAtMost: 16,
      numbers: 7,
      nonFinite: 1,
      deviating: 0,
      median: 0.5,
      ninetyNine: 2,
      largest: 3,
    },
    {
      scoresBelow: 'Infinity',
      tokensAtMost: 'Infinity',
      numbers: 1,
      nonFinite: 0,
      deviating: 0,
      median: 0,
      ninetyNine: 0,
      largest: 0,
    },
  ],
  properties: [
    { claim: 'fits', title: 'It fits', reals: { status: 'supported', meaning: 'M.' }, beyondRounding: false },
    { claim: 'unfit', title: 'It does not', notApplicable: 'No mask.' },
    { claim: 'broken', title: 'It broke', error: 'no such map' },
  ],
  implementation: [
    {
      property: 'twice',
      title: 'Twice',
      statement: 'The same.',
      holds: false,
      beyondRounding: false,
      meaning: 'Rounding.',
    },
    { property: 'dead', title: 'Dead', statement: 'S.', failed: 'it hung up' },
  ],
  required: [{ property: 'fits', holds: true }],
  failed: { during: 'properties', message: 'it hung up' },
}

test('an examination is told: conformity, accuracy, diagnosis, properties, and where it ended', async () => {
  const page = await plantedPage(plantedEvidence([], { complete: false, examined: found }))
  const text = page
    .replace(/<(script|style)[^]*?<\/\1>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
  for (const said of [
    'an attention was examined; said to be softmax(scale 1/√d).',
    'Incomplete: the examination did not come to its end.',
    'It stopped answering during the properties: it hung up.',
    'Is it what it is said to be? does not conform One number is off.',
    'scale-forgotten : Scores are not scaled.',
    'At output[0, 1, 1], by query, head and entry, it returned NaN . The definition says 1 , and honest implementations answer between 0.96875 and 1.0625.',
    'Not certified: no arithmetic decides it.',
    'q = [[[1], [0]]] k = [[0], [1]] v = [[0, 1], [2, 3]]',
    'queries without allowed keys NaN 2 times meant there zeros',
    'below 1 up to 16 7 0.5 2 3 0 1',
    'more more 1 0 0 0 0 0',
    'holds fits',
    'but for rounding Twice',
    'failed Dead dead : it failed to answer: it hung up',
    'failed It broke broken : its own code failed: no such map',
    'unfit No mask.',
    'This evidence holds none, so there is nothing that a browser could check again.',
  ])
    expect(text).toContain(said)
})
