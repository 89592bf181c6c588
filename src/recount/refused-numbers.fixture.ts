import { altered, comparing, SUM, type Refused } from './refused-certificate.fixture.ts'

/** A comparison with what is no number, said to be true. */
const undefinedTerm = (name: string, reason: string, compared: ReturnType<typeof comparing>): Refused =>
  altered(name, reason, SUM, compared, /says T for entry 0; it is U/, /T for entry 0 could not be confirmed/)

/** Terms that are undefined, and numbers that are none. */
export const NUMBERS: readonly Refused[] = [
  altered(
    'nearly-equal',
    'tanh 20 is said to be 1, from which it differs after 17 digits',
    SUM,
    comparing([['tanh', 0]], 'equal', 1, '0x1p+0'),
    /says T for entry 0; it is F/,
    /T for entry 0 is wrong/,
  ),
  undefinedTerm(
    'quotient-by-zero',
    'a quotient by zero is said to be less than a number; it is no number',
    comparing(
      [
        ['sub', 0, 0],
        ['div', 0, 1],
      ],
      'less',
      2,
      '0x1p+100',
    ),
  ),
  undefinedTerm(
    'logarithm-of-a-negative',
    'the logarithm of a negative number is said to be less than a number',
    comparing(
      [
        ['neg', 0],
        ['log', 1],
      ],
      'less',
      2,
      '0x1p+100',
    ),
  ),
  undefinedTerm(
    'root-of-a-negative',
    'the root of a negative number is said to be at most itself',
    comparing(
      [
        ['neg', 0],
        ['sqrt', 1],
      ],
      'atMost',
      2,
      '0x1p+100',
    ),
  ),
  undefinedTerm(
    'infinite-constant',
    'a constant that is infinite is compared; it is no number',
    comparing([['neg', 0]], 'less', 1, 'inf'),
  ),
  altered(
    'fraction-by-zero',
    'a fraction by zero',
    SUM,
    comparing([['fraction', 1, 0]], 'less', 1, '0x1p+0'),
    /a fraction is over zero/,
    /no fraction of integers/,
  ),
]
