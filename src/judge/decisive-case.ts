import type { Claim } from '../claim/claim.ts'
import { toHex } from '../arithmetic/hex-float.ts'
import type { DecisiveCase } from '../evidence/schema.ts'
import type { CampaignOptions } from './campaign-options.ts'
import { caseData } from './case-data.ts'
import { subjectOf } from './case-group.ts'
import { programsOf } from './program.ts'
import { judgeFor, shrink } from './shrink.ts'
import type { Status } from './status.ts'

/**
 * Shrinks the case that decides a reading and writes it down.
 *
 * @throws {Error} when the case does not repeat: the engine is not deterministic.
 */
export async function decisiveCase(
  claim: Claim,
  options: CampaignOptions,
  index: number,
  reading: 'reals' | 'float32',
  status: Status,
): Promise<DecisiveCase> {
  const program = programsOf(claim)[subjectOf(claim, options.seed, index)]!
  const judge = judgeFor(reading, options.engine, program)
  const found = await shrink(claim, options.seed, index, status, judge)
  if (!found) throw new Error(`case ${index} of ${claim.id} came out differently when it was run again`)
  return {
    case: { seed: options.seed, index },
    reading,
    tier: reading === 'reals' ? 'interval' : 'device',
    margin: toHex(found.margin),
    bound: toHex(reading === 'float32' ? 0 : found.bound),
    shrunk: caseData(found.shrunk),
    original: caseData(found.original),
  }
}
