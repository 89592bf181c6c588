import { hasItsDigest } from '../evidence/evidence-text.ts'
import { repeatedClaim } from '../evidence/repeated-claim.ts'
import type { Evidence } from '../evidence/schema.ts'
import { conformityMeaning, conformsOf } from '../examine/examined-evidence.ts'
import { misplacedCertificate } from './misplaced-certificate.ts'
import { inOneLine } from './visible.ts'

/**
 * Why a file of evidence is not to be cited, with the file as its subject; undefined where it stands as it was written.
 *
 * @param text of the whole file
 */
export function whyDoubtful(evidence: Evidence, text: string): string | undefined {
  const twice = repeatedClaim(evidence)
  if (twice !== undefined) return `it holds the claim ${inOneLine(twice)} twice`
  if (!hasItsDigest(text))
    return 'its digest is not that of its contents, so it was changed after it was written'
  // A digest is no signature: whoever altered it may have made it anew.
  const wrong = misplacedCertificate(evidence) ?? contradicted(evidence)
  return wrong === undefined ? undefined : inOneLine(wrong)
}

/** Whether what was examined is said to conform otherwise than its counts say. */
function contradicted({ examined }: Evidence): string | undefined {
  if (!examined) return undefined
  const { conforms, meaning, counts, families, failed } = examined
  const found = { counts, families, failed: failed?.during === 'comparison' ? failed.message : undefined }
  return conforms === conformsOf(found) && meaning === conformityMeaning(found)
    ? undefined
    : 'whether what was examined conforms is not what its counts say'
}
