export { bestLinearWeights, riskOfLinearWeights } from './linear-weights.ts'
export { HALF_RISK, riskExceedsAt, risksOfSizes, rootAt } from './several-sizes.ts'
