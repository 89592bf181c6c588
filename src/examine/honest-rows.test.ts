import { describe, expect, it } from 'vitest'
import { declaredFrom } from './declared-from.ts'
import { evaluate } from './evaluate.ts'
import type { Lanes } from './lanes.ts'
import { modelOf } from './model.ts'

const one = (q: number, k: number, v: number): Lanes => ({
  ...{ lanes: 1, queries: 1, keys: 1, width: 1, valueWidth: 1, queryHeads: 1, keyHeads: 1 },
  ...{ q: Float32Array.of(q), k: Float32Array.of(k), v: Float32Array.of(v) },
})

const unnormalised = modelOf(declaredFrom({ as: 'linear(exp, unnormalised)' }))

describe('what underflows in unnormalised linear attention', () => {
  it('is multiplied by the query where φ(k)ᵀv is computed first', () => {
    const { low, value } = evaluate(unnormalised, one(84, -74, 1e-38), { output: true }).output!
    // e^-74 · 1e-38 is below every float32, and e^84 times that is what is lost.
    const associative = Math.fround(Math.exp(84)) * Math.fround(Math.exp(-74) * 1e-38)
    expect(associative).toBe(0)
    expect(value[0]).toBeGreaterThan(2e-34)
    expect(low[0]).toBeLessThanOrEqual(associative)
  })

  it('is a subnormal value that is taken for zero, times its kernel', () => {
    const { low, value } = evaluate(unnormalised, one(30, 0, 1e-39), { output: true }).output!
    expect(value[0]).toBeGreaterThan(1e-26)
    expect(low[0]).toBeLessThanOrEqual(0)
  })

  it('is nothing beside values that are no smaller than usual', () => {
    const { low } = evaluate(unnormalised, one(30, 0, 1), { output: true }).output!
    expect(low[0]).toBeGreaterThan(0.99 * Math.exp(30))
  })
})
