import { fileURLToPath } from 'node:url'
import { beforeEach, expect, test } from 'vitest'
import { PlantedCommandLine } from './planted-command-line.fixture.ts'

const PROPERTIES = fileURLToPath(new URL('../../properties/order', import.meta.url))
let line: PlantedCommandLine
beforeEach(() => (line = new PlantedCommandLine(PROPERTIES)))

test('a step a line with its shape at the end, the statement last', async () => {
  expect(await line.run('show', 'softmax-row-order-strict', '--shape', 'q=1x2,k=3x2')).toBe(0)
  const lines = line.out.trimEnd().split('\n')
  expect(lines.find((text) => text.startsWith('v3 '))).toMatch(/^v3 = matMul\(v0, v2\) +\[1, 3\]$/)
  expect(lines.at(-1)).toBe('claim: sameOrder(v3, v7)')
})

test('each subject has its own program; the implementation is another one than the definition', async () => {
  await line.run('show', 'linear-row-order')
  const definition = line.out
  await line.run('show', 'linear-row-order', '--part', 'implementation')
  expect(line.out).not.toBe(definition)
  expect(definition.match(/^# /gm)!.length).toBe(line.out.match(/^# /gm)!.length)
})

test('JSON holds the program as a certificate does', async () => {
  expect(await line.run('show', 'softmax-row-order-strict', '--shape', 'q=1x2,k=3x2', '--json')).toBe(0)
  const [{ program }] = JSON.parse(line.out) as [{ program: { steps: unknown[]; claim: unknown } }]
  expect(program.steps.slice(0, 3)).toEqual([
    ['input', 'q'],
    ['input', 'k'],
    ['transpose', 1],
  ])
  expect(program.claim).toEqual(['sameOrder', 3, 7])
})

test.each([
  ['q1x2', '"q1x2" is no shape such as q=1x8'],
  ['q=1x2,k=3x3', '[1, 2] and [3, 3] cannot be multiplied as matrices'],
])('--shape %s says what is wrong', async (shape, message) => {
  expect(await line.run('show', 'softmax-row-order-strict', '--shape', shape)).toBe(2)
  expect(line.err).toContain(message)
})
