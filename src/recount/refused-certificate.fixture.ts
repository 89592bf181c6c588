import { certificateHash } from '../evidence/certificate-file.ts'
import { laidOut } from '../evidence/evidence-text.ts'
import { ACCEPTED } from './accepted-certificates.fixture.ts'

/** A file that a checker of certificates must refuse. */
export interface Refused {
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
/** Alters a file, and the certificate in it. */
type Alter = (file: Json, certificate: Json) => void

export const [SUM, RANK, NONE, ORDER] = Object.values(ACCEPTED)
/** The text of a file. */
export const textOf = (file: unknown): string => `${laidOut(file)}\n`

/** One certificate with an alteration of the head, or one that the hash has to tell. */
export function ofHead(
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

/** The same with something else altered, and a hash that fits again. */
export const altered = (
  name: string,
  reason: string,
  from: object,
  alter: Alter,
  said: RegExp,
  saidInPython?: RegExp,
): Refused => {
  const hashed: Alter = (file, certificate) => {
    alter(file, certificate)
    file.hash = certificateHash(file.certificate)
  }
  return ofHead(name, reason, from, hashed, said, saidInPython)
}

/** A certificate of one comparison of a number that steps make of x, said to be true. */
export const comparing =
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

/** Puts a step in the place of another. */
export const withStep =
  (at: number, step: unknown): Alter =>
  (_, certificate) =>
    (certificate.program.steps[at] = step)
