import { attention } from 'attention-assay'

/** An attention as one has it: a function of raw tensors [lanes, tokens, width]. */
export default attention({
  name: 'my causal attention',
  definition: { as: 'softmax', mask: 'causal' },
  run(tf, { q, k, v }) {
    const scores = tf.matMul(q, k, false, true).div(Math.sqrt(q.shape[2]))
    const allowed = tf.linalg.bandPart(tf.ones(scores.shape.slice(1)), -1, 0).greater(0)
    return tf.matMul(tf.softmax(tf.where(allowed, scores, tf.fill(scores.shape, -Infinity))), v)
  },
})
