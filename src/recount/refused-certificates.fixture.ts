import { ACCEPTED } from './accepted-certificates.fixture.ts'
import { HEAD } from './refused-heads.fixture.ts'
import { SAID } from './refused-truths.fixture.ts'
import { STATEMENTS } from './refused-statements.fixture.ts'
import { NUMBERS } from './refused-numbers.fixture.ts'
import { PROGRAMS } from './refused-programs.fixture.ts'
import { altered, ORDER, textOf, withStep, type Refused } from './refused-certificate.fixture.ts'

/** On one line: so deep, indentation is most of a file. */
const DEEP = altered(
  'deep-statement',
  'a statement in 600 others',
  ORDER,
  (_, c) => {
    for (let i = 0; i < 600; i++) c.program.claim = ['not', c.program.claim]
  },
  /asks for 604 lists and objects within each other/,
)

const WORK: readonly Refused[] = [
  altered(
    'huge-array',
    'a constant of 10^12 numbers',
    ORDER,
    withStep(1, ['constant', [1e6, 1e6], ['0x1p+0']]),
    /asks for 1000000 entries along an axis/,
  ),
  altered(
    'huge-number',
    'the square of a square, 40 times: a number of 10^12 digits',
    ORDER,
    (_, c) => c.program.steps.push(...Array.from({ length: 40 }, (_, i) => ['square', i + 1])),
    /asks for 1048576 bits in a number/,
  ),
  { ...DEEP, text: `${JSON.stringify(JSON.parse(DEEP.text))}\n` },
]

/** Each with the reason for which it has to be refused. */
export const REFUSED = [...HEAD, ...SAID, ...STATEMENTS, ...NUMBERS, ...PROGRAMS, ...WORK]
/** The text of each file that has to be accepted, by its name. */
export const ACCEPTED_TEXTS = Object.entries(ACCEPTED).map(([name, file]) => ({
  name,
  title: file.claim.title,
  text: textOf(file),
}))
