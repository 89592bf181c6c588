export { claimsAsTests } from './claims-as-tests.ts'
export { testClaim } from './test-claim.ts'
