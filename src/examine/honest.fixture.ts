import type { Declared } from './declared.ts'
import type { Examined } from './examined.ts'
import { computation, type Computation, type Head } from './honest-head.fixture.ts'
import { sizes, type Answer, type Lanes } from './lanes.ts'
import { pickLanes } from './pick-lanes.ts'

/** An attention under examination, from a function of one lane: of a batch of one. */
export function examinedFrom(
  name: string,
  answerLane: (one: Lanes) => Answer,
  gives: Examined['gives'] = { weights: true, output: true },
): Examined {
  return {
    name,
    gives,
    async answer(lanes) {
      const size = sizes(lanes)
      const weights = new Float32Array(lanes.lanes * size.weights)
      const output = new Float32Array(lanes.lanes * size.output)
      for (let lane = 0; lane < lanes.lanes; lane++) {
        const one = answerLane(pickLanes(lanes, [lane]))
        if (one.weights) weights.set(one.weights, lane * size.weights)
        if (one.output) output.set(one.output, lane * size.output)
      }
      return { ...(gives.weights && { weights }), ...(gives.output && { output }) }
    },
    async close() {},
  }
}

/**
 * Attention in the declared precision: each step rounded to it, each sum collected in the declared accumulation. A query
 * without keys gets what is declared, or NaN. Mistakes are made by `change` and `masking`.
 */
export function honest(declared: Declared, how: Computation = {}): (one: Lanes) => Answer {
  const compute = computation(declared, how)
  return (one) => {
    const size = sizes(one)
    const weights = new Float32Array(size.weights)
    const output = new Float32Array(size.output)
    const headOf = compute(one)
    for (let head = 0; head < one.queryHeads; head++) {
      const { weightsOf, outputOf }: Head = headOf(head)
      for (let query = 0; query < one.queries; query++) {
        weights.set(weightsOf(query), (head * one.queries + query) * one.keys)
        output.set(outputOf(query), (query * one.queryHeads + head) * one.valueWidth)
      }
    }
    return { weights, output }
  }
}
