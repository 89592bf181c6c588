import { describe, expect, test } from 'vitest'
import { and, iff, implies, not, or, Truth } from './truth.ts'

const { False, Undecided, Consistent, True } = Truth
const ALL = [False, Undecided, Consistent, True]

describe("Kleene's connectives", () => {
  test('agree with Boolean logic on true and false', () => {
    for (const a of [False, True]) {
      for (const b of [False, True]) {
        const [x, y] = [a === True, b === True]
        expect(and(a, b) === True).toBe(x && y)
        expect(or(a, b) === True).toBe(x || y)
        expect(implies(a, b) === True).toBe(!x || y)
        expect(iff(a, b) === True).toBe(x === y)
        expect(not(a) === True).toBe(!x)
      }
    }
  })

  test('say true or false only when every completion of the open operands does', () => {
    const completions = (t: Truth) => (t === True || t === False ? [t] : [True, False])
    for (const table of [and, or, implies, iff]) {
      for (const a of ALL) {
        for (const b of ALL) {
          const results = completions(a).flatMap((x) =>
            completions(b).map((y) => table(x as Truth, y as Truth)),
          )
          const said = table(a, b)
          if (said === True || said === False) expect(new Set(results)).toEqual(new Set([said]))
        }
      }
    }
  })

  test('an overlap of enclosures never becomes certain, and refutes nothing', () => {
    expect(not(Consistent)).toBe(Undecided)
    expect(and(Consistent, True)).toBe(Consistent)
    expect(or(Consistent, False)).toBe(Consistent)
    expect(iff(Consistent, True)).toBe(Consistent)
    expect(iff(Consistent, False)).toBe(Undecided)
  })
})
