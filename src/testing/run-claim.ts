import { expect } from 'vitest'
import type { Claim } from '../claim/claim.ts'
import { testClaim } from './test-claim.ts'

/** Registers a claim's test when its own file is what vitest runs, and not one that imports it. */
export function runClaim(claim: Claim, file: string): void {
  if (expect.getState().testPath?.replaceAll('\\', '/') === file.replaceAll('\\', '/')) testClaim(claim)
}
