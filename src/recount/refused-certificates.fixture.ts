import { certificateHash } from '../evidence/certificate-file.ts'
import { laidOut } from '../evidence/evidence-text.ts'
import { ACCEPTED } from './accepted-certificates.fixture.ts'

/** A file that a checker of certificates must refuse. */
interface Refused {
  readonly name: string
  /** Why, for people. */
  readonly reason: string
  readonly text: string
  /** What the auditor of this program says, and what the one in Python says. */
  readonly said: RegExp
  readonly saidInPython: RegExp
}

// What is altered follows no schema, so neither do the types here.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Json = any
type Alter = (file: Json, certificate: Json) => void

const [SUM, RANK, NONE, ORDER] = Object.values(ACCEPTED)
const textOf = (file: unknown): string => `${laidOut(file)}\n`

/** One certificate with something altered, and a hash that fits again. */
function altered(
  name: string,
  reason: string,
  from: object,
  alter: Alter,
  said: RegExp,
  saidInPython: RegExp = said,
): Refused {
  const file: Json = structuredClone(from)
  alter(file, file.certificate)
  return {
    name,
    reason,
    text: textOf({ ...file, hash: certificateHash(file.certificate) }),
    said,
    saidInPython,
  }
}

/** The same with an alteration of the head, or one that the hash has to tell. */
function ofHead(
  name: string,
  reason: string,
  from: object,
  alter: Alter,
  said: RegExp,
  saidInPython = said,
): Refused {
  const file: Json = structuredClone(from)
  alter(file, file.certificate)
  return { name, reason, text: textOf(file), said, saidInPython }
}

/** A certificate of one comparison of a number that steps make of x, said to be true. */
const comparing =
  (steps: readonly unknown[][], relation: string, of: number, hex: string): Alter =>
  (_, certificate) => {
    const constant = steps.length + 1
    Object.assign(certificate, {
      says: 'satisfied',
      inputs: { x: { shape: [], data: ['0x1.4p+4'] } },
      program: {
        steps: [['input', 'x'], ...steps, ['constant', [], [hex]]],
        hypotheses: [],
        claim: [relation, of, constant],
      },
      atoms: [{ truth: 'T' }],
      values: { [of]: [['-inf', 'inf']], [constant]: [['-inf', 'inf']] },
    })
  }
const withStep =
  (at: number, step: unknown): Alter =>
  (_, certificate) =>
    (certificate.program.steps[at] = step)

const HEAD: readonly Refused[] = [
  ofHead(
    'altered-digit',
    'a digit of the inputs was altered; all that is said still fits, but the hash does not',
    NONE,
    (_, c) => (c.inputs.x.data = ['-0x1.ep-2']),
    /its hash is not that of the certificate/,
  ),
  ofHead(
    'another-hash',
    'the hash is that of another certificate',
    NONE,
    (f) => (f.hash = RANK.hash),
    /its hash is not that/,
  ),
  ofHead(
    'another-claim',
    'head and certificate name two claims',
    NONE,
    (f) => (f.claim.id = 'other'),
    /about other, the certificate about by-hand/,
  ),
  ofHead(
    'another-version',
    'its format is one that nobody has described yet',
    NONE,
    (f) => (f.version = 2),
    /has version 2 of the format/,
    /its version is 2, not 1/,
  ),
  ofHead(
    'no-claim',
    'the head does not say what the certificate is about',
    NONE,
    (f) => delete f.claim,
    /it is damaged: claim/,
    /its head is damaged: it has no claim/,
  ),
  ofHead(
    'control-as-counterexample',
    'a control that falls is no counterexample of the claim',
    ORDER,
    (f) => (f.of = 'counterexample'),
    /says counterexample, the certificate is about/,
  ),
  ofHead(
    'counterexample-as-control',
    'a counterexample of the claim is none of a control',
    RANK,
    (f) => (f.of = 'control'),
    /says control, the certificate is about/,
  ),
  ofHead(
    'violation-as-witness',
    'a violation is no witness',
    RANK,
    (f) => (f.of = 'witness'),
    /says witness, the certificate violated/,
  ),
  {
    name: 'name-twice',
    reason: 'a name stands twice in one object, and readers of JSON take one or the other',
    text: textOf(NONE).replace('"says": "violated"', '"says": "satisfied",\n    "says": "violated"'),
    said: /a name stands in it twice/,
    saidInPython: /a name stands twice in one object/,
  },
]

const SAID: readonly Refused[] = [
  altered(
    'wrong-truth',
    'a comparison that is false is called true',
    ORDER,
    (_, c) => (c.atoms[0].truth = 'T'),
    /says T for entry 0; it is F/,
    /T for entry 0 is wrong/,
  ),
  altered(
    'unknown-truth',
    'a truth that is none of true, false, consistent and undecided',
    ORDER,
    (_, c) => (c.atoms[0].truth = 'X'),
    /says X for entry 0; it is F/,
    /letter 'X'/,
  ),
  altered(
    'too-few-truths',
    'of two entries that are compared one has a truth',
    SUM,
    (_, c) => (c.atoms[0].truth = 'T'),
    /has 2 entries, not 1/,
    /not 2 letters/,
  ),
  altered(
    'too-few-comparisons',
    'a comparison is left out',
    SUM,
    (_, c) => c.atoms.pop(),
    /it says nothing of atom 1/,
    /it speaks of 1 comparisons, there are 2/,
  ),
  altered(
    'too-many-comparisons',
    'more comparisons are spoken of than there are',
    SUM,
    (_, c) => c.atoms.push({ truth: 'T' }),
    /it speaks of 3 atoms, and there are 2/,
    /it speaks of 3 comparisons, there are 2/,
  ),
  altered(
    'consistent-order',
    'an order is called consistent, which only an equality can be',
    NONE,
    (_, c) => (c.atoms[1].truth = 'C'),
    /says C for entry 0, where nothing overlaps/,
    /C for entry 0/,
  ),
  altered(
    'consistent-apart',
    'an equality is called consistent, and the limits on its sides lie apart',
    SUM,
    (_, c) =>
      Object.assign(c, {
        program: { ...c.program, claim: ['equal', 5, 7] },
        atoms: [{ truth: 'TT' }, { truth: 'C' }],
        values: { 4: c.values[4], 5: c.values[5], 7: c.values[7] },
      }),
    /says C for entry 0, where nothing overlaps/,
    /C for entry 0, yet the stated limits do not overlap/,
  ),
  altered(
    'limits-beside',
    'the limits on a value do not hold it',
    SUM,
    (_, c) => (c.values[4][1] = ['0x1p-1', '0x1.7p-1']),
    /entry 1 of value 4 does not lie in/,
    /value 4, entry 1 is outside its limits/,
  ),
  altered(
    'limits-turned',
    'the lower limit lies above the upper one',
    SUM,
    (_, c) => (c.values[6][0] = ['0x1p+1', '0x1p+0']),
    /entry 0 of value 6 does not lie in/,
    /value 6, entry 0: the lower limit is above the upper one/,
  ),
  altered(
    'limits-left-out',
    'a value is compared on which no limits are stated',
    SUM,
    (_, c) => delete c.values[5],
    /there are no limits for entry # of value 5/,
    /limits on values other than those compared/,
  ),
  altered(
    'limits-on-nothing',
    'limits are stated on a value that nobody compares',
    SUM,
    (_, c) =>
      (c.values[2] = [
        ['0x0p+0', '0x1p+0'],
        ['0x0p+0', '0x1p+0'],
      ]),
    /limits in its values on 2, which nobody compares/,
    /limits on values other than those compared/,
  ),
  altered(
    'rank-beside',
    'the limits on a rank do not hold it',
    RANK,
    (_, c) => (c.ranks[1] = [2, 2]),
    /the rank of value 1 does not lie in/,
    /the rank of value 1 is 1 to 1, not 2 to 2/,
  ),
  altered(
    'unknown-arithmetic',
    'an arithmetic that nobody knows decided',
    RANK,
    (_, c) => (c.decidedBy = 'faith'),
    /an unknown arithmetic decided it/,
    /unknown arithmetic/,
  ),
]

const STATEMENTS: readonly Refused[] = [
  altered(
    'not-violated',
    'the case satisfies the claim that it is said to violate',
    ORDER,
    (_, c) =>
      Object.assign(c, {
        inputs: { x: { shape: [2], data: ['0x0p+0', '0x1p+0'] } },
        atoms: [{ truth: 'T' }],
        values: {
          0: [
            ['0x0p+0', '0x0p+0'],
            ['0x1p+0', '0x1p+0'],
          ],
          1: [
            ['0x0p+0', '0x0p+0'],
            ['0x1p+0', '0x1p+0'],
          ],
        },
      }),
    /it is not violated/,
    /says violated, yet the claim is true/,
  ),
  altered(
    'not-satisfied',
    'the case violates the claim that it is said to satisfy',
    SUM,
    (_, c) =>
      Object.assign(c, {
        program: { ...c.program, claim: ['equal', 5, 7] },
        atoms: [{ truth: 'TT' }, { truth: 'F' }],
        values: { 4: c.values[4], 5: c.values[5], 7: c.values[7] },
      }),
    /it is not satisfied/,
    /says satisfied, yet the claim is false/,
  ),
  altered(
    'hypothesis-false',
    'the case does not satisfy the hypothesis, so it is no case of the claim',
    SUM,
    (_, c) =>
      Object.assign(c, {
        program: { ...c.program, hypotheses: [['less', 4, 7]] },
        atoms: [{ truth: 'FF' }, { truth: 'T' }],
      }),
    /a hypothesis of the case is not certainly true/,
    /a hypothesis is not true/,
  ),
  altered(
    'no-obstruction',
    'the obstruction that excludes a witness is not true, and the case is a witness',
    NONE,
    (_, c) =>
      Object.assign(c, {
        inputs: { x: { shape: [1], data: ['0x1p-1'] } },
        atoms: [{ truth: 'T' }, { truth: 'T' }],
        values: { 1: [['0x1.9p+0', '0x1.bp+0']], 2: c.values[2] },
      }),
    /it is not violated/,
    /says violated, yet the obstruction is not true/,
  ),
  altered(
    'depends-on-the-shift',
    'the claim depends on what belowMax subtracts, which may be any number',
    SUM,
    (_, c) =>
      Object.assign(c, {
        program: { ...c.program, claim: ['atMost', 1, 7] },
        atoms: [{ truth: 'TT' }, { truth: 'TT' }],
        values: {
          1: [
            ['-inf', 'inf'],
            ['-inf', 'inf'],
          ],
          4: c.values[4],
          7: c.values[7],
        },
      }),
    /depends on what belowMax subtracts/,
    /depends on the constant that belowMax may choose/,
  ),
]

const NUMBERS: readonly Refused[] = [
  altered(
    'nearly-equal',
    'tanh 20 is said to be 1, from which it differs after 17 digits',
    SUM,
    comparing([['tanh', 0]], 'equal', 1, '0x1p+0'),
    /says T for entry 0; it is F/,
    /T for entry 0 is wrong/,
  ),
  altered(
    'quotient-by-zero',
    'a quotient by zero is said to be less than a number; it is no number',
    SUM,
    comparing(
      [
        ['sub', 0, 0],
        ['div', 0, 1],
      ],
      'less',
      2,
      '0x1p+100',
    ),
    /says T for entry 0; it is U/,
    /T for entry 0 could not be confirmed/,
  ),
  altered(
    'logarithm-of-a-negative',
    'the logarithm of a negative number is said to be less than a number',
    SUM,
    comparing(
      [
        ['neg', 0],
        ['log', 1],
      ],
      'less',
      2,
      '0x1p+100',
    ),
    /says T for entry 0; it is U/,
    /T for entry 0 could not be confirmed/,
  ),
  altered(
    'root-of-a-negative',
    'the root of a negative number is said to be at most itself',
    SUM,
    comparing(
      [
        ['neg', 0],
        ['sqrt', 1],
      ],
      'atMost',
      2,
      '0x1p+100',
    ),
    /says T for entry 0; it is U/,
    /T for entry 0 could not be confirmed/,
  ),
  altered(
    'infinite-constant',
    'a constant that is infinite is compared; it is no number',
    SUM,
    comparing([['neg', 0]], 'less', 1, 'inf'),
    /says T for entry 0; it is U/,
    /T for entry 0 could not be confirmed/,
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

const PROGRAMS: readonly Refused[] = [
  altered(
    'later-value',
    'a step computes with a value that a later step computes',
    ORDER,
    withStep(1, ['square', 1]),
    /there is no value 1 yet/,
    /there is no value 1 before it/,
  ),
  altered(
    'unknown-step',
    'a step that is none of the operations',
    ORDER,
    withStep(1, ['gamma', 0]),
    /there is no operation gamma/,
    /there is no operation 'gamma'/,
  ),
  altered(
    'operand-left-out',
    'a step that lacks an operand',
    ORDER,
    withStep(1, ['add', 0]),
    /add takes 2 operands, not 1/,
  ),
  altered(
    'axis-beyond',
    'a sum along an axis that the array does not have',
    SUM,
    withStep(5, ['sum', 4, 5, false]),
    /there is no such axis/,
    /value 4 has no axis 5/,
  ),
  altered(
    'entry-beyond',
    'an entry is gathered that the array does not have',
    ORDER,
    withStep(1, ['gather', 0, [0, 2], 0]),
    /there is no entry 2/,
    /no such entries: \[0, 2\]/,
  ),
  altered(
    'reshape-misfit',
    'an array is given a shape of another number of entries',
    ORDER,
    (_, c) =>
      Object.assign(c, {
        program: {
          ...c.program,
          steps: [
            ['input', 'x'],
            ['reshape', 0, [3]],
            ['sum', 1, null, false],
          ],
          claim: ['less', 2, 2],
        },
        values: { 2: [['-inf', 'inf']] },
      }),
    /a shape is not filled/,
    /2 entries do not fill \[3\]/,
  ),
  altered(
    'shapes-misfit',
    'two arrays are added whose shapes do not broadcast',
    ORDER,
    (_, c) => c.program.steps.splice(1, 1, ['constant', [3], ['0x1p+0']], ['add', 0, 1]),
    /shapes do not fit/,
    /shapes \[2\] and \[3\] do not fit/,
  ),
  altered(
    'input-left-out',
    'the program reads an input that the certificate does not have',
    ORDER,
    (_, c) => (c.inputs = {}),
    /there is no x/,
    /there is no input x/,
  ),
  altered(
    'input-misfit',
    'an input has fewer numbers than its shape says',
    ORDER,
    (_, c) => c.inputs.x.data.pop(),
    /input x is no array/,
    /the data of input x do not fill its shape/,
  ),
  altered(
    'input-decimal',
    'an input is a decimal, of which nobody knows which float it is',
    ORDER,
    (_, c) => (c.inputs.x.data[0] = '-1.0'),
    /"-1.0" is no number/,
    /'-1.0' is no hexadecimal float/,
  ),
  altered(
    'input-nan',
    'an input is no number',
    ORDER,
    (_, c) => (c.inputs.x.data[0] = 'nan'),
    /"nan" is no number/,
    /'nan' is no hexadecimal float/,
  ),
  altered(
    'input-of-a-prototype',
    'the name of an input is one that objects of JavaScript inherit',
    ORDER,
    withStep(0, ['input', '__proto__']),
    /there is no __proto__/,
    /there is no input __proto__/,
  ),
]

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
