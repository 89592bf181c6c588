import { basename } from 'node:path'
import { limitsTimes, OverLimit } from '../auditor/limits.ts'
import { EvidenceError, parseEvidence } from '../evidence/read.ts'
import { readWithin } from '../evidence/text-limits.ts'
import { whyDoubtful } from '../report/doubtful-file.ts'
import { noteOf } from '../report/page/note-file.ts'
import { reportPage } from '../report/page/report-page.ts'
import { packageFolder } from './installation.ts'

/**
 * The page of a file of evidence.
 *
 * @param work by which all limits on what it may ask for are raised
 * @throws {EvidenceError} when the file is none that this version reads, or asks for more than a limit
 */
export async function reportOf(path: string, work: number): Promise<string> {
  const limits = limitsTimes(work)
  try {
    const text = readWithin(path, limits)
    const evidence = parseEvidence(text, path)
    const folders = [process.cwd(), packageFolder()]
    return await reportPage(evidence, {
      file: basename(path),
      limits,
      doubt: whyDoubtful(evidence, text),
      noteOf: (theme, id) => noteOf(folders, theme, id),
    })
  } catch (error) {
    throw error instanceof OverLimit ? new EvidenceError(`${path} ${error.message}`) : error
  }
}
