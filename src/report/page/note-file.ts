import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The note of a claim as it stands on disk. */
export interface Note {
  readonly path: string
  readonly text: string
}

/** Bytes beyond which a file is no note. */
const LONGEST = 200_000

/**
 * The note of a claim, `proofs-notes/THEME/ID.md`, in the first folder that has one.
 *
 * @param theme and the id are of a file that nobody has to believe: they name no other folder
 */
export function noteOf(folders: readonly string[], theme: string, id: string): Note | undefined {
  if (![theme, id].every((name) => /^[\w-][\w.-]*$/.test(name))) return undefined
  const path = `proofs-notes/${theme}/${id}.md`
  for (const folder of folders) {
    const text = textOf(join(folder, path))
    if (text !== undefined && text.length <= LONGEST) return { path, text }
  }
  return undefined
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
