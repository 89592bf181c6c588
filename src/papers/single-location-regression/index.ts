export { riskExceeds, riskInputs } from './single-location.ts'
