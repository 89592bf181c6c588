import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { packageSources } from './package-sources.ts'
import { LINE } from '../src/report/reporters/hostile-run.fixture.ts'

interface Step {
  readonly name: string
  readonly id?: string
  readonly if?: string
  readonly uses?: string
  readonly run?: string
  readonly shell?: string
  readonly env?: Readonly<Record<string, string>>
  readonly with?: Readonly<Record<string, string>>
  readonly 'working-directory'?: string
}
interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>
  readonly outputs: Readonly<Record<string, { readonly value: string }>>
  readonly runs: { readonly using: string; readonly steps: readonly Step[] }
}

const root = fileURLToPath(new URL('..', import.meta.url))
const textOf = (path: string): string => readFileSync(join(root, path), 'utf8')
const text = textOf('action.yml')
const action = parse(text) as Action
const page = textOf('docs/ci.md')
/** In place of all claims with all their cases. */
const CLAIM = 'softmax-row-order-strict --engine wasm --threads 0'
const SMALL = `${CLAIM} --cases 1500`
const work = mkdtempSync(join(tmpdir(), 'assay-action-'))
afterAll(() => rmSync(work, { recursive: true }))

/** The value of an expression, with as much of GitHub's language as stands in the action. */
function valueOf(expression: string, inputs: Record<string, string>, steps: Record<string, Ran>): unknown {
  const written = expression
    .replace(/inputs\.([\w-]+)/g, (_, name: string) => JSON.stringify(inputs[name]))
    .replace(/steps\.(\w+)\.outputs\.([\w-]+)/g, (_, id: string, name: string) =>
      JSON.stringify(steps[id]?.outputs[name] ?? ''),
    )
    .replace(/steps\.(\w+)\.outcome/g, (_, id: string) => JSON.stringify(steps[id]?.outcome ?? ''))
    .replace(/always\(\)/g, 'true')
  expect(written).toMatch(/^(?:"(?:[^"\\]|\\.)*"|'[^']*'|true|!=|&&| )+$/)
  return new Function(`return ${written}`)() as unknown
}

interface Ran {
  readonly outcome: 'success' | 'failure' | 'skipped'
  readonly outputs: Readonly<Record<string, string>>
}

/** Runs the steps as GitHub's runner does; those that use another action are noted, with what they are given. */
function run(given: Record<string, string>) {
  const inputs = {
    ...Object.fromEntries(Object.entries(action.inputs).map(([name, input]) => [name, input.default])),
    ...given,
  }
  const steps: Record<string, Ran> = {}
  const summary = join(work, 'summary.md')
  const filled = (value: string): string =>
    value.replace(/\$\{\{ (.*?) \}\}/g, (_, expression: string) => String(valueOf(expression, inputs, steps)))
  const used: { uses: string; with: Record<string, string> }[] = []
  let said = ''
  let failed = false
  action.runs.steps.forEach((step, i) => {
    const { name, id = name, uses, env = {} } = step
    const condition = step.if ?? 'true'
    const runs = Boolean(valueOf(condition, inputs, steps)) && (condition.includes('always()') || !failed)
    steps[id] = { outcome: runs ? 'success' : 'skipped', outputs: {} }
    if (!runs) return
    const filledIn = (values: Readonly<Record<string, string>> = {}) =>
      Object.fromEntries(Object.entries(values).map(([key, value]) => [key, filled(value)]))
    if (uses !== undefined) return void used.push({ uses, with: filledIn(step.with) })
    const [script, output] = [join(work, `${i}.sh`), join(work, `${i}.out`)]
    writeFileSync(script, step.run!)
    writeFileSync(output, '')
    const ended = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], {
      cwd: join(work, filled(step['working-directory'] ?? '.')),
      env: {
        ...process.env,
        ...filledIn(env),
        GITHUB_OUTPUT: output,
        GITHUB_STEP_SUMMARY: summary,
        GITHUB_WORKSPACE: root,
        TSX_TSCONFIG_PATH: join(work, 'tsconfig.json'),
      },
      encoding: 'utf8',
    })
    said += ended.stdout + ended.stderr
    failed ||= ended.status !== 0
    const outputs = readFileSync(output, 'utf8').trim().split('\n').filter(Boolean)
    steps[id] = {
      outcome: ended.status === 0 ? 'success' : 'failure',
      outputs: Object.fromEntries(outputs.map((line) => line.split('=') as [string, string])),
    }
  })
  const outputs = Object.fromEntries(
    Object.entries(action.outputs).map(([name, { value }]) => [name, filled(value)]),
  )
  return {
    steps,
    used,
    outputs,
    said,
    failed,
    summary: existsSync(summary) ? readFileSync(summary, 'utf8') : '',
  }
}

/** In the place of the installed package stands this checkout. */
const command = `node --import ${new URL('../node_modules/tsx/dist/loader.mjs', import.meta.url).href} ${join(root, 'src/cli/assay.ts')}`
writeFileSync(
  join(work, 'tsconfig.json'),
  JSON.stringify({ extends: join(root, 'tsconfig.json'), compilerOptions: { paths: packageSources(root) } }),
)

describe.skipIf(process.platform === 'win32')('action.yml', () => {
  test('verifies, reports and keeps the results, though a claim fails', () => {
    const { steps, used, outputs, said, failed, summary } = run({
      command,
      claims: ' softmax-row-order-strict\n',
      arguments: '--cases 50 --engine wasm --threads 0',
      install: 'echo "it\'s installed" && pwd',
      out: 'results',
      artifact: 'mine',
    })
    expect(said).toContain("it's installed")
    expect([failed, steps['verify'].outcome, steps['Report'].outcome], said).toEqual([
      true,
      'failure',
      'success',
    ])
    expect(outputs).toEqual({
      'exit-code': expect.stringMatching(/^[13]$/),
      evidence: './results/evidence.json',
      report: './results/report.html',
    })
    for (const name of ['evidence.json', 'junit.xml', 'ctrf.json', 'badge.json', 'report.html'])
      expect(existsSync(join(work, 'results', name)), name).toBe(true)
    expect(said).toMatch(
      new RegExp(
        String.raw`^::error title=softmax-row-order-strict.*,file=properties/order/softmax-row-order-strict\.ts,line=${LINE}::`,
        'm',
      ),
    )
    expect(summary).toContain('softmax-row-order-strict')
    expect(used).toEqual([
      { uses: expect.stringMatching(/^actions\/setup-node@v\d+$/), with: { 'node-version': '22' } },
      {
        uses: expect.stringMatching(/^actions\/upload-artifact@v\d+$/),
        with: { name: 'mine', path: './results', 'if-no-files-found': 'ignore' },
      },
    ])
  })

  test('keeps nothing where nothing ran, and takes no word of an input for a pattern or a program', () => {
    const broken = run({ command, install: 'exit 4' })
    expect(broken.steps).toMatchObject({ verify: { outcome: 'skipped' }, Report: { outcome: 'skipped' } })
    expect(broken.used).toHaveLength(1)
    const odd = run({
      command: 'echo',
      claims: '* $(touch x) ; touch x',
      install: '',
      'node-version': '',
      artifact: '',
    })
    expect(odd.said).toContain('verify * $(touch x) ; touch x --out assay --reporter github')
    expect(existsSync(join(work, 'x'))).toBe(false)
    expect(odd).toMatchObject({ used: [], failed: false, outputs: { 'exit-code': '0' } })
    expect(odd.said).toContain('No claim was finished')
  })

  test('hands inputs to shells as variables alone', () => {
    for (const { run, shell } of action.runs.steps) {
      expect(run ?? '').not.toContain('${{')
      expect(shell).toBe(run === undefined ? undefined : 'bash')
    }
    expect(action.runs.using).toBe('composite')
  })

  test('is described in docs/ci.md, input by input', () => {
    for (const [name, { description, default: value }] of Object.entries(action.inputs)) {
      expect(description).not.toBe('')
      expect(page).toContain(`| \`${name}\` | ${value === '' ? '' : `\`${value}\` `}| `)
    }
    for (const name of Object.keys(action.outputs)) expect(page).toContain(`\`${name}\``)
    const [, workflow] = /```yaml\n(name: claims[^]*?)```/.exec(page)!
    const { jobs } = parse(workflow) as { jobs: { claims: { steps: Step[] } } }
    const given = jobs.claims.steps.flatMap(({ with: inputs = {} }) => Object.keys(inputs))
    expect(given.length).toBeGreaterThan(0)
    for (const name of given) expect(Object.keys(action.inputs)).toContain(name)
  })
})

describe.skipIf(process.platform === 'win32')('docs/ci.md', () => {
  /** Runs lines of a shell where `npx assay` and `npx --no-install assay` are this checkout's, on few cases of one claim. */
  const shell = (lines: string) =>
    spawnSync(
      'bash',
      ['-ec', `npm() { :; }\nnpx() { [ "$1" = --no-install ] && shift; shift; ${command} "$@"; }\n${lines}`],
      {
        cwd: work,
        env: { ...process.env, TSX_TSCONFIG_PATH: join(work, 'tsconfig.json'), ATTENTION_ASSAY_CACHE: work },
        encoding: 'utf8',
      },
    )

  test('has a job of GitLab whose scripts work, and whose report is there', () => {
    const [, block] = /```yaml\n(claims:\n {2}image[^]*?)```/.exec(page)!
    const { claims: job } = parse(block) as {
      claims: Record<'script' | 'after_script', string[]> & {
        artifacts: { paths: string[]; reports: { junit: string } }
      }
    }
    const script = job.script.map((line) => line.replace('./properties', SMALL))
    const { status, stderr } = shell([...script, ...job.after_script].join('\n'))
    expect(status, stderr).toBe(0)
    expect(existsSync(join(work, job.artifacts.reports.junit))).toBe(true)
    expect(job.artifacts.reports.junit.startsWith(`${job.artifacts.paths[0]}/`)).toBe(true)
  })

  test('has commands that work', () => {
    // What it compares with is an earlier run.
    expect(shell(`npx assay verify ${SMALL} --out main && cp -r main evidence`).status).toBe(0)
    for (const [, block] of page.matchAll(/```sh\n([^]*?)```/g)) {
      const { status, stderr } = shell(
        block
          .replace('verify --changed', `verify ${SMALL} --changed`)
          .replace('verify --budget 10m', `verify ${CLAIM} --demand 0.5 --budget 12s`),
      )
      // In so little time a slow machine may have too few cases, which verify says by 3.
      expect(block.includes('--budget') ? [0, 3] : [0], stderr).toContain(status)
    }
    expect(readFileSync(join(work, 'reports/junit.xml'), 'utf8')).toContain('tests="1" failures="0"')
  })
})
