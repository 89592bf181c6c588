import { comparison, type Program } from './comparison.fixture.ts'

const one = (p: Program): number => p.constant('0x1p+0')
const two = (p: Program): number => p.constant('0x1p+1')

/** What no enclosure shows of roots, sines and cosines, and of powers of e that are too large or too near each other. */
export const LAWS = [
  ...comparison(
    '√5 = √5',
    '0x1.4p+2',
    (p) => ['equal', p.of('sqrt', 0), p.of('sqrt', p.of('add', 0, p.of('sub', 0, 0)))],
    true,
  ),
  ...comparison(
    '√3 ≤ √3',
    '0x1.8p+1',
    (p) => ['atMost', p.of('sqrt', 0), p.of('sqrt', p.of('mul', 0, one(p)))],
    true,
  ),
  ...comparison(
    '√3/√5 = √3/√5',
    '0x1.8p+1',
    (p) => {
      const five = p.of('sqrt', p.of('add', 0, two(p)))
      return [
        'equal',
        p.of('div', p.of('sqrt', 0), five),
        p.of('div', p.of('sqrt', p.of('mul', 0, one(p))), five),
      ]
    },
    true,
  ),
  ...comparison(
    '√5/√5 = 1',
    '0x1.4p+2',
    (p) => ['equal', p.of('div', p.of('sqrt', 0), p.of('sqrt', 0)), one(p)],
    true,
  ),
  ...comparison(
    'cos -x = cos x',
    '0x1.8p+0',
    (p) => ['equal', p.of('cos', p.of('neg', 0)), p.of('cos', 0)],
    true,
  ),
  ...comparison(
    'sin -x = -sin x',
    '0x1.8p+0',
    (p) => ['equal', p.of('sin', p.of('neg', 0)), p.of('neg', p.of('sin', 0))],
    true,
  ),
  ...comparison(
    'sin x + cos x = cos x + sin x',
    '0x1.8p+0',
    (p) => [
      'equal',
      p.of('add', p.of('sin', 0), p.of('cos', 0)),
      p.of('add', p.of('cos', 0), p.of('sin', 0)),
    ],
    true,
  ),
  ...comparison(
    'cos e^x = cos e^-(-x)',
    '0x1.8p+0',
    (p) => {
      const other = p.of('div', one(p), p.of('exp', p.of('neg', 0)))
      return ['equal', p.of('cos', p.of('exp', 0)), p.of('cos', other)]
    },
    true,
  ),
  ...comparison(
    'log 3 / log 5 = log 9 / log 25',
    '0x1.8p+1',
    (p) => {
      const five = p.of('add', 0, two(p))
      const other = p.of('div', p.of('log', p.of('square', 0)), p.of('log', p.of('square', five)))
      return ['equal', p.of('div', p.of('log', 0), p.of('log', five)), other]
    },
    true,
  ),
  ...comparison('e^x ≤ x for x = 2^60', '0x1p+60', (p) => ['atMost', p.of('exp', 0), 0], false),
  ...comparison(
    'tanh x = tanh 2x for x = 2^30',
    '0x1p+30',
    (p) => ['equal', p.of('tanh', 0), p.of('tanh', p.of('add', 0, 0))],
    false,
  ),
  ...comparison(
    '√5 log √5 = log √5 · √5',
    '0x1.4p+2',
    (p) => {
      const [a, b] = [p.of('sqrt', 0), p.of('sqrt', p.of('mul', 0, one(p)))]
      return ['equal', p.of('mul', a, p.of('log', a)), p.of('mul', p.of('log', b), b)]
    },
    true,
  ),
]
