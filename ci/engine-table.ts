import { readEvidence } from '../src/evidence/read.ts'
import type { Evidence } from '../src/evidence/schema.ts'

// npx tsx ci/engine-table.ts FILE…: the verdicts of several engines side by side. Fails where two engines disagree
// about a claim over the reals, or where one of them did not judge it.

const runs = process.argv.slice(2).map((file) => readEvidence(file))
if (runs.length < 2) {
  console.error('Name the evidence files of two runs or more.')
  process.exit(2)
}
console.log(table(runs))
const differing = disagreements(runs)
for (const line of differing) console.error(line)
process.exitCode = differing.length > 0 ? 1 : 0

function claimIds(all: readonly Evidence[]): string[] {
  return [...new Set(all.flatMap(({ claims }) => claims.map(({ id }) => id)))].sort()
}

function statusOf(run: Evidence, id: string, reading: 'reals' | 'float32'): string {
  const claim = run.claims.find((c) => c.id === id)
  return claim?.verdict[reading]?.status ?? 'not run'
}

/** Each claim with its verdict over the reals, and in float32 one for each engine where they differ. */
function table(all: readonly Evidence[]): string {
  const engines = all.map(({ engine }) => engine.name)
  const rows = claimIds(all).map((id) => {
    const reals = [...new Set(all.map((run) => statusOf(run, id, 'reals')))].join(' / ')
    const float32 = all.map((run) => statusOf(run, id, 'float32'))
    const counts = all.map((run) => {
      const cases = run.claims.find((c) => c.id === id)?.verdict.float32?.cases
      return cases ? `${cases.violated} of ${cases.satisfied + cases.violated}` : 'not run'
    })
    const same = new Set(float32).size === 1
    return `| \`${id}\` | ${reals} | ${same ? float32[0] : `**${float32.join(' / ')}**`} | ${counts.join(' / ')} |`
  })
  const names = engines.join(' / ')
  return [
    `| claim | over the reals, on every engine | in float32 (${names}, where they differ) | cases that violate it in float32 (${names}) |`,
    '|---|---|---|---|',
    ...rows,
  ].join('\n')
}

function disagreements(all: readonly Evidence[]): string[] {
  return claimIds(all).flatMap((id) => {
    const found = all.map((run) => statusOf(run, id, 'reals'))
    const told = all.map(({ engine }, i) => `${engine.name} ${found[i]}`).join(', ')
    return new Set(found).size === 1 ? [] : [`${id}: the engines disagree over the reals: ${told}`]
  })
}
