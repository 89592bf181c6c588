import { relative, resolve, sep } from 'node:path'
import { claimsHere, ownClaims } from '../claim/claim-files.ts'
import { DEFAULT_EXPORT, lineOf } from '../claim/export-line.ts'
import type { LoadedClaim } from '../claim/load-claim.ts'

/** Where the source of a claim stands, as somebody types it who is in the working directory. */
export interface ClaimPlace {
  /** The file, with slashes on every system; relative to the working directory. */
  readonly file: string
  /** The line of its default export, from 1; undefined where it cannot be told. */
  readonly line?: number
  /** What commands call the claim: its id, or its file where they would not find it by its id. */
  readonly name: string
}

/** Where a claim stands that was loaded from a file. @param from the working directory */
export function placeOf({ claim, file }: LoadedClaim, from = process.cwd()): ClaimPlace {
  const away = withSlashes(relative(from, file))
  // Else it would be taken for an option.
  const shown = away.startsWith('-') ? `./${away}` : away
  const line = lineOf(file, DEFAULT_EXPORT)
  const known = [ownClaims(), ...claimsHere(from)].some((folder) => file.startsWith(resolve(folder) + sep))
  return { file: shown, ...(line !== undefined && { line }), name: known ? claim.id : shown }
}

const withSlashes = (path: string): string => path.replaceAll('\\', '/')
