import type { Allowed } from '../../auditor/certificate-check.ts'
import type { Certificates } from './certificates.ts'
import type { Typesetter } from './math.ts'
import type { Note } from './note-file.ts'

/** What parts of a page share while it is written. */
export interface PageContext {
  readonly typesetter: Typesetter
  readonly certificates: Certificates
  /** What pictures may ask for. */
  readonly allowed: Allowed
  readonly ids: ReadonlySet<string>
  /** The name of the file of evidence. */
  readonly file: string
  /** The name of the engine that ran. */
  readonly engine: string
  /** A citation of a claim; undefined where the file is not to be cited. */
  cite(id: string): string | undefined
  noteOf(theme: string, id: string): Note | undefined
}
