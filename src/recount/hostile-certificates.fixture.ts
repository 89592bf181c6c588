/** A certificate made to harm whoever checks it, and what it has to be refused for. */
export interface HostileCertificate {
  readonly title: string
  readonly says: RegExp
  readonly certificate: object
}

type Step = readonly unknown[]
const ONE = '0x1p+0'
const repeated = <T>(count: number, of: T): T[] => Array<T>(count).fill(of)
/** Steps that each do the same to the value before. */
const nested = (count: number, make: (n: number) => Step): Step[] =>
  Array.from({ length: count }, (_, i) => make(i + 1))

/** Steps after one input of shape [1], with a claim about the last of them. */
function hostile(
  title: string,
  says: RegExp,
  steps: readonly Step[],
  claim: unknown = ['atMost', steps.length, steps.length],
  changes: object = {},
): HostileCertificate {
  const certificate = {
    claim: 'linear-row-order',
    subject: 'linear(taylor2)',
    says: 'violated',
    inputs: { x: { shape: [1], data: ['0x1.8p+1'] } },
    program: { steps: [['input', 'x'], ...steps], hypotheses: [], claim },
    decidedBy: 'interval',
    bits: 53,
    atoms: [{ truth: 'F' }],
    values: { [steps.length]: [['-inf', 'inf']] },
    ranks: {},
    ...changes,
  }
  return { title, says, certificate }
}
const limit = (name: string): RegExp =>
  new RegExp(`the limit "(${name})" is \\d+, and --work N makes it N-fold`)
const filled = (...shape: number[]): Step => ['constant', shape, [ONE]]
/** Numbers that differ, and are in no order. */
const different = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => {
    const mixed = Math.imul(Math.imul(i + 1, 0x9e3779b1) ^ (i * i), 0x85ebca6b) >>> 12
    return `0x1.${mixed.toString(16).padStart(5, '0')}p+0`
  })
const anywhere = (count: number): unknown[] => repeated(count, ['-inf', 'inf'])
const rank = (n: number): unknown[] => ['rankAtMost', n, 3]
const ranked = (n: number): object => ({ values: {}, ranks: { [n]: [4, 4] } })

/** Certificates that ask for too much, as their shapes tell. */
export const HEAVY_BY_SHAPES: readonly HostileCertificate[] = [
  hostile('a million steps', limit('steps|claimParts'), repeated(1e6, ['neg', 0])),
  hostile(
    'thirty thousand steps, each of the one before',
    limit('steps'),
    nested(3e4, (n) => ['neg', n - 1]),
  ),
  hostile('20,000,000 numbers from one', limit('extent'), [filled(2e7)]),
  hostile('10^10 numbers from one', limit('array'), [filled(1e5, 1e5)]),
  hostile('a column and a row that are added', limit('array'), [
    filled(1e5, 1),
    filled(1, 1e5),
    ['add', 1, 2],
  ]),
  hostile('many arrays', limit('numbers'), repeated(30, filled(5e4))),
  hostile('a product of 1000 × 1000', limit('array'), [filled(1000, 1000), ['matMul', 1, 1]]),
  hostile('a thin product of many terms', limit('operations'), [
    filled(200, 400),
    ['transpose', 1],
    ['matMul', 1, 2],
  ]),
  hostile('a rank of 500 × 500', limit('array'), [filled(500, 500)], rank(1), ranked(1)),
  hostile('a rank of 300 × 300', limit('operations'), [filled(300, 300)], rank(1), ranked(1)),
  hostile(
    'squares sixty deep',
    limit('bits'),
    nested(60, (n) => ['square', n - 1]),
  ),
  hostile(
    'products sixty deep',
    limit('bits'),
    nested(60, (n) => ['mul', n - 1, n - 1]),
  ),
  hostile(
    'quotients sixty deep',
    limit('bits'),
    nested(60, (n) => ['div', n - 1, n - 1]),
  ),
  hostile('an order of 10^6', limit('extent'), [filled(1e6)], ['sameOrder', 1, 1]),
  hostile('an order of 5000', limit('operations'), [filled(5000)], ['sameOrder', 1, 1]),
  hostile('100,000 axes', limit('axes'), [filled(...repeated(1e5, 1))]),
  hostile('400 axes', limit('axes'), [filled(...repeated(400, 1))]),
  hostile('lists of nothing', limit('array'), [filled(1e4, 1e4, 0)]),
  hostile(
    'concatenation forty deep',
    limit('extent'),
    nested(40, (n) => ['concat', n - 1, n - 1, 0]),
  ),
  hostile('a million picks of one entry', limit('extent|claimParts'), [['gather', 0, repeated(1e6, 0), 0]]),
  hostile(
    '8192 comparisons',
    limit('statements'),
    [['neg', 0]],
    Array.from({ length: 13 }).reduce<unknown>((of) => ['and', of, of], ['atMost', 0, 0]),
  ),
  hostile(
    'truths of 10^10 entries',
    limit('array'),
    [filled(5e4, 1), filled(1, 5e4)],
    ['and', ['atMost', 1, 1], ['atMost', 2, 2]],
  ),
]

/** Certificates whose shapes do not tell what they ask for; it is metered while it is computed. */
export const HEAVY_BY_WORK: readonly HostileCertificate[] = [
  hostile('a rank of 80 × 80', limit('work'), [['constant', [80, 80], different(6400)]], rank(1), ranked(1)),
  hostile('powers of e that multiply', limit('work'), [
    ['constant', [5000], different(5000)],
    ...Array.from({ length: 7 }, (_, i) => [
      ['fraction', 1, i + 3],
      ['mul', 1, 2 + 5 * i],
      ['exp', 3 + 5 * i],
      ['add', 4 + 5 * i, 0],
      ['mul', i === 0 ? 1 : 1 + 5 * i, 5 + 5 * i],
    ]).flat(),
  ]),
  hostile('sums of quotients with large denominators', /F for entry 0|the limit "work"/, [
    ['constant', [5000], different(5000)],
    ['fraction', 1, 1],
    ['div', 2, 1],
    ['sum', 3, 0, false],
    ['add', 1, 4],
    ['div', 2, 5],
    ['sum', 6, 0, false],
  ]),
  hostile('logarithms of 40,000 numbers', limit('work'), [
    ['constant', [200, 200], different(40_000)],
    ['log', 1],
    ['log', 2],
  ]),
  hostile(
    'a comparison that stays open at all precisions',
    limit('work'),
    [
      ['constant', [20_000], different(20_000)],
      ['sin', 1],
      ['cos', 1],
      ['square', 2],
      ['square', 3],
      ['add', 4, 5],
      ['constant', [], [ONE]],
    ],
    ['equal', 6, 7],
    { atoms: [{ truth: 'F'.repeat(20_000) }], values: { 6: anywhere(20_000), 7: anywhere(1) } },
  ),
]
