import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
const blocks = (language: string) =>
  [...readme.matchAll(new RegExp('```' + language + '\\n([\\s\\S]*?)```', 'g'))].map(([, text]) => text)

describe('the README', () => {
  const [verify, tests, ...others] = blocks('sh')

  test('shows the two commands that do all the set-up, which .ci/run runs', () => {
    expect(verify.trim()).toBe('npm ci --ignore-scripts && npm run verify')
    expect(tests.trim()).toBe('npm ci --ignore-scripts && npm test')
  })

  const commands = others.flatMap((block) => block.trim().split('\n'))
  expect(commands.length).toBeGreaterThan(0)
  // A test that runs vitest would run itself.
  for (const command of commands.filter((line) => !line.includes('vitest'))) {
    test(`has a command that works: ${command}`, () => {
      const printed = execFileSync(command, { cwd: root, shell: true, encoding: 'utf8' })
      expect(printed.trim()).not.toBe('')
    })
  }

  test('quotes claims as they are', () => {
    const claim = readFileSync(
      new URL('../properties/order/softmax-row-order-strict.ts', import.meta.url),
      'utf8',
    )
    for (const block of blocks('ts')) expect(claim).toContain(block.trim())
  })
})
