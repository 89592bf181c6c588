import { fileURLToPath } from 'node:url'
import rowOrder from '../../properties/order/softmax-row-order-strict.ts'
import { forAll, type Claim } from '../claim/claim.ts'
import { withVariant } from '../claim/variants.ts'
import { gaussian, queryAndKeys, type Distribution } from '../generate/generate.ts'
import type { ClaimPlace } from '../judge/threads/job.ts'

/** What is measured: a claim of the benchmark, and how much of it. */
export interface Workload {
  readonly claim: Claim
  /** So that threads find the claim. */
  readonly place: ClaimPlace
  readonly tokens: number
  readonly width: number
  readonly cases: number
  /** Lanes of a batch of the bare forward pass. */
  readonly batch: number
  readonly rounds: number
}

// Half a second or more of each way at a time: what starts and ends a campaign is not what is compared.
const SMALL = { tokens: 16, width: 8, cases: 2 ** 19, batch: 4096, rounds: 5 }
const LARGE = { tokens: 128, width: 64, cases: 2 ** 14, batch: 256, rounds: 3 }

const oneQuery = (name: string, { tokens, width }: typeof SMALL, from?: Distribution) => ({
  name,
  inputs: queryAndKeys({ tokens: [tokens], width: [width], ...(from && { from }) }),
})

/** The benchmark's claim, softmax's row order; its variants are of one query at one shape. */
const claim = forAll({
  ...rowOrder,
  // Threads load a claim by the name of its file.
  id: 'workloads',
  controls: [
    oneQuery('Gaussian, small', SMALL, gaussian(1)),
    oneQuery('spread, small', SMALL),
    oneQuery('Gaussian, large', LARGE, gaussian(1)),
  ],
})
export default claim

const workload = (variant: number, size: typeof SMALL): Workload => ({
  claim: withVariant(claim, claim.controls[variant]),
  place: { file: fileURLToPath(import.meta.url), variant },
  ...size,
})

export const GAUSSIAN = workload(0, SMALL)
export const SPREAD = workload(1, SMALL)
export const LARGE_GAUSSIAN = workload(2, LARGE)
