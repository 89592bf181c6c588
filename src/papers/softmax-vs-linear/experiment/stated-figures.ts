import type { StatedFigure } from './figure-search.ts'
import { regressionFigures } from './regression-figures.ts'
import { statedCrossAttention } from './stated-cross-attention.ts'
import { statedFrequencies } from './stated-frequencies.ts'
import { statedWeights } from './stated-weights.ts'

/** What the notes on the paper state of weights, margins, probabilities and risks (reconstructed). */
export const statedFigures = (): readonly StatedFigure[] => [
  ...statedWeights(),
  ...statedCrossAttention(),
  ...statedFrequencies(),
  ...regressionFigures(),
]
