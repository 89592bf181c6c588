/**
 * Lets vitest run claims: all in a folder, or one in a test of your own.
 *
 * @module attention-assay/vitest
 */
export { claimsAsTests } from './claims-as-tests.ts'
export { testClaim } from './test-claim.ts'
