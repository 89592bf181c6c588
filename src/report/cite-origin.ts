import type { ClaimEvidence } from '../evidence/schema.ts'

/** Which file the claim is, and whether the commit tells it; nothing where nobody looked. */
export function originSentences(origin: ClaimEvidence['origin']): string[] {
  switch (origin?.kind) {
    case undefined:
      return []
    case 'none':
      return ['The claim is of no repository.']
    case 'unread':
      return [`The claim is of a repository that could not be read: ${origin.reason}.`]
    case 'package':
      return [
        `The claim is ${origin.path} of the package ${origin.package} ${origin.version ?? 'of an unknown version'}.`,
      ]
    case 'repository': {
      const { repository, commit, path, changed, outside } = origin
      const address = repository ?? 'a repository without an address'
      const at = commit === null ? 'nothing of it committed' : `commit ${commit}`
      const differing = [...changed, ...outside]
      const unlike = commit !== null && differing.length > 0 ? `, but for ${differing.join(', ')}` : ''
      return [`The claim is ${path} of ${address}, ${at}${unlike}.`]
    }
  }
}
