import { describe, expect, it } from 'vitest'
import { declaredFrom } from './declared-from.ts'
import { evaluate } from './evaluate.ts'
import { State } from './honest-range.ts'
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

describe('what a normaliser near zero makes of values', () => {
  const two = (left: number, right: number, values: readonly [number, number]): Lanes => ({
    ...{ lanes: 1, queries: 1, keys: 2, width: 1, valueWidth: 1, queryHeads: 1, keyHeads: 1 },
    ...{ q: Float32Array.of(1), k: Float32Array.of(left, right), v: Float32Array.from(values) },
  })
  const identity = modelOf(declaredFrom({ as: 'linear(id)' }))
  const stateOf = (lanes: Lanes) => evaluate(identity, lanes, { output: true }).output!.state[0]

  it('may overflow where the output is larger than every number', () => {
    expect(stateOf(two(1, -0.999, [1e37, -1e37]))).toBe(State.Unbounded)
  })

  it('may overflow where its parts are, and cancel', () => {
    expect(stateOf(two(1, -0.999, [1e37, 1e37]))).toBe(State.Unbounded)
  })

  it('is bounded where no part is', () => {
    expect(stateOf(two(1, -0.999, [1e33, -1e33]))).toBe(State.Bounded)
  })
})
