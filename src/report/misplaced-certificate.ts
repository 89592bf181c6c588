import { isDeepStrictEqual } from 'node:util'
import type { Certificate } from '../evidence/certificate-schema.ts'
import type { CaseData, ClaimEvidence, Evidence, ExaminedEvidence } from '../evidence/schema.ts'

/** What a certificate stands beside. */
interface Place {
  readonly what: string
  readonly says: Certificate['says']
  readonly variant?: string
  readonly part: {
    readonly certificate?: Certificate | undefined
    readonly subject?: string | undefined
    readonly shrunk?: CaseData | undefined
  }
}

/** Of a certificate that is about another thing than it stands beside, in words; that it holds says nothing there. */
export function misplacedCertificate({
  claims,
  examined,
}: Pick<Evidence, 'claims' | 'examined'>): string | undefined {
  for (const claim of claims)
    for (const place of placesIn(claim))
      if (place.part.certificate && !fits(place.part.certificate, claim.id, place))
        return `the certificate of ${place.what} of ${claim.id} is about something else`
  return examined?.deviation?.certificate && !isOfDeviation(examined.deviation)
    ? 'the certificate of the deviation is about something else'
    : undefined
}

function placesIn({
  counterexample,
  witnesses,
  controls,
  ablations,
  mutants,
  search,
}: ClaimEvidence): Place[] {
  const decisive = [counterexample, search?.counterexample].flatMap((part) => (part ? [part] : []))
  const kills = search?.mutants.flatMap(({ name, kill }) => (kill ? [{ name, part: kill }] : [])) ?? []
  const variants = [...controls, ...ablations, ...mutants].map((part) => ({ name: part.name, part }))
  return [
    ...decisive.map((part) => ({ what: 'the counterexample', says: 'violated', part }) as const),
    ...witnesses.map((part) => ({ what: 'a witness', says: 'satisfied', part }) as const),
    ...[...variants, ...kills].map(
      ({ name, part }) => ({ what: `"${name}"`, says: 'violated', variant: name, part }) as const,
    ),
  ]
}

const fits = (certificate: Certificate, id: string, { says, variant, part }: Place): boolean =>
  certificate.claim === id &&
  certificate.says === says &&
  certificate.variant === variant &&
  (part.subject === undefined || certificate.subject === part.subject) &&
  (part.shrunk === undefined || isDeepStrictEqual(certificate.inputs, part.shrunk))

/** Whether it is about the number that was returned; an infinity or NaN is in no certificate. */
function isOfDeviation({ certificate, returned }: NonNullable<ExaminedEvidence['deviation']>): boolean {
  const { claim, variant, inputs, says } = certificate!
  if (claim !== 'examined-conforms' || variant !== undefined) return false
  if (/inf|nan/.test(returned)) return says === 'satisfied'
  return says === 'violated' && isDeepStrictEqual(inputs['returned']?.data, [returned])
}
