import type { Evidence } from '../evidence/schema.ts'
import { UsageError } from './exit-code.ts'

/**
 * Evidence of which a command says something further, so it has to be whole, and as it was written.
 *
 * @param done what the command does with it, as a participle
 * @throws {UsageError} when it was changed since; {EvidenceError} when it cannot be read, or is none
 */
export async function unalteredEvidence(
  path: string,
  done: 'cited' | 'compared' | 'shown',
): Promise<Evidence> {
  const [{ readEvidenceText }, { whyDoubtful }] = await Promise.all([
    import('../evidence/read.ts'),
    import('../report/doubtful-file.ts'),
  ])
  const { evidence, text } = readEvidenceText(path)
  const wrong = whyDoubtful(evidence, text)
  if (wrong === undefined) return evidence
  throw new UsageError(`${path} cannot be ${done}: ${wrong}; restore the file, or run its command again`)
}
