// Whether two files of evidence are of one run, byte for byte, but for what they say of the run itself and of its time.
//
//   node ci/cluster/same-run.mjs ONE OTHER
import { readFileSync } from 'node:fs'

const OF_THE_RUN = ['command', 'node', 'os', 'startedAt', 'seconds', 'shards']

function textOf(path) {
  const { run, ...rest } = JSON.parse(readFileSync(path, 'utf8'))
  delete rest.digest
  for (const claim of rest.claims) delete claim.time
  const kept = Object.entries(run).filter(([name]) => !OF_THE_RUN.includes(name))
  return JSON.stringify({ run: Object.fromEntries(kept), ...rest })
}

const [one, other] = process.argv.slice(2)
const same = textOf(one) === textOf(other)
console.log(
  `${one} and ${other} ${same ? 'are of one run, byte for byte but for what they say of it and its time' : 'differ'}`,
)
process.exitCode = same ? 0 : 1
