import type { Attention } from '../../attention/attention.ts'
import type { Real } from '../../program/real.ts'
import type { Recorder } from '../../program/recorder.ts'
import { riskGiven } from './single-location.ts'

/** Weights u + w χ_l: scalars. */
export interface LinearWeights {
  readonly u: Real
  readonly w: Real
}

/**
 * The risk E[(1 - a_ε)² + Σ_(l≠ε) a_l²] of the spiked model (`spiked`) for weights a_l = (u, w)·(1, χ_l), which are those
 * of unnormalised linear attention with query (u, w) and keys (1, χ_l). Each term is quadratic in one token, so the mean
 * over χ = √ν e_1 + noise and χ = √ν e_1 - noise, where each token has the mean and the variance that it has in the
 * model, is the risk itself.
 *
 * @param root √ν, a scalar
 * @param noise [1, L], each entry 1 or -1
 * @returns a scalar
 */
export function riskOfLinearWeights(
  { u, w }: LinearWeights,
  root: Real,
  noise: Real,
  attention: Attention,
  x: Recorder,
): Real {
  const tokens = noise.shape[1]
  const q = u.reshape([1, 1]).concat(w.reshape([1, 1]), 1)
  const mean = root.mul(
    x.constant(
      Array.from({ length: tokens }, (_, l) => (l === 0 ? 1 : 0)),
      [1, tokens],
    ),
  )
  const given = (chi: Real): Real => {
    const k = x.constant(1, [tokens, 1]).concat(chi.transpose(), 1)
    return riskGiven(attention.weights({ q, k }), x)
  }
  return given(mean.add(noise))
    .add(given(mean.sub(noise)))
    .div(2)
    .reshape([])
}

/** The weights of least risk, u = L/D and w = √ν(L-1)/D with D = L² + ν(L-1), and that risk, L(L-1)/D (derived). */
export function bestLinearWeights(
  tokens: number,
  root: Real,
  x: Recorder,
): LinearWeights & { readonly risk: Real } {
  const others = tokens - 1
  const scale = root
    .square()
    .mul(others)
    .add(tokens ** 2)
  const over = (of: Real): Real => of.div(scale)
  return {
    u: over(x.constant(tokens)),
    w: over(root.mul(others)),
    risk: over(x.constant(tokens * others)),
  }
}
