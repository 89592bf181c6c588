import { altered, NONE, ORDER, SUM, type Refused } from './refused-certificate.fixture.ts'

/** Statements that are none, or that do not say what they are said to. */
export const STATEMENTS: readonly Refused[] = [
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
    'obstructed-witness',
    'the obstruction is true, and the case is a witness, which it was to exclude',
    NONE,
    (_, c) =>
      Object.assign(c, {
        program: { ...c.program, obstruction: ['atMost', 2, 2] },
        inputs: { x: { shape: [1], data: ['0x1p-1'] } },
        atoms: [{ truth: 'T' }, { truth: 'T' }],
        values: { 1: [['0x1.9p+0', '0x1.bp+0']], 2: c.values[2] },
      }),
    /it is not violated/,
    /says violated, yet it is a witness/,
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
