import type { Evidence, ExaminedEvidence } from '../evidence/schema.ts'
import { incompleteSentences, runSentence } from './cite-run.ts'

/** What evidence says of an attention that was examined, in sentences. */
export function examinedSentences(evidence: Evidence, examined: ExaminedEvidence): string[] {
  const { subject, version, device, origin, definition, declared, meaning, failed } = examined
  const where = [...(version === undefined ? [] : [version]), ...(device === undefined ? [] : [device])]
  return [
    `The attention “${subject}”${where.length > 0 ? ` (${where.join('; ')})` : ''}, from ${origin}, is said to be ${definition}, in ${declared.precision}.`,
    conformity(examined),
    meaning,
    ...requirements(examined),
    ...(failed ? [`It stopped answering during the ${failed.during}: ${failed.message}.`] : []),
    ...incompleteSentences(evidence),
    `Inputs were sampled, with seed ${evidence.run.seed}.`,
    runSentence(evidence),
  ]
}

function conformity({ conforms, deviation }: ExaminedEvidence): string {
  if (conforms === 'undecided') return 'Whether it is, is not decided.'
  if (conforms) return 'No deviation was found in sampled inputs, which is no proof for others.'
  const certified = deviation?.certificate ? 'by a certificate' : 'though no certificate says so'
  return `It deviates from that, ${certified}.`
}

/** What the run required of it and did not find. */
const requirements = ({ required }: ExaminedEvidence): string[] =>
  required
    .filter(({ holds }) => holds !== true)
    .map(({ property, holds }) =>
      holds === false
        ? `Required was ${property}, which does not hold.`
        : `Required was ${property}, which is not decided.`,
    )
