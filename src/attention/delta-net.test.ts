import { expect, test } from 'vitest'
import type { Recorder } from '../program/recorder.ts'
import type { Subject } from './attention.ts'
import type { Beside } from './beside.ts'
import { deltaNet } from './delta-net.ts'
import { gatedLinear } from './gated-linear.ts'
import { expectExactly, over, type Worked } from './worked.fixture.ts'

/** Both parts of a subject with the same inputs beside queries, keys and values. */
const fed = (
  subject: Subject,
  beside: (x: Recorder) => Beside,
  part: 'definition' | 'implementation',
): Subject => {
  const bound = (x: Recorder) => {
    const { weights, output } = subject[part](x)
    return {
      weights: (inputs: Parameters<typeof weights>[0]) => weights({ ...inputs, ...beside(x) }),
      output: (inputs: Parameters<typeof output>[0]) => output({ ...inputs, ...beside(x) }),
    }
  }
  return { name: subject.name, definition: bound, implementation: bound }
}

const rates =
  (...of: number[]) =>
  (x: Recorder) => ({ rates: x.constant(of, [of.length, 1]) })
const gates =
  (...of: number[]) =>
  (x: Recorder) => ({ gates: x.constant(of, [of.length, 1]) })

/** Worked by hand: subject, what is beside, and the case. */
const WORKED: Record<string, [Subject, (x: Recorder) => Beside, Omit<Worked, 'subject'>]> = {
  'rate 1 overwrites': [
    deltaNet(2),
    rates(1, 1, 1),
    { ask: 'output', q: '1 0; 1 0; 1 0', k: '1 0; 1 0; 0 1', v: '3; 5; 7', is: over(1, 3, 5, 5) },
  ],
  'half a rate goes half the way': [
    deltaNet(1),
    rates(0.5, 0.5),
    { ask: 'output', q: '1; 1', k: '1; 1', v: '4; 8', is: over(1, 2, 5) },
  ],
  'keys that are not orthogonal, in one chunk': [
    deltaNet(4),
    rates(1, 1, 0.5),
    // S = (1, 0), then + (1 - 1)(1, 1), then + ½(2 - 0)(0, 1).
    { ask: 'output', q: '1 1; 1 1; 1 1', k: '1 0; 1 1; 0 1', v: '1; 1; 2', is: over(1, 1, 1, 2) },
  ],
  'weights are outputs for the identity': [
    deltaNet(2),
    rates(1, 1),
    { q: '1; 1; 2', k: '1; 2', is: over(1, ...[1, 0], ...[-3, 2], ...[-6, 4]) },
  ],
  'gates of the whole state': [
    gatedLinear,
    gates(0.25, 0.5, 0.5),
    { q: '1; 1; 2; 1', k: '1; 2; 4', is: over(4, ...[4, 0, 0], ...[2, 8, 0], ...[2, 8, 32], ...[1, 4, 16]) },
  ],
  'gates of each coordinate': [
    gatedLinear,
    (x) => ({ gates: x.constant([1, 1, 0.5, 0], [2, 2]) }),
    { ask: 'output', q: '1 1; 1 1', k: '2 3; 1 1', v: '1; 10', is: over(1, 5, 21) },
  ],
}
test.each(Object.entries(WORKED))('%s', (_, [subject, beside, worked]) => {
  for (const part of ['definition', 'implementation'] as const)
    expectExactly({ ...worked, subject: fed(subject, beside, part) })
})

test('what there is not is refused', () => {
  expect(() => deltaNet(0)).toThrow(RangeError)
  expect(() => expectExactly({ subject: deltaNet(), q: '1', k: '1', is: over(1, 1) })).toThrow(
    'DeltaNet needs rates',
  )
})
