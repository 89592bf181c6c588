import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'

/** Before the hash of its source at the end of a claim file that was compiled; `ci/mark-sources` writes it. */
const SOURCE_MARK = '//# claimSource='

/** The hash of a claim file that stands in the evidence: `sha256:…`; of one that was compiled, that of its source. */
export async function hashOf(file: string): Promise<string> {
  const text = await readFile(file)
  const marked = text.lastIndexOf(SOURCE_MARK)
  if (marked >= 0 && file.endsWith('.js')) return text.toString('utf8', marked + SOURCE_MARK.length).trim()
  return `sha256:${createHash('sha256').update(text).digest('hex')}`
}
