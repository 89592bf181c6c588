import type { Batch } from '../arithmetic/batch.ts'
import type { Programs } from '../program/program.ts'
import { record } from '../program/record.ts'
import { bind, type QueriesKeysAndValues, type Subject } from './attention.ts'

/** What is true of a subject's weights, as far as its name tells; and what nobody knows. */
export function programsOf(subject: Subject, batch: Batch): Programs {
  const { name } = subject
  const positive = !/\((id|inline)|^inline/.test(name)
  const normalised = !/unnormalised|squares/.test(name)
  return record((inputs, x) => {
    const { q, k, v } = inputs as unknown as QueriesKeysAndValues
    const attention = bind(subject, x)
    const weights = attention.weights({ q, k })
    const output = attention.output({ q, k, v })
    const truths = [
      normalised ? weights.sum(-1).equal(1) : undefined,
      positive ? weights.greaterEqual(0) : undefined,
      positive && normalised ? weights.atMost(1) : undefined,
      positive && normalised ? output.atMost(v.max(0, true)) : undefined,
      name === 'softmax' ? q.matMul(k.transpose()).sameOrder(weights) : undefined,
    ].flatMap((truth) => (truth ? [truth.all()] : []))
    const unknown = [
      weights.less(0.5).all(),
      output.atMost(v.min()).all(),
      weights.gather([0], 1).equal(0.5).all(),
    ]
    const regions = [...truths, ...unknown].map((holds, at) => ({ name: String(at), holds }))
    return { claim: truths.reduce((a, b) => a.and(b), weights.equal(weights).all()), regions }
  }, batch.shapes)
}
