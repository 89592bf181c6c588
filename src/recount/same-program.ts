import type { Evidence } from '../evidence/schema.ts'

/** The commit of a program of which it is not known. */
export const UNKNOWN_COMMIT = 'unknown'

/**
 * Whether two runs were of one program. What is not known is not the same: a checkout with changes may have other ones, and
 * only what was installed as a package is known by its version.
 */
export const isSameProgram = (
  a: Pick<Evidence['run'], 'version' | 'commit'>,
  b: Pick<Evidence['run'], 'version' | 'commit'>,
): boolean =>
  a.version === b.version &&
  a.commit === b.commit &&
  a.commit !== UNKNOWN_COMMIT &&
  !a.commit?.endsWith('+changes')

/** A program as people tell it from another. */
export const programInWords = ({ version, commit }: Pick<Evidence['run'], 'version' | 'commit'>): string =>
  commit === null ? `version ${version}` : `version ${version}, commit ${commit}`
