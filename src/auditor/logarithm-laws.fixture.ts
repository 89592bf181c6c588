import { ANYWHERE, comparison, type Program, type Statement } from './comparison.fixture.ts'

/** A relation of two numbers that logarithms, `log`, and the other steps make. */
const ofLogarithms =
  (relation: Statement[0], make: (p: Program, log: (hex: string) => number) => [number, number]) =>
  (p: Program): Statement => [relation, ...make(p, (hex) => p.of('log', p.constant(hex)))]

/** Laws of logarithms, which no enclosure shows. */
export const LOGARITHMS = [
  ...comparison(
    'log 2 + log 3 = log 6',
    ANYWHERE,
    ofLogarithms('equal', (p, log) => [p.of('add', log('0x1p+1'), log('0x1.8p+1')), log('0x1.8p+2')]),
    true,
  ),
  ...comparison(
    'log 1/x < -log x',
    '0x1.cp+2',
    (p) => ['less', p.of('log', p.of('div', p.constant('0x1p+0'), 0)), p.of('neg', p.of('log', 0))],
    false,
  ),
  ...comparison(
    'log 4 ≤ 2 log 2',
    ANYWHERE,
    ofLogarithms('atMost', (p, log) => [log('0x1p+2'), p.of('mul', p.constant('0x1p+1'), log('0x1p+1'))]),
    true,
  ),
  ...comparison(
    'log 8 / 3 = log 2',
    ANYWHERE,
    ofLogarithms('equal', (p, log) => [p.of('div', log('0x1p+3'), p.of('fraction', 3, 1)), log('0x1p+1')]),
    true,
  ),
  ...comparison(
    'log 8 / 3 = log 2 (1 + 2^-52)',
    ANYWHERE,
    ofLogarithms('equal', (p, log) => [
      p.of('div', log('0x1p+3'), p.of('fraction', 3, 1)),
      p.of('mul', log('0x1p+1'), p.constant('0x1.0000000000001p+0')),
    ]),
    false,
  ),
  ...comparison(
    'log(e^x + e^2x) = x + log(1 + e^x)',
    '0x1.8p+0',
    (p) => {
      const [power, one] = [p.of('exp', 0), p.constant('0x1p+0')]
      const sum = p.of('add', power, p.of('mul', power, power))
      return ['equal', p.of('log', sum), p.of('add', 0, p.of('log', p.of('add', one, power)))]
    },
    true,
  ),
]
