import type { Subject } from '../attention/attention.ts'
import { withEvent } from '../claim/event.ts'
import type { Claim } from '../claim/claim.ts'
import type { LoadedClaim } from '../claim/load-claim.ts'
import type { Matrix, MatrixPair } from '../evidence/matrix-schema.ts'
import { whyNoKills, whySilent } from './applies.ts'
import { Attack } from './attacked.ts'
import type { BrokenMechanism } from './broken/broken-mechanism.ts'
import { certifiedKill } from './certified-kill.ts'

/** How hard each mechanism is attacked. */
export interface MatrixOptions {
  readonly seed: number
  /** Random cases of each claim, at most. */
  readonly cases: number
  /** Walks of each claim, at most. */
  readonly starts: number
  onClaim?(id: string, number: number, of: number): void
  readonly signal?: AbortSignal
}

/** What is said of claims, broken mechanisms, and each with each. */
export type KillMatrix = Pick<Matrix, 'claims' | 'mutants' | 'pairs'>

/**
 * Puts claims to broken mechanisms: each claim to those of which it says something, which are those that were meant to be
 * an attention of which it does, and of which neither its own cases nor walks from them find anything false.
 *
 * @throws what the claims' own code throws; the signal's reason
 */
export async function killMatrix(
  claims: readonly LoadedClaim[],
  mutants: readonly BrokenMechanism[],
  options: MatrixOptions,
): Promise<KillMatrix> {
  const pairs: MatrixPair[] = []
  const about: Matrix['claims'] = []
  for (const [i, { claim, sourceHash }] of claims.entries()) {
    options.onClaim?.(claim.id, i + 1, claims.length)
    const { id, title } = claim
    const { killsNothing, silent, attack } = await heard(claim, mutants, options)
    about.push({ id, title, sourceHash, ...(killsNothing !== undefined && { killsNothing }), silent })
    if (killsNothing !== undefined) continue
    for (const { name, meant, subject } of mutants) {
      options.signal?.throwIfAborted()
      if (silent.some((each) => each.meant === meant.name)) continue
      pairs.push(await attacked(attack, id, name, subject, options.starts))
    }
  }
  const byId = new Map(claims.map(({ claim }) => [claim.id, claim]))
  return {
    claims: about,
    mutants: await Promise.all(
      mutants.map(async (mutant) => ({
        name: mutant.name,
        mistake: mutant.mistake,
        meant: mutant.meant.name,
        ...(mutant.equivalent !== undefined && { equivalent: mutant.equivalent }),
        killed: await certifiedKill(mutant, pairs, byId, options.seed),
      })),
    ),
    pairs,
  }
}

/** One claim and one mechanism. */
export async function attacked(
  attack: Attack,
  claim: string,
  mutant: string,
  subject: Subject,
  starts: number,
): Promise<MatrixPair> {
  const random = attack.random(subject)
  return { claim, mutant, random, search: (await attack.search(subject, starts)) ?? null }
}

/** Of which attentions a claim says nothing that could show a mistake. */
export async function heard(
  claim: Claim,
  mutants: readonly Pick<BrokenMechanism, 'meant'>[],
  { seed, cases, starts }: Pick<MatrixOptions, 'seed' | 'cases' | 'starts'>,
): Promise<{ killsNothing: string | undefined; silent: Matrix['claims'][number]['silent']; attack: Attack }> {
  const attack = new Attack(await withEvent(claim), seed, cases)
  const killsNothing = whyNoKills(claim)
  if (killsNothing !== undefined) return { killsNothing, silent: [], attack }
  const silent: { meant: string; why: string }[] = []
  for (const meant of new Map(mutants.map((mutant) => [mutant.meant.name, mutant.meant])).values()) {
    const why =
      whySilent(claim, meant) ?? falseOf(attack, meant) ?? (await falseByWalk(attack, meant, starts))
    if (why !== undefined) silent.push({ meant: meant.name, why })
  }
  return { killsNothing, silent, attack }
}

/** Why a claim shows no mistake of an attention of which it was not made, as a sentence. */
function falseOf(attack: Attack, meant: Subject): string | undefined {
  try {
    const { firstViolated } = attack.random(meant)
    return firstViolated === null
      ? undefined
      : `It is false of ${meant.name} itself, in case ${firstViolated}.`
  } catch (error) {
    return `It cannot be put to ${meant.name}: ${error instanceof Error ? error.message : String(error)}.`
  }
}

/** The same, of walks: what they find of honest attention they would find of a broken one as well. */
async function falseByWalk(attack: Attack, meant: Subject, starts: number): Promise<string | undefined> {
  const firstViolated = (await attack.search(meant, starts))?.firstViolated ?? null
  return firstViolated === null
    ? undefined
    : `It is false of ${meant.name} itself, where a walk from case ${firstViolated} leads.`
}
