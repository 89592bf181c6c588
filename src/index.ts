export { exists, forAll, probability, scaling } from './claim/claim.ts'
export type {
  Ablation,
  Claim,
  Cover,
  Exists,
  ForAll,
  Inputs,
  Measure,
  Predicate,
  Probability,
  Restriction,
  Scaling,
  Variant,
} from './claim/claim.ts'
export type { Need, Traits } from './claim/needs.ts'
export { allScoresEqual, scoresApart } from './claim/scores-apart.ts'
export { derived, folklore, published, reconstructed, type Source } from './claim/source.ts'
export { bind, type Attention, type LinearParts, type Subject } from './attention/attention.ts'
export {
  elu1,
  exponential,
  FEATURE_MAPS,
  hedgehog,
  identity,
  relu,
  taylor2,
  type FeatureMap,
} from './attention/feature-map.ts'
export { inline } from './attention/inline.ts'
export { linear, type LinearOptions } from './attention/linear.ts'
export { masked, type Mask } from './attention/mask.ts'
export { mechanism } from './attention/mechanism.ts'
export { softmax, softmaxAttention, type SoftmaxOptions } from './attention/softmax.ts'
export type { Rank } from './program/rank.ts'
export type { Real } from './program/real.ts'
export type { Recorder } from './program/recorder.ts'
export type { Case, Input } from './arithmetic/batch.ts'
export type { Proposition } from './program/proposition.ts'
export * from './generate/generate.ts'
export { verify, type Judged, type VerifyOptions } from './judge/verify.ts'
export { attention, type OwnAnswer, type OwnAttention, type OwnInputs } from './examine/own-attention.ts'
export type { Definition } from './examine/definition.ts'
