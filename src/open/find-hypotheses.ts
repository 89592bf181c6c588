import { claimFiles, idOfFile, openFolder } from '../claim/claim-files.ts'
import { nearest } from '../claim/find-claim.ts'
import { defaultExport } from '../claim/import-file.ts'
import type { OpenHypothesis } from './hypothesis.ts'

/**
 * The open hypotheses of these ids, all when none is named, in the order of their numbers.
 *
 * @throws {RangeError} when there is none of an id, or a file declares another one
 */
export async function findHypotheses(ids: readonly string[] = []): Promise<OpenHypothesis[]> {
  const files = claimFiles(openFolder())
  const known = files.map(idOfFile)
  const unknown = ids.find((id) => !known.includes(id))
  if (unknown !== undefined) {
    const near = nearest(unknown, known)
    const hint = near.length > 0 ? `did you mean ${near.join(' or ')}?` : `there are ${known.join(', ')}`
    throw new RangeError(`there is no open hypothesis "${unknown}"; ${hint}`)
  }
  const asked = files.filter((file) => ids.length === 0 || ids.includes(idOfFile(file)))
  const found = await Promise.all(
    asked.map(async (file) => {
      const hypothesis = (await defaultExport(file)) as OpenHypothesis
      if (hypothesis.id !== idOfFile(file)) throw new RangeError(`${file} declares the id "${hypothesis.id}"`)
      return hypothesis
    }),
  )
  return found.sort((a, b) => Number(a.number.slice(1)) - Number(b.number.slice(1)))
}
