import {
  ANYWHERE,
  certificate,
  comparison,
  Program,
  type ByHand,
  type Statement,
} from './comparison.fixture.ts'

const [LARGEST, SMALLEST] = ['0x1.fffffep+127', '0x1p-149']

/** Digits that mpmath gives at 3000 bits. @param places 30, cut off */
function known(of: string, x: string, make: (p: Program) => number, places: string): ByHand[] {
  const beyond = (p: Program): number =>
    p.of(
      'add',
      p.decimal(places),
      p.decimal(`${places.startsWith('-') ? '-' : ''}0.${'1'.padStart(30, '0')}`),
    )
  const low = places.startsWith('-') ? beyond : (p: Program) => p.decimal(places)
  const high = places.startsWith('-') ? (p: Program) => p.decimal(places) : beyond
  return [
    ...comparison(`${of} is above its digits`, x, (p) => ['less', low(p), make(p)], true),
    ...comparison(`${of} is below its digits and one more`, x, (p) => ['less', make(p), high(p)], true),
    ...comparison(`${of} is below its digits`, x, (p) => ['atMost', make(p), low(p)], false),
  ]
}
const unary =
  (name: string) =>
  (p: Program): number =>
    p.of(name, 0)
const ofConstant = (name: string, hex: string) => (p: Program) => p.of(name, p.constant(hex))
const ofExp = (name: string) => (p: Program) => p.of(name, p.of('exp', 0))

const KNOWN = [
  ...known('sin 1/2', '0x1p-1', unary('sin'), '0.479425538604203000273287935215'),
  ...known('cos 1/2', '0x1p-1', unary('cos'), '0.877582561890372716116281582603'),
  ...known('tanh 1/2', '0x1p-1', unary('tanh'), '0.462117157260009758502318483643'),
  ...known('sin -3', '-0x1.8p+1', unary('sin'), '-0.141120008059867222100744802808'),
  ...known('sin 355, near a multiple of π', '0x1.63p+8', unary('sin'), '-0.000030144353359488449214330280'),
  ...known('tanh 20', '0x1.4p+4', unary('tanh'), '0.999999999999999991503291489416'),
  ...known('tanh 2^-20', '0x1p-20', unary('tanh'), '0.000000953674316405960879420670'),
  ...known('cos 2^-20', '0x1p-20', unary('cos'), '0.999999999999545252649113570346'),
  ...known('sin 10^6', '0x1.e848p+19', unary('sin'), '-0.349993502171292952117652486780'),
  ...known('cos 10^6', '0x1.e848p+19', unary('cos'), '0.936752127533144786938532535074'),
  ...known('cos of 3e38 in float32', '0x1.c363ccp+127', unary('cos'), '-0.484294783541906915548800843401'),
  ...known('cos of the largest float32', LARGEST, unary('cos'), '0.853021039830304158051791467692'),
  ...known('sin of the largest float32', LARGEST, unary('sin'), '-0.521876523333658540551505357019'),
  ...known(
    'sin 10^22',
    ANYWHERE,
    ofConstant('sin', '0x1.0f0cf064dd592p+73'),
    '-0.852200849767188801772705893753',
  ),
  ...known(
    'sin of 1e300 in float64',
    ANYWHERE,
    ofConstant('sin', '0x1.7e43c8800759cp+996'),
    '-0.817881912115908597045885282755',
  ),
  ...known('sin e^10', '0x1.4p+3', ofExp('sin'), '-0.688704317620076581123694534842'),
  ...known('cos e^300', '0x1.2cp+8', ofExp('cos'), '-0.984028315406921619827415813849'),
]

/** sin²x + cos²x - 1. */
function pythagoras(p: Program): number {
  const [sine, cosine] = [p.of('square', p.of('sin', 0)), p.of('square', p.of('cos', 0))]
  return p.of('sub', p.of('add', sine, cosine), p.constant('0x1p+0'))
}
/** (1 + e^x) - 1. */
function nextToOne(p: Program): number {
  const one = p.constant('0x1p+0')
  return p.of('sub', p.of('add', one, p.of('exp', 0)), one)
}
/** (e^ax - 1) / (e^ax + 1). */
function quotient(p: Program, a: string): number {
  const [power, one] = [p.of('exp', p.of('mul', 0, p.constant(a))), p.constant('0x1p+0')]
  return p.of('div', p.of('sub', power, one), p.of('add', power, one))
}
const against =
  (relation: Statement[0], name: string, hex: string) =>
  (p: Program): Statement => [relation, p.of(name, 0), p.constant(hex)]

const COMPARISONS = [
  ...comparison(
    '|sin² + cos² - 1| < 2^-60',
    '0x1p-1',
    (p) => ['less', p.of('abs', pythagoras(p)), p.constant('0x1p-60')],
    true,
  ),
  ...comparison(
    'sin² + cos² - 1 ≤ -2^-60',
    '0x1p-1',
    (p) => ['atMost', pythagoras(p), p.constant('-0x1p-60')],
    false,
  ),
  ...comparison(
    '√((1/3)²) = 1/3',
    '0x1p+0',
    (p) => {
      const third = p.of('div', 0, p.constant('0x1.8p+1'))
      return ['equal', p.of('sqrt', p.of('square', third)), third]
    },
    true,
  ),
  ...comparison(
    '√(1/3 - 1/3) = 0',
    '0x1p+0',
    (p) => {
      const third = p.of('div', 0, p.constant('0x1.8p+1'))
      return ['equal', p.of('sqrt', p.of('sub', third, third)), p.constant('0x0p+0')]
    },
    true,
  ),
  ...(['wherePositive', 'whereNonNegative'] as const).flatMap((name) => [
    ...comparison(
      `${name}: a root that is not chosen need not exist`,
      '-0x1p+0',
      (p) => ['equal', p.of(name, p.of('sqrt', 0), 0), p.constant('0x0p+0')],
      true,
    ),
    ...comparison(
      `${name}: what is chosen`,
      '0x1p+0',
      (p) => ['less', p.of(name, p.of('exp', 0), 0), p.constant('0x1.8p+1')],
      true,
    ),
    ...comparison(
      `${name}: at 0`,
      '0x0p+0',
      (p) => ['equal', p.of(name, p.constant('0x1p+0'), 0), p.constant('0x0p+0')],
      name === 'wherePositive',
    ),
  ]),
  ...(['mul', 'div'] as const).flatMap((name) =>
    comparison(
      `${name}: 0 stays 0, whatever the other number is`,
      '0x1p+0',
      (p) => ['equal', p.of('exp', p.of(name, p.constant('0x0p+0'), p.of('sin', 0))), p.constant('0x1p+0')],
      true,
    ),
  ),
  ...comparison('tanh 20 < 1', '0x1.4p+4', against('less', 'tanh', '0x1p+0'), true),
  ...comparison('tanh 1000 < 1', '0x1.f4p+9', against('less', 'tanh', '0x1p+0'), true),
  ...comparison('tanh of the largest float32 < 1', LARGEST, against('less', 'tanh', '0x1p+0'), true),
  ...comparison('tanh of the least float32 ≤ -1', `-${LARGEST}`, against('atMost', 'tanh', '-0x1p+0'), false),
  ...comparison(
    'tanh of the largest float32 < 1 - 2^-53',
    LARGEST,
    against('less', 'tanh', '0x1.fffffffffffffp-1'),
    false,
  ),
  ...comparison(
    'tanh x = (e^2x - 1)/(e^2x + 1)',
    '0x1.8p-1',
    (p) => ['equal', p.of('tanh', 0), quotient(p, '0x1p+1')],
    true,
  ),
  ...comparison(
    'tanh x = (e^x - 1)/(e^x + 1)',
    '0x1.8p-1',
    (p) => ['equal', p.of('tanh', 0), quotient(p, '0x1p+0')],
    false,
  ),
  ...comparison(
    'log((1 + e^-512) - 1) = -512, which few places take for the logarithm of 0',
    '-0x1p+9',
    (p) => ['equal', p.of('log', nextToOne(p)), 0],
    true,
  ),
  ...comparison(
    '1 / ((1 + e^-512) - 1) ≤ 0, which few places leave open',
    '-0x1p+9',
    (p) => ['atMost', p.of('div', p.constant('0x1p+0'), nextToOne(p)), p.constant('0x0p+0')],
    false,
  ),
  ...comparison('tanh x < x', SMALLEST, (p) => ['less', p.of('tanh', 0), 0], true),
  ...comparison('sin x < x', SMALLEST, (p) => ['less', p.of('sin', 0), 0], true),
  ...comparison('sin x = x', SMALLEST, (p) => ['equal', p.of('sin', 0), 0], false),
  ...comparison('tanh 0 = 0', ANYWHERE, against('equal', 'tanh', '0x0p+0'), true),
  ...comparison('sin 0 = 0', ANYWHERE, against('equal', 'sin', '0x0p+0'), true),
  ...comparison('cos 0 = 1', ANYWHERE, against('equal', 'cos', '0x1p+0'), true),
  ...comparison(
    'cos(√2 - √2) ≤ 1',
    '0x1p+1',
    (p) => ['atMost', p.of('cos', p.of('sub', p.of('sqrt', 0), p.of('sqrt', 0))), p.constant('0x1p+0')],
    true,
  ),
  ...comparison(
    'cos of a huge number ≤ 1',
    '0x1p+100',
    (p) => ['atMost', p.of('cos', p.of('exp', p.of('exp', p.constant('0x1p+4')))), p.constant('0x1p+0')],
    true,
  ),
]

/** An equality that enclosures leave open, beside a comparison that holds. */
function either(letters: string): object {
  const p = new Program()
  const equal = ['equal', pythagoras(p), p.constant('0x0p+0')] as const
  const atMost = ['atMost', p.of('cos', 0), p.constant('0x1p+0')] as const
  return certificate('0x1p-1', p.steps, ['or', equal, atMost], [equal, atMost], letters)
}
type Limits = readonly [low: string, high: string]
/** |x| + 1 + 2^-40 = |x| + 1 at x = 1/2, and x > 9. @param sums what is stated of the two sums */
function both(letters: string, sums: readonly Limits[]): object {
  const p = new Program()
  const one = p.of('add', p.of('abs', 0), p.constant('0x1p+0'))
  const equal = ['equal', p.of('add', one, p.constant('0x1p-40')), one] as const
  const greater = ['less', p.constant('0x1.2p+3'), 0] as const
  const made = certificate('0x1p-1', p.steps, ['and', equal, greater], [equal, greater], letters)
  const [sum, other] = sums.map((limits) => [limits])
  return { ...made, values: { ...made.values, [equal[1]]: sum, [one]: other } }
}
const AROUND: Limits = ['0x1.8p+0', '0x1.9p+0']
const APART: readonly Limits[] = [
  ['0x1.8000000001p+0', '0x1.9p+0'],
  ['0x1.7p+0', '0x1.8p+0'],
]

const malformed = (title: string, ...step: unknown[]): ByHand => ({
  title,
  holds: false,
  certificate: certificate('0x1p-1', [['input', 'x'], step], ['atMost', 1, 1], [['atMost', 1, 1]], 'T'),
})

/** Certificates about `tanh`, `sin` and `cos`, for both auditors. */
export const BY_HAND: readonly ByHand[] = [
  ...KNOWN,
  ...COMPARISONS,
  { title: 'sin² + cos² is consistent with 1', holds: true, certificate: either('CT') },
  { title: 'sin² + cos² = 1: true, which no enclosure shows', holds: false, certificate: either('TT') },
  {
    title: 'C of an equality that more bits find false',
    holds: true,
    certificate: both('CF', [AROUND, AROUND]),
  },
  { title: 'the same said to be true', holds: false, certificate: both('TF', [AROUND, AROUND]) },
  { title: 'C of what it states to lie apart', holds: false, certificate: both('CF', APART) },
  malformed('a function without its operand', 'tanh'),
  malformed('a function of what is not computed yet', 'sin', 1),
  malformed('an operation that is none', 'sinh', 0),
]
