import { subjectsOf, type Claim } from '../../claim/claim.ts'
import type { Tally } from '../tally.ts'
import type { Named } from './limits.ts'

/** The parts that a campaign's cases are a mixture of: subjects where there are several, and named distributions. */
export function membersOf(claim: Claim, { subjects, distributions }: Tally): Named[] {
  const names = subjectsOf(claim.subject).map(({ name }) => name)
  const bySubject = names.map((name, i): Named => ({ of: 'subject', name, ...subjects[i] }))
  const byDistribution = [...distributions].map(([name, member]): Named => ({
    of: 'distribution',
    name,
    ...member,
  }))
  return [
    ...(names.length > 1 ? bySubject : []),
    ...byDistribution.sort((a, b) => (a.name < b.name ? -1 : 1)),
  ]
}
