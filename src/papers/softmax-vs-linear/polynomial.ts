import type { Subject } from '../../attention/attention.ts'
import { nonzero } from '../../attention/linear-forms.ts'
import { mechanism } from '../../attention/mechanism.ts'

/**
 * Polynomial attention: weights proportional to (q·k)^p. Degree 1 is linear(id). Undefined where a row's normaliser
 * is zero, which is stated as a hypothesis of the case.
 *
 * @throws {RangeError} when the degree is no positive integer
 */
export function polynomial(degree: number): Subject {
  if (!Number.isSafeInteger(degree) || degree < 1)
    throw new RangeError(`there is no polynomial attention of degree ${degree}; give a positive integer`)
  return mechanism(`polynomial(p=${degree})`, ({ q, k }, x) => {
    const scores = q.matMul(k.transpose())
    let kernel = scores
    for (let power = 1; power < degree; power++) kernel = kernel.mul(scores)
    return kernel.div(nonzero(kernel.sum(-1, true), x))
  })
}
