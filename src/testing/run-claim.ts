import { expect } from 'vitest'
import { claimOf, withoutFile } from '../claim/load-claim.ts'
import { register } from './test-claim.ts'

/**
 * Registers a claim's test when its own file is what vitest runs, and not one that imports it.
 *
 * @param exported by default from the file
 * @throws {DiscoveryError} when that is no claim of the file's name
 */
export function runClaim(exported: unknown, file: string): void {
  if (expect.getState().testPath?.replaceAll('\\', '/') !== file.replaceAll('\\', '/')) return
  register({ ...withoutFile(claimOf(file, exported)), file }, runClaim)
}
