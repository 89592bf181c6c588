import type fc from 'fast-check'
import { ArraysArbitrary } from './arrays.ts'
import { caseInTime } from './case-error.ts'

/**
 * Draws cases, as `caseInTime` does what may never return. The code of this library does, and setting the clock takes as
 * long as hundreds of cases.
 *
 * @param index the case that it has come to
 */
export const drawnInTime = <T>(
  arbitrary: fc.Arbitrary<unknown>,
  doing: () => string,
  index: () => number,
  draw: () => T,
): T =>
  arbitrary instanceof ArraysArbitrary && arbitrary.isOurs
    ? draw()
    : caseInTime(doing, arbitrary, index, draw)
