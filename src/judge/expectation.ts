import type { Expected } from '../claim/claim.ts'

/** The verdicts that are as strong as what is expected. */
const MEETING: Readonly<Record<Expected, readonly string[]>> = {
  holds: ['proved', 'certified', 'supported'],
  consistent: ['proved', 'certified', 'supported', 'consistent'],
  refuted: ['refuted'],
}

/** Whether a verdict is what a claim expects; nothing is expected of a reading that it leaves out. */
export const agrees = (status: string, expected: Expected | undefined): boolean =>
  expected === undefined || MEETING[expected].includes(status)
