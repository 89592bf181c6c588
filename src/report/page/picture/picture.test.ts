import { expect, test } from 'vitest'
import { allowed } from '../../../auditor/certificate-check.ts'
import type { Certificate } from '../../../evidence/certificate-schema.ts'
import type { Content } from '../html.ts'
import { textOf } from '../html.ts'
import { REFUTED } from '../planted-page.fixture.ts'
import { picture } from './picture.ts'

const drawn = (certificate: Certificate): string => textOf(picture(certificate, allowed()) satisfies Content)
const sentences = (certificate: Certificate): string[] =>
  [...drawn(certificate).matchAll(/<li>([^<]*)<\/li>/g)].map(([, text]) => text)
/** Of two rows of numbers, x and y, with the claim about them. */
const about = (
  claim: unknown,
  more: Certificate['program']['steps'] = [],
  changes: Partial<Certificate> = {},
): Certificate => ({
  ...REFUTED,
  inputs: {
    x: { shape: [2, 2], data: ['0x1p+0', '0x1p+1', '0x1.8p+1', '0x1p+2'] },
    y: { shape: [2], data: ['0x1p+0', '0x1p+1'] },
  },
  ...changes,
  program: { steps: [['input', 'x'], ['input', 'y'], ...more], hypotheses: [], claim },
})

test('a pair whose order differs is said, named as attention does, and framed in both arrays', () => {
  const text = drawn(REFUTED)
  expect(sentences(REFUTED)).toEqual([
    'scores₁[0, 0] (0) is below scores₁[0, 1] (1), but weights[0, 0] (0.7310586) is above weights[0, 1] (0.2689414).',
  ])
  expect(text.match(/<b>[^<]*<\/b>/g)).toEqual([
    '<b>q</b>',
    '<b>k</b>',
    '<b>scores₁</b>',
    '<b>scores₂</b>',
    '<b>weights</b>',
  ])
  expect(text.match(/class="frame"/g)).toHaveLength(2)
  expect(text).toContain('aria-label="weights: 0.7311, 0.2689; marked: [0, 0] and [0, 1]"')
  expect(text).toContain('= softmax(scores₂)')
})

test.each<[string, unknown, Certificate['program']['steps'], string[]]>([
  ['a comparison of entries that broadcast', ['equal', 0, 1], [], ['x[1, 0] (3) differs from y[0] (1).']],
  ['its negation', ['not', ['any', ['less', 1, 0]]], [], ['y[0] (1) is below x[1, 0] (3).']],
  [
    'both sides of an equivalence',
    ['iff', ['less', 0, 1], ['atMost', 0, 1]],
    [],
    ['x[0, 0] (1) is not below y[0] (1).', 'x[0, 0] (1) is not above y[0] (1).'],
  ],
  [
    'both sides of an implication',
    ['implies', ['atMost', 1, 0], ['less', 0, 2]],
    [['constant', [], ['0x1p+0']]],
    ['y[0] (1) is not above x[0, 0] (1).', 'x[0, 0] (1) is not below 1.'],
  ],
  ['a rank', ['rankAtMost', 0, 1], [], ['The rank of x is 2, which is not at most 1.']],
  [
    'numbers whose first digits are equal',
    ['atMost', 3, 1],
    [
      ['constant', [], ['0x1.0000000000001p+0']],
      ['mul', 1, 2],
    ],
    ['v3[0] (1) is above y[0] (1); they differ by 2.22e−16.'],
  ],
])('%s', (_, claim, steps, said) => {
  expect(sentences(about(claim, steps))).toEqual(said)
})

test('a formula goes as deep as a line holds, and through what has the same entries', () => {
  const steps = [
    ['reshape', 0, [1, 4]],
    ['reshape', 2, [4]],
    ['exp', 3],
    ['sum', 4, null, false],
  ] as never
  expect(drawn(about(['less', 5, 5], steps))).toContain('= sum(exp(x))<')
})

test('what makes a witness one, and what excludes all', () => {
  expect(sentences(about(['equal', 0, 0], [], { says: 'satisfied' }))).toEqual([
    'x equals x, in all entries.',
  ])
  const obstructed = about(['less', 0, 0])
  obstructed.program.obstruction = ['rankAtLeast', 0, 2]
  expect(sentences(obstructed)).toEqual(['The rank of x is 2, which is at least 2.'])
  expect(drawn(obstructed)).toContain('certainly no witness')
})

test('of large arrays the marked entries are among those that are drawn', () => {
  const data = Array.from({ length: 900 }, (_, i) => (i === 777 ? '0x1p+1' : '0x1p+0'))
  const text = drawn(
    about(['equal', 0, 1], [], {
      inputs: { x: { shape: [30, 30], data }, y: { shape: [], data: ['0x1p+0'] } },
    }),
  )
  expect(text).toContain('16 of 30 rows, 24 of 30 columns drawn')
  expect(text).toContain('marked: [25, 27]')
  expect(text).toContain('class="frame"')
})

test('an array of as many numbers as are allowed is drawn', () => {
  const data = Array<string>(200_000).fill('0x1p+0')
  const inputs = { x: { shape: [data.length], data }, y: { shape: [], data: ['0x0p+0'] } }
  expect(drawn(about(['less', 0, 1], [], { inputs }))).toContain('1 of 1 rows, 24 of 200000 columns drawn')
})

test('what cannot be computed, or asks for too much, is said instead', () => {
  expect(drawn(about(['equal', 0, 7]))).toContain('No picture: there is no value 7')
  const tower = Array.from(
    { length: 20 },
    (_, i) => ['mul', i + 1, i + 1] as const,
  ) as unknown as Certificate['program']['steps']
  expect(drawn(about(['equal', 0, 1], tower))).toMatch(/No picture: it asks for \d+ bits/)
  const unknown = about(['less', 2, 1], [['log', 0]], {
    inputs: { x: { shape: [], data: ['-0x1p+0'] }, y: { shape: [], data: ['0x1p+0'] } },
  })
  expect(drawn(unknown)).toContain('What decides it was not found.')
  expect(drawn(unknown)).toContain('>x<')
})
