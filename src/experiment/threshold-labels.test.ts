import { expect, it } from 'vitest'
import { placeLabels } from './threshold-labels.ts'

const font = { size: 12 }
const at = (x: number): number => x

it('stacks labels that would touch, lets no line run through one and keeps all within the plot', () => {
  const marks = [
    { x: 100, label: 'first threshold' },
    { x: 120, label: 'second threshold' },
    { x: 390, label: 'near the edge' },
    { x: 300, label: 'alone, '.repeat(20) },
  ]
  const placed = placeLabels(marks, at, 400, font)
  const of = (x: number) => placed.find((label) => label.x === x)!
  expect(of(120).row).toBe(of(300).row + of(300).lines.length)
  expect(of(100).row).toBe(of(120).row + 1)
  expect(of(390).row).toBe(0)
  for (const { left } of placed) expect(left).toBeGreaterThanOrEqual(0)
  expect(of(390).left).toBeLessThan(390)
  expect(placeLabels(marks.slice(0, 1), at, 400, font)[0]).toMatchObject({ row: 0, left: 104 })
})
