export { firingAtLeast, silenceAtMost, crossFiringAtLeast, crossSilenceAtMost } from './probability-bounds.ts'
export { neuronSigns, oneSignEach, seedPaper } from './claims-on-signs.ts'
export { closedForm } from './closed-form.ts'
export { firstUnit, ones } from './constant-rows.ts'
export { crossNetworkFires, crossNetworks } from './cross-attention-network.ts'
export { crossQueryAndKeys, type CrossAttentionData } from './cross-attention-data.ts'
export { distinctRows } from './distinct-rows.ts'
export { haveNeedle, logitFactors, queriesAndKeysOf } from './drawn-logits.ts'
export { preactivations, type ChangedNetwork } from './drawn-network.ts'
export { crossFiringProbability, firingProbability } from './event-probability.ts'
export { firesOn } from './four-layer-network.ts'
export { column, needleRows, ownWeight, rest } from './needle-row.ts'
export {
  crossLinearWeight,
  crossSoftmaxWeight,
  linearNeedleWeight,
  linearWeight,
  softmaxNeedleWeights,
  softmaxWeight,
  type NeedleWeight,
} from './needle-weights.ts'
export { polynomial } from './polynomial.ts'
export {
  admissible,
  selfAttentionRowSums,
  type DrawnSelfAttentionData,
  type SelfAttentionData,
} from './seed-data.ts'
export { crossHalfWeightSize, halfWeightSize, polynomialHalfWeightSize, steadySize } from './thresholds.ts'
