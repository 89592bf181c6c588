import type { Difference } from './difference.ts'
import type { Alone, EvidenceDiff } from './evidence-diff.ts'
import { valuesText } from './value-text.ts'

/** A heading of what is told of two files, and what stands below it: of each claim, what differs. */
export interface Section {
  readonly title: string
  readonly entries: readonly Entry[]
}

interface Entry {
  readonly about: string
  readonly lines: readonly string[]
}

/** What people are told first, and then: conditions, regressions, what is stronger, numbers, new and lost claims. */
export function sectionsOf(diff: EvidenceDiff): Section[] {
  const parts = [
    ...(diff.examined ? [{ id: 'the attention', differences: diff.examined }] : []),
    ...diff.claims,
  ]
  const of = (title: string, which: (difference: Difference) => boolean): Section => ({
    title,
    entries: parts.flatMap(({ id, differences }) => {
      const lines = differences.filter(which).map(lineOf)
      return lines.length > 0 ? [{ about: id, lines }] : []
    }),
  })
  const conditions = of('What they depend on differs', isCondition)
  const runs = { about: 'the runs', lines: diff.conditions.map(lineOf) }
  return [
    {
      title: conditions.title,
      entries: [...(runs.lines.length > 0 ? [runs] : []), ...together(conditions.entries)],
    },
    { title: 'Lost claims (regressions)', entries: diff.lost.map(aloneEntry) },
    of('Regressions', ({ change }) => change === 'regression'),
    of('Stronger', ({ change }) => change === 'stronger'),
    { title: 'New claims', entries: diff.added.map(aloneEntry) },
    of('Other differences', (each) => each.change === undefined && !isCondition(each)),
  ].filter(({ entries }) => entries.length > 0)
}

/** Entries that say the same of several claims are one. */
function together(entries: readonly Entry[]): Entry[] {
  const aboutBy = new Map<string, string[]>()
  for (const { about, lines } of entries) {
    const key = JSON.stringify(lines)
    aboutBy.set(key, [...(aboutBy.get(key) ?? []), about])
  }
  return [...aboutBy].map(([lines, about]) => ({
    about: about.join(', '),
    lines: JSON.parse(lines) as string[],
  }))
}

/** How much differs, in a sentence. */
export function summaryOf({ regressions, claims, added, lost, unchanged, examined }: EvidenceDiff): string {
  const found = `${regressions} ${regressions === 1 ? 'regression' : 'regressions'}`
  if (examined) return `${found}, ${examined.length} differences of the attention in all`
  return `${found}; claims: ${claims.length} differ, ${unchanged} do not, ${added.length} new, ${lost.length} lost`
}

const isCondition = ({ kind }: Difference): boolean => kind === 'condition'

const lineOf = (difference: Difference): string => `${difference.name}: ${valuesText(difference)}`

const aloneEntry = ({ id, reals, asExpected }: Alone): Entry => ({
  about: id,
  lines: [`reals: ${reals}${asExpected ? '' : ', not as expected'}`],
})
