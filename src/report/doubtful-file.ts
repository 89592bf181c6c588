import { hasItsDigest } from '../evidence/evidence-text.ts'
import { repeatedClaim } from '../evidence/repeated-claim.ts'
import type { Evidence } from '../evidence/schema.ts'
import { contradictionsIn } from '../recount/by-its-counts.ts'
import { contradictionsOf } from '../recount/examined-recount.ts'
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

/** What it says that its own counts contradict. */
function contradicted({ claims, examined, run }: Evidence): string | undefined {
  for (const claim of claims) {
    const [wrong] = contradictionsIn(claim, run)
    if (wrong !== undefined) return `what it says of ${claim.id} does not fit together: ${wrong}`
  }
  const [wrong] = examined ? contradictionsOf(examined) : []
  return wrong === undefined
    ? undefined
    : `what it says of ${examined?.subject} does not fit together: ${wrong}`
}
