import type { Evidence, ExaminedEvidence } from '../evidence/schema.ts'
import type { AskedExamination } from './asked-examination.ts'
import { otherThanCommanded } from './as-commanded.ts'
import { triedIn } from './examined-rows.ts'

/**
 * Whether evidence of what was examined says of its run what the command says that it names, and nothing that only runs of
 * claims have.
 *
 * @param asked by the command, or why nothing is
 */
export function checkExamination(
  { run, claims, complete }: Evidence,
  found: ExaminedEvidence,
  asked: AskedExamination | { readonly problem: string },
): string[] {
  const { required, properties, failed } = found
  const wrong: string[] = []
  if (run.tool !== 'attention-assay') wrong.push(`it is said to come from ${run.tool}`)
  if (run.recheck !== 'sample' || run.demand !== null || run.starts !== undefined)
    wrong.push('it says of cases of claims how they were judged')
  if (run.shard || run.shards || run.baselines)
    wrong.push('it says of claims in which parts they were judged, or from where they were taken over')
  if (claims.length > 0 || run.selected.length > 0) wrong.push('it holds claims beside what was examined')
  if (complete !== (failed === undefined))
    wrong.push('it is said to be complete, and to have failed, or neither of both')
  if ('problem' in asked) return [...wrong, `its command cannot be followed: ${asked.problem}`]
  const tried = properties.map(({ claim }) => claim)
  const demanded = required.map(({ property }) => property)
  // What stopped answering was not put under the last ones.
  const reached = failed ? asked.claims.slice(0, tried.length) : asked.claims
  return [
    ...wrong,
    ...otherThanCommanded('the seed', run.seed, asked.seed),
    ...otherThanCommanded('what is required', demanded, asked.required),
    ...otherThanCommanded('under which claims it was put', tried, reached),
    ...checkExtent(found, asked),
  ]
}

/** Whether as much was tried as the command says. */
function checkExtent(
  { counts, implementation, properties, failed }: ExaminedEvidence,
  { lanes = counts.lanes, cases, seed, asksAgain }: AskedExamination,
): string[] {
  const cut = failed?.during === 'comparison' && counts.lanes < lanes
  return [
    ...(cut ? [] : otherThanCommanded('the number of lanes', counts.lanes, lanes)),
    ...(failed
      ? []
      : otherThanCommanded('whether it was put under properties', implementation.length > 0, asksAgain)),
    ...properties.flatMap(({ claim, returned }) => {
      if (!returned || 'notApplicable' in returned) return []
      const first = returned.first?.case
      return [
        ...otherThanCommanded(`${claim}: the number of cases`, triedIn(returned.counts), cases),
        ...otherThanCommanded(`${claim}: the seed of a case`, first?.seed ?? seed, seed),
        ...otherThanCommanded(
          `${claim}: whether a case is told`,
          first !== undefined,
          asksAgain && returned.counts.violated + returned.counts.notNumbers > 0,
        ),
        ...(first && first.index >= cases
          ? [`${claim}: case ${first.index} is none of the first ${cases}`]
          : []),
      ]
    }),
  ]
}
