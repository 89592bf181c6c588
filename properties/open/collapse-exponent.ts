import { derived, type Real } from 'attention-assay'
import { number, openHypothesis } from 'attention-assay/open'

type Kernel = (x: Real, y: Real) => Real

/** ln κ(x, y), or κ itself. */
const KERNELS: Readonly<Record<string, Kernel>> = {
  'exp(xy)': (x, y) => x.mul(y).exp(),
  'exp(x²y + xy²)': (x, y) => x.mul(y).mul(x.add(y)).exp(),
  'exp(x²y²)': (x, y) => x.mul(y).square().exp(),
  '1 + x²y²': (x, y) => x.mul(y).square().add(1),
}

/** Distance between the largest and the smallest token after one layer of attention without skips or values. */
const residual = (kernel: Kernel, tokens: Real): Real => {
  const n = tokens.shape[0]
  const weights = kernel(tokens, tokens.reshape([1, n]))
  const after = weights.matMul(tokens).div(weights.sum(-1, true))
  return after.max().sub(after.min())
}

const slopes = (name: string, stated: string) => ({
  name: `κ = ${name}`,
  at: [0.5, 0.25, 0.125, 0.0625, 0.03125],
  measure: (r: number) =>
    number({
      of(_inputs, x, draws) {
        // The same three tokens at all sizes, at most 1 apart from 0.
        const tokens = [1, -0.75, 0.25 + draws.uniform() / 1024]
        const of = (size: number) =>
          residual(
            KERNELS[name],
            x.constant(
              tokens.map((t) => t * size),
              [3, 1],
            ),
          )
        return of(r)
          .div(of(r / 2))
          .log()
          .div(x.constant(2).log())
      },
    }),
  stated: { 0.03125: stated },
})

export default openHypothesis({
  id: 'collapse-exponent',
  number: 'O8',
  title: 'How fast tokens collapse near consensus, by the mixed derivatives of ln κ',
  question:
    'For a smooth positive kernel: is the residual after one layer of order r³ exactly where the mixed second derivative of ln κ at the consensus point is not zero, and which exponents occur?',
  known:
    'If the lowest mixed terms of ln κ have total degree k, rows differ at order r^k and the residual is of order r^(k+1), unless the leading term cancels for the tokens at hand: derived for generic tokens.',
  against: 'A slope that does not approach k + 1 as r → 0 for tokens whose leading term does not cancel.',
  seen: 'The slopes approach 3, 4, 5 and 5; they are enclosed, so what is left is the distance from r → 0.',
  source: derived('the exponent for generic tokens; degenerate ones are open'),
  figures: [
    {
      name: 'slopes',
      title: 'slope of the residual between r and r/2',
      measured: 'log₂ of residual(r)/residual(r/2) for three tokens at d = 1, consensus point 0.',
      x: { label: 'size r of the tokens', scale: 'log' },
      y: { label: 'slope', range: [2, 6] },
      series: [
        slopes('exp(xy)', '3.000'),
        slopes('exp(x²y + xy²)', '4.000'),
        slopes('exp(x²y²)', '5.000'),
        slopes('1 + x²y²', '5.000'),
      ],
    },
  ],
})
