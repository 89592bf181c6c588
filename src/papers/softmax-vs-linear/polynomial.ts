import type { Subject } from '../../attention/attention.ts'
import { mechanism } from '../../attention/mechanism.ts'

/** Polynomial attention: weights proportional to (q·k)^p, for scores that are positive. Degree 1 is linear(id). */
export const polynomial = (degree: number): Subject =>
  mechanism(`polynomial(p=${degree})`, ({ q, k }) => {
    const scores = q.matMul(k.transpose())
    let kernel = scores
    for (let power = 1; power < degree; power++) kernel = kernel.mul(scores)
    return kernel.div(kernel.sum(-1, true))
  })
