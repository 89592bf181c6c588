import type { Real } from '../../../program/real.ts'
import type { Recorder } from '../../../program/recorder.ts'
import { softmax } from '../../../attention/softmax.ts'
import { probability } from '../../../claim/claim.ts'
import { reconstructed } from '../../../claim/source.ts'
import { runCampaign } from '../../../judge/campaign.ts'
import {
  riskExceeds,
  riskGiven,
  riskInputs,
  spiked,
} from '../../single-location-regression/single-location.ts'
import { linearRisk, softmaxRisk } from '../../single-location-regression/softmax-risk.ts'
import { byFrequency, byWeight, type StatedFigure } from './figure-search.ts'

/** What the notes state of the risks of single-location regression (reconstructed, arXiv 2509.21936). */
export function regressionFigures(): readonly StatedFigure[] {
  return [
    linearRegression(2, 2, '0.25'),
    linearRegression(2, 4, '0.1'),
    linearRegression(2, 6, '0.05'),
    linearRegression(5, 6, '0.118'),
    softmaxRegression(2, '0.11551'),
    softmaxRegression(4, '0.0035881'),
    softmaxRegression(6, '1.715e-5'),
    softmaxRegression(4, '0.011664', 1),
    softmaxRegression(6, '4.69e-4', 1),
  ]
}

/** The best linear weights' risk: over random signs, whose moments are those of normal noise, a mean over all of them. */
function linearRegression(tokens: number, root: number, stated: string): StatedFigure {
  const scale = tokens ** 2 + root ** 2 * (tokens - 1)
  const signs = Array.from({ length: 2 ** tokens * tokens }, (_, i) =>
    (Math.floor(i / tokens) >> (i % tokens)) & 1 ? 1 : -1,
  )
  const of = (x: Recorder): Real => {
    const chi = spiked(x.constant(signs, [2 ** tokens, tokens]), root, x)
    const weights = chi.mul(x.rational(root * (tokens - 1), scale)).add(x.rational(tokens, scale))
    return riskGiven(weights, x)
      .sum()
      .div(2 ** tokens)
  }
  const what = `single-location regression: risk of linear weights at L = ${tokens}, ν = ${root ** 2}`
  return { what, stated, value: linearRisk(tokens, root ** 2), search: byWeight(of) }
}

/** Softmax's risk with two tokens. */
function softmaxRegression(root: number, stated: string, temperature?: number): StatedFigure {
  const [low, high] = softmaxRisk(root, temperature)
  const at = temperature === undefined ? '√ν' : String(temperature)
  const what = `single-location regression: risk of softmax(${at} χ) at L = 2, ν = ${root ** 2}`
  const claim = probability({
    id: what,
    title: what,
    statement: String.raw`P[2u < r(\chi)] \le \tfrac12 E\,r(\chi)`,
    source: reconstructed('2509.21936', 'the model; the integral is derived'),
    subject: softmax,
    inputs: riskInputs(2),
    check: riskExceeds(root, temperature),
    bound: { relation: 'atMost', value: high / 2, formula: String.raw`\tfrac12 E\,r(\chi)` },
    expect: { reals: 'holds' },
    controls: [],
  })
  // The event's probability is half of the risk.
  const search = byFrequency(async ({ engine, seed, draws }) => {
    const { tally } = await runCampaign(claim, { engine, seed, from: 0, to: draws })
    return { yes: tally.reals.satisfied, open: tally.reals.undecided }
  }, 2)
  return { what, stated, value: (low + high) / 2, search }
}
