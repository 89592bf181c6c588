import { isDeepStrictEqual } from 'node:util'
import type { Evidence } from '../evidence/schema.ts'
import { whatWasFound } from './what-was-found.ts'
import { isSameProgram, programInWords } from './same-program.ts'

type Baseline = NonNullable<Evidence['run']['baselines']>[number]

/** What a file that claims are taken over from is called in the evidence that takes them over. */
export const baselineOf = ({ run, engine }: Evidence, digest: string): Baseline => {
  const { version, commit, seed, startedAt } = run
  return { digest, version, commit, seed, engine: engine.name, startedAt }
}

/**
 * Whether claims that are said to be taken over could be: from a run of the same program, seed and engine, by a command that
 * takes claims over.
 */
export function checkBaselines({ run, engine, claims }: Evidence, takesOver: boolean): string[] {
  const baselines = run.baselines ?? []
  const marked = claims.filter(({ baseline }) => baseline !== undefined)
  const wrong: string[] = []
  if (!takesOver && (marked.length > 0 || baselines.length > 0))
    wrong.push('claims are said to be taken over, and the command takes over none')
  for (const { id, baseline, asExpected } of marked) {
    if (!baselines.some(({ digest }) => digest === baseline))
      wrong.push(`${id} is taken over from a file that is not named`)
    if (!asExpected) wrong.push(`${id} is taken over, although it is not as expected`)
  }
  for (const [i, named] of baselines.entries()) {
    const file = `the file ${named.digest} that claims are taken over from`
    if (!marked.some(({ baseline }) => baseline === named.digest)) wrong.push(`${file} has none of them`)
    if (baselines.findIndex(({ digest }) => digest === named.digest) < i) wrong.push(`${file} is named twice`)
    if (!isSameProgram(named, run))
      wrong.push(
        `${file} is of ${programInWords(named)} of the program, this one of ${programInWords(run)}; that is not known to be the same`,
      )
    if (named.seed !== run.seed) wrong.push(`${file} has the seed ${named.seed}, this one ${run.seed}`)
    if (named.engine !== engine.name)
      wrong.push(`${file} is of the engine ${named.engine}, this one of ${engine.name}`)
  }
  return wrong
}

/** A file that claims may have been taken over from. */
export interface BaselineFile {
  readonly path: string
  readonly evidence: Evidence
  readonly digest: string
}

/** Whether the claims that are taken over stand in these files as they do there. */
export function checkTakenOver({ claims, run }: Evidence, files: readonly BaselineFile[]): string[] {
  const wrong: string[] = []
  for (const { path, evidence, digest } of files) {
    if (!run.baselines?.some((baseline) => baseline.digest === digest))
      wrong.push(`${path} is none of the files that claims are taken over from`)
    for (const claim of claims.filter(({ baseline }) => baseline === digest)) {
      const there = evidence.claims.find(({ id }) => id === claim.id)
      if (!there || !isDeepStrictEqual(whatWasFound(claim), whatWasFound(there)))
        wrong.push(`${claim.id} does not stand so in ${path}`)
    }
  }
  return wrong
}
