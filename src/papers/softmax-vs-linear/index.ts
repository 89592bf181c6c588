export {
  crossFiringAtLeast,
  crossLinearWeight,
  crossSilenceAtMost,
  crossSoftmaxWeight,
  firingAtLeast,
  linearNeedleWeight,
  silenceAtMost,
  softmaxNeedleWeights,
} from './probability-bounds.ts'
export { firesAcrossOn, firesOn, neuronSigns, seedPaper } from './claims-on-signs.ts'
export {
  closedForm,
  linearWeight,
  preactivations,
  softmaxWeight,
  type ChangedNetwork,
  type NeedleWeight,
} from './closed-form.ts'
export { crossQueryAndKeys, type CrossAttentionData } from './cross-attention-data.ts'
export { distinctRows } from './distinct-rows.ts'
export { column, needleRows, ownWeight, rest } from './needle-row.ts'
export { polynomial } from './polynomial.ts'
export {
  admissible,
  selfAttentionRowSums,
  type DrawnSelfAttentionData,
  type SelfAttentionData,
} from './seed-data.ts'
export { crossHalfWeightSize, halfWeightSize, polynomialHalfWeightSize, steadySize } from './thresholds.ts'
