import { expect, test } from 'vitest'
import { tensorOperations } from './operations.ts'
import { resultsOf } from './precision/computed.ts'
import { startEngine } from './start.ts'

test.each(tensorOperations())('%s does what its entry says', async (_, operation) => {
  const { engine } = await startEngine('cpu')
  const { takes, exact } = operation
  const width = typeof takes === 'number' ? takes : 5
  // Of a product the last number is the same in all rows.
  const row = (i: number) =>
    Array.from({ length: width }, (_, j) => (j === 4 ? 3 : ((i * 7 + j * 5) % 11) + 1))
  const rows = Array.from({ length: 37 }, (_, i) => row(i))
  // That engine computes in float64, and rounds once.
  const wanted = rows.map((entries) => Math.fround(exact(...entries)))
  for (const side of takes === 'product' ? (['left', 'right'] as const) : [undefined]) {
    const got = await resultsOf(engine.tf, operation, rows, side)
    expect([...got.subarray(0, rows.length)]).toEqual(wanted)
  }
})

test.each(tensorOperations())('%s is asked what its entry means', (_, operation) => {
  const { exact, returns, sees, tiny = [], huge = [] } = operation
  const subnormal = 2 ** -130
  if (returns) for (const x of [1, 1.5 * 2 ** 100]) expect(exact(...returns(x))).toBe(x)
  if (sees) expect(exact(...sees(subnormal))).not.toBe(exact(...sees(0)))
  for (const row of tiny) {
    const size = Math.abs(exact(...row))
    expect(size).toBeGreaterThan(0)
    expect(size).toBeLessThan(2 ** -126)
  }
  for (const row of huge) expect(exact(...row)).toBeGreaterThan((2 - 2 ** -23) * 2 ** 127)
})
