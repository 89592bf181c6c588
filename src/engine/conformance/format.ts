import { GROUPS } from './check.ts'
import type { ConformanceResult } from './check-result.ts'

/** A table of the groups, below it every check that failed, with its first faults. */
export function formatConformance(results: readonly ConformanceResult[]): string {
  const lines = GROUPS.flatMap((group) => {
    const of = results.filter((result) => result.group === group)
    if (of.length === 0) return []
    const passed = of.filter((result) => result.passed).length
    const cases = of.reduce((sum, result) => sum + result.cases, 0)
    const least = Math.min(...of.map(({ leastSlack = Infinity }) => leastSlack))
    const slack = least < Infinity ? `, bounds at least ${least.toPrecision(4)} times the error` : ''
    return [`${group.padEnd(10)}  ${passed} of ${of.length} passed, ${cases} comparisons${slack}`]
  })
  const notes = results
    .filter(({ passed, detail }) => passed && detail)
    .map(({ group, name, detail }) => `${group}: ${name}: ${detail}`)
  const failed = results
    .filter(({ passed }) => !passed)
    .map(({ group, name, detail }) => `FAILED ${group}: ${name}\n${detail.replaceAll(/^/gm, '  ')}`)
  return [...lines, ...notes, ...failed].join('\n')
}
