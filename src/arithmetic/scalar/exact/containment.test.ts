import { expect, test } from 'vitest'
import { Draws } from '../../../generate/draws.ts'
import { IntervalField, type Interval } from '../interval-field.ts'
import { Truth } from '../../../program/truth.ts'
import { ExactField } from './exact-field.ts'
import type { ExactNumber } from './exact-number.ts'

const exact = new ExactField()
const intervals = new IntervalField()
const COUNT = 20_000

/** Numbers of every size, near 0 and 1, and equal ones. */
function numberFrom(draws: Draws): number {
  const kind = draws.below(6)
  if (kind === 0) return draws.normal()
  if (kind === 1) return draws.sign() * 2 ** (draws.uniform() * 2000 - 1000)
  if (kind === 2) return 1 + draws.normal() * 2 ** -(draws.below(53) + 1)
  if (kind === 3) return draws.below(7) - 3
  if (kind === 4) return draws.sign() * 5e-324 * draws.below(1000)
  return Math.fround(draws.normal() * 50)
}

/** The exact result lies in the enclosure, as these two know nothing of each other. */
function contained(found: ExactNumber | undefined, in_: Interval | undefined): boolean {
  if (found === undefined || in_ === undefined) return true
  return (
    exact.atMost(exact.exact(in_.lo), found) === Truth.True &&
    exact.atMost(found, exact.exact(in_.hi)) === Truth.True
  )
}

test.each(['add', 'sub', 'mul', 'div', 'minimum', 'maximum'] as const)('%s', (operation) => {
  const draws = new Draws({ nextInt: () => 101 })
  for (let i = 0; i < COUNT; i++) {
    const [a, b] = [numberFrom(draws), numberFrom(draws)]
    const found = exact[operation](exact.exact(a), exact.exact(b))
    const enclosure = intervals[operation](intervals.exact(a), intervals.exact(b))
    if (!contained(found, enclosure))
      expect.fail(`${operation}(${a}, ${b}) is not in [${enclosure?.lo}, ${enclosure?.hi}]`)
  }
})

test.each(['neg', 'abs', 'square', 'sqrt', 'exp', 'log'] as const)('%s', (operation) => {
  const draws = new Draws({ nextInt: () => 102 })
  for (let i = 0; i < COUNT; i++) {
    const number = numberFrom(draws)
    // An argument of e^x of more than 700 has no float64 limits.
    const a = operation === 'exp' && Math.abs(number) > 700 ? number % 700 : number
    const found = exact[operation](exact.exact(a))
    const enclosure = intervals[operation](intervals.exact(a))
    if (!contained(found, enclosure))
      expect.fail(`${operation}(${a}) is not in [${enclosure?.lo}, ${enclosure?.hi}]`)
  }
})

// These take far more places.
test.each(['tanh', 'sin', 'cos'] as const)('%s', (operation) => {
  const draws = new Draws({ nextInt: () => 103 })
  for (let i = 0; i < COUNT / 2; i++) {
    const number = numberFrom(draws)
    // What sin x and x, or cos x and 1, differ by is looked for in 2048 places.
    const a = operation === 'tanh' || Math.abs(number) > 2 ** -600 ? number : number * 2 ** 500
    const found = exact[operation](exact.exact(a))
    const enclosure = intervals[operation](intervals.exact(a))
    if (found === undefined || !contained(found, enclosure))
      expect.fail(`${operation}(${a}) is not in [${enclosure?.lo}, ${enclosure?.hi}]`)
  }
})
