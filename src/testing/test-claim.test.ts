import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const repository = fileURLToPath(new URL('../../', import.meta.url))
const root = realpathSync(mkdtempSync(join(tmpdir(), 'assay-vitest-')))

/** A claim that all weights are more than some number, which is of two or more. */
const claim = (
  id: string,
  number: number,
  cases = 2000,
): string => `import { folklore, forAll, queryAndKeys, softmax } from 'attention-assay'

export default forAll({
  id: '${id}',
  title: 'Softmax pays more than ${number}',
  statement: 's',
  source: folklore(),
  subject: softmax,
  inputs: queryAndKeys({ tokens: [2, 2], width: [1, 1] }),
  check: ({ q, k }, attention) => attention.weights({ q, k }).greater(${number}).all(),
  cases: ${cases},
  expect: { reals: 'holds' },
  controls: [
    { name: 'more than 3/4', check: ({ q, k }, attention) => attention.weights({ q, k }).greater(0.75).all() },
  ],
})
`

test('verdicts reach a reporter of vitest, and a failure is told in full where the claim stands', () => {
  mkdirSync(join(root, 'properties'))
  for (const [id, number, cases] of [
    ['stands', 0],
    ['falls', 0.5],
    ['few', 0, 300],
  ] as const)
    writeFileSync(join(root, 'properties', `${id}.ts`), claim(id, number, cases))
  const vitest = join(repository, 'node_modules/vitest/vitest.mjs')
  const { stdout } = spawnSync(
    process.execPath,
    [
      vitest,
      'run',
      '--root',
      root,
      '--config',
      join(repository, 'vitest.config.ts'),
      // Of tests that set none themselves.
      '--testTimeout',
      '1',
      '--reporter',
      'junit',
      '--no-isolate',
      '--maxWorkers',
      '1',
    ],
    // Without optional engines it starts sooner.
    { encoding: 'utf8', env: { ...process.env, VITEST: undefined, ATTENTION_ASSAY_CACHE: root } },
  )
  expect(stdout).toContain('tests="3" failures="1" errors="0"')
  for (const [id, verdict, cases] of [
    ['stands', 'supported', '1,500'],
    ['falls', 'refuted', '1,500'],
    // A claim that says how many it needs is given no more.
    ['few', 'supported', '300'],
  ]) {
    const [, told] = new RegExp(`name="${id}"[^]*?<properties>([^]*?)</properties>`).exec(stdout) ?? []
    expect(told).toContain(`<property name="over the reals" value="${verdict}. `)
    expect(told).toContain(` ${cases} cases`)
    expect(told).toMatch(
      new RegExp(`<property name="replay" value="assay replay \\S*${id}\\.ts --seed 1 --case \\d+">`),
    )
  }
  const [, failure] = /<failure([^]*)<\/failure>/.exec(stdout) ?? []
  expect(failure).toContain('type="NotAsExpected"')
  expect(failure).toContain('over the reals: expected holds, found refuted')
  expect(failure).toContain('counterexample, shrunk from case 0 of seed 1:')
  expect(failure).toMatch(/assay replay \S*falls\.ts --seed 1 --case 0\n/)
  expect(failure).toMatch(/❯ properties\/falls\.ts:3:1\s*$/)
})
