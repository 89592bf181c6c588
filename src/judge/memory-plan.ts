import { totalmem } from 'node:os'
import type { Program } from '../program/program.ts'
import { sizeOf } from '../program/shape.ts'

/** Two float64 for each number of each step, which enclosures keep until a case is decided; a device keeps less. */
const BYTES = 16
/** What the numbers of one batch may take together. */
const BATCH = 2 ** 30
/** What those of one case may take: more would not be there for long. */
const CASE = totalmem() / 2

/**
 * How many cases of a program may be decided together.
 *
 * @param most as much memory as one case may take, in bytes
 * @throws {RangeError} when a single one takes more than half of the machine's memory
 */
export function lanesThatFit({ steps }: Pick<Program, 'steps'>, most = CASE): number {
  const numbers = steps.reduce((sum, { shape }) => sum + sizeOf(shape), 0)
  if (BYTES * numbers > most)
    throw new RangeError(
      `one case is ${numbers} numbers in ${steps.length} steps, which take ${inGiB(BYTES * numbers)} GiB of memory; ` +
        `${inGiB(most)} GiB is half of what this machine has: draw smaller cases, or take a larger machine`,
    )
  return Math.max(1, Math.floor(BATCH / (BYTES * Math.max(1, numbers))))
}

const inGiB = (bytes: number): string => (bytes / 2 ** 30).toFixed(1)
