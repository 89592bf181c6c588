import type { Batch } from '../arithmetic/batch.ts'
import type { Programs } from '../program/program.ts'
import { record } from '../program/record.ts'
import { bind, type QueriesKeysAndValues, type Subject } from './attention.ts'

/** Softmax with a positive scale, whose weights have the order of the scores. */
const UNMASKED = /^softmax(\(scale [^,-]+\))?$/

/** Weights may be negative. */
const SIGNED = /^(inline|gated|deltanet)|^polynomial\(p=[13]|^linear\((id|tilt|taylor\(p=3|favor\(trig)/

/** Softmax over each axis of any array: sums to one, bounds, order. */
export const softmaxOverAxes = ({ shapes }: Batch): Programs =>
  record(({ c }) => {
    const truths = c.shape.map((_, axis) => {
      const terms = c.belowMax(axis).exp()
      const weights = terms.div(terms.sum(axis, true))
      const within = weights.greaterEqual(0).and(weights.atMost(1)).all()
      const sums = weights.sum(axis).equal(1).all()
      const last = axis === c.shape.length - 1
      return last ? sums.and(within).and(c.sameOrder(weights).all()) : sums.and(within)
    })
    const regions = truths.map((holds, axis) => ({ name: `axis ${axis}`, holds }))
    return { claim: truths.reduce((a, b) => a.and(b)), regions }
  }, shapes)

/** What is true of a subject's weights, as far as its name tells; and what nobody knows. */
export function programsOf(subject: Subject, batch: Batch): Programs {
  const { name } = subject
  const positive = !SIGNED.test(name)
  const normalised = !/unnormalised|squares|^(sigmoid|gated|deltanet)/.test(name)
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
      UNMASKED.test(name) ? q.matMul(k.transpose()).sameOrder(weights) : undefined,
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
