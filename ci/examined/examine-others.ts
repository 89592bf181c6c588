import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { OTHERS_SUBJECTS } from './subjects.ts'

/*
 * Examines what others wrote, each with the same options, and prints a row of a table for each. Arguments: a Python that
 * has the packages, the folder of the ONNX graphs, one for evidence, and how many lanes.
 */
const [python, models, out, lanes = '2000'] = process.argv.slice(2)
const here = fileURLToPath(new URL('.', import.meta.url))
const assay = join(here, '../../src/cli/assay.ts')
const filled = (text: string) =>
  text.replace('{python}', python).replace('{here}', here).replace('{models}', models)

interface Report {
  readonly version?: string
  readonly conforms: boolean | 'undecided'
  readonly diagnosis: readonly unknown[]
}

console.log(
  '| implementation | version | conforms | diagnosis | exit code | seconds |\n|---|---|---|---|---|---|',
)
OTHERS_SUBJECTS.forEach(({ name, args, environment }, at) => {
  const began = performance.now()
  const common = [
    '--claims',
    'none',
    '--lanes',
    lanes,
    '--engine',
    'cpu',
    '--json',
    '--out',
    join(out, String(at)),
  ]
  const ended = spawnSync(
    process.execPath,
    ['--import', 'tsx', assay, 'examine', ...args.map(filled), ...common],
    { env: { ...process.env, ...environment }, encoding: 'utf8', maxBuffer: 2 ** 28 },
  )
  const seconds = Math.round((performance.now() - began) / 1000)
  let said: [string, string, string]
  try {
    const { version = '', conforms, diagnosis } = JSON.parse(ended.stdout) as Report
    said = [version, String(conforms), diagnosis.map((each) => JSON.stringify(each)).join(' ')]
  } catch {
    said = ['', 'not examined', ended.stderr.trim().split('\n').at(-1) ?? '']
  }
  console.log(`| ${[name, ...said, String(ended.status), String(seconds)].join(' | ')} |`)
})
