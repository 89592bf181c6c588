import { readFileSync } from 'node:fs'
import type { ClaimEvidence } from '../../src/evidence/schema.ts'

type Placed = Pick<ClaimEvidence, 'id' | 'theme'>

/** Which claim's note links to which other claim's, as a diagram in Mermaid. */
export function claimGraph(claims: readonly Placed[], noteOf: (claim: Placed) => string = noteText): string {
  const ids = new Set(claims.map(({ id }) => id))
  const uses = claims.flatMap((claim) =>
    linkedFrom(noteOf(claim), ids)
      .filter((id) => id !== claim.id)
      .map((id) => [claim.id, id] as const),
  )
  const drawn = claims.filter(({ id }) => uses.some((pair) => pair.includes(id)))
  const themes = [...new Set(drawn.map(({ theme }) => theme))]
  const groups = themes.flatMap((theme) => [
    `  subgraph ${theme}`,
    ...drawn.filter((claim) => claim.theme === theme).map(({ id }) => `    ${id}`),
    '  end',
  ])
  return [
    '```mermaid',
    'graph LR',
    ...groups,
    ...uses.map(([from, to]) => `  ${from} --> ${to}`),
    '```',
  ].join('\n')
}

/** The claims whose notes a note links to, each once. */
const linkedFrom = (note: string, ids: ReadonlySet<string>): string[] =>
  [
    ...new Set([...note.matchAll(/\]\((?!https?:)[^)\s]*?([\w.-]+)\.md(?:#[^)]*)?\)/g)].map(([, id]) => id)),
  ].filter((id) => ids.has(id))

const noteText = ({ id, theme }: Placed): string =>
  readFileSync(new URL(`../../proofs-notes/${theme}/${id}.md`, import.meta.url), 'utf8')
