/**
 * What claims are written with, and what judges them. On one page: docs/vocabulary.md.
 *
 * @module attention-assay
 */
export { exists, forAll, probability, scaling } from './claim/claim.ts'
export { expectation, type Mean } from './claim/expectation.ts'
export type {
  Ablation,
  Claim,
  Cover,
  Exists,
  Expected,
  Exponent,
  ForAll,
  Inputs,
  Measure,
  Mutant,
  Predicate,
  Probability,
  Quantifiers,
  Region,
  Restriction,
  Scaling,
  Variant,
} from './claim/claim.ts'
export type { Need, Traits } from './claim/needs.ts'
export { withMap } from './claim/with-map.ts'
export type { ProbabilityBound } from './claim/probability-bound.ts'
export { allKeysEqual, allScoresEqual, always, never, scoresApart } from './claim/regions.ts'
export { derived, folklore, published, reconstructed, type Source } from './claim/source.ts'
export type { Beside } from './attention/beside.ts'
export {
  bind,
  type Attention,
  type Computation,
  type Heads,
  type InlineParts,
  type LinearParts,
  type QueriesAndKeys,
  type QueriesKeysAndValues,
  type Subject,
} from './attention/attention.ts'
export {
  elu1,
  exponential,
  FEATURE_MAPS,
  hedgehog,
  identity,
  kernelOf,
  relu,
  taylor2,
  type FeatureMap,
  type Features,
} from './attention/feature-map.ts'
export { inline, type InlineScaling } from './attention/inline.ts'
export { linear, type LinearOptions } from './attention/linear.ts'
export type { LinearForm } from './attention/linear-forms.ts'
export { masked, slidingWindow, type Mask } from './attention/mask.ts'
export { mechanism, ofScores } from './attention/mechanism.ts'
export type { Scale } from './attention/scale.ts'
export { softmax, softmaxAttention, type SoftmaxOptions } from './attention/softmax.ts'
export { alibiAttention, type AlibiOptions } from './attention/alibi.ts'
export { multiHead, type MultiHeadOptions } from './attention/multi-head.ts'
export { rotary, type RotaryOptions } from './attention/rotary.ts'
export { cosformer } from './attention/cosformer.ts'
export { deltaNet } from './attention/delta-net.ts'
export { gatedLinear } from './attention/gated-linear.ts'
export { sigmoidAttention, type SigmoidOptions } from './attention/sigmoid.ts'
export { sparsemaxAttention } from './attention/sparsemax.ts'
export { favor, unitDirections, type FavorOptions, type RandomFeatures } from './attention/favor.ts'
export { focused } from './attention/focused.ts'
export { power, taylor } from './attention/taylor.ts'
export { tilt } from './attention/tilt.ts'
export type { Rank } from './program/rank.ts'
export type { Operand, Real } from './program/real.ts'
export type { Recorder } from './program/recorder.ts'
export type { Shape } from './program/shape.ts'
export type { Case, Input } from './arithmetic/batch.ts'
export type { Proposition } from './program/proposition.ts'
export * from './generate/generate.ts'
export { verify, type Judged, type VerifyOptions } from './judge/verify.ts'
export {
  attention,
  type OwnAnswer,
  type OwnAttention,
  type OwnInputs,
  type OwnNumbers,
} from './examine/own-attention.ts'
export type { Definition } from './examine/definition.ts'
export type { Takes } from './examine/returned/takes.ts'
