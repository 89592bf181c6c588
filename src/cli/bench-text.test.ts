import { expect, test } from 'vitest'
import { STAGES } from '../arithmetic/stopwatch.ts'
import type { ClaimTime } from '../evidence/time-schema.ts'
import { benchClaimsText } from './bench-claims-text.ts'
import { waysLines } from './bench-ways-text.ts'
import { PlantedCommandLine, folder } from './planted-command-line.fixture.ts'

const widest = (text: string): number => Math.max(...text.split('\n').map((line) => [...line].length))

test('what the time of claims goes to: the largest shares first, in 80 columns', () => {
  const time = Object.fromEntries(STAGES.map((stage, i) => [stage, i])) as unknown as ClaimTime
  const text = benchClaimsText({
    engine: { name: 'wasm', device: 'planted', versions: {}, settings: {} },
    node: 'v20.0.0',
    threads: 1,
    claims: [
      {
        id: 'softmax-weights-injective-iff-affine-span',
        cases: 24_000,
        perSecond: 123_456,
        onDevice: 0.5,
        time: { ...time, wall: 40, drawing: 0, kernels: 0.001 },
      },
    ],
  })
  expect(widest(text)).toBeLessThanOrEqual(80)
  expect(text).toMatch(/24,000 cases, device 50 %, busy 76 %: certificates\s+18 %, variants 16 %,\s+exact/)
  expect(text).not.toMatch(/drawing|kernels/)
})

test('ways beside each other, and what is missing, in 80 columns', () => {
  const others = (['usual', 'numpy', 'jax', 'hypothesis', 'forward'] as const).map((way) => ({
    way,
    perSecond: 1_234_567.8,
    ratio: 0.614,
    alarms: way === 'forward' ? 0 : 12_345,
    looked: way === 'forward' ? 0 : 12_345_678,
  }))
  const workload = { decided: 9_876_543, climbed: 0.27, others }
  const lines = waysLines({
    python: [
      { way: 'numpy', version: 'NumPy 2', normal: 9 },
      { way: 'jax', reason: 'python3 has no jax (python3 -m pip install "jax[cpu]"), and says so at length' },
    ],
    gaussian: workload,
    spread: workload,
    large: workload,
  })
  expect(widest(lines.join('\n'))).toBeLessThanOrEqual(80)
  expect(
    lines.filter((line) => /^ {2}NumPy +1,234,568 +0\.61 {2}12,345 of 12,345,678$/.test(line)),
  ).toHaveLength(3)
  expect(lines.join(' ')).toContain('python3 -m pip install "jax[cpu]"')
})

test.each([
  [['bench', 'ways', 'a'], 'assay bench claims'],
  [['bench', 'ceiling', '--cases', '5'], 'assay bench claims'],
  [['bench', '--rounds', '1'], 'take --rounds'],
  [['bench', 'claims', '--rounds', '1'], 'take --rounds'],
  [['bench', 'ways', '--rounds', '0'], '--rounds 1'],
  [['bench', 'a'], 'ways, ceiling, claims'],
  [['bench', 'claims', 'nowhere'], 'nowhere'],
])('%j is refused', async (args, said) => {
  const line = new PlantedCommandLine(folder())
  expect(await line.run(...args)).toBe(2)
  expect(line.err).toContain(said)
})
