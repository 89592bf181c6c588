import { shapesOf, type Case } from '../arithmetic/batch.ts'
import type { Claim } from '../claim/claim.ts'
import { recordClaim } from '../claim/record-claim.ts'
import type { Matrix, MatrixPair } from '../evidence/matrix-schema.ts'
import { certify } from '../judge/certify.ts'
import { decisiveCase } from '../judge/decisive-case.ts'
import { Search } from '../judge/search/search.ts'
import { Status } from '../judge/status.ts'
import { about } from './attacked.ts'
import type { BrokenMechanism } from './broken/broken-mechanism.ts'

type Killed = Matrix['mutants'][number]['killed']

/** A kill by its claim, and how many cases it took. */
interface Kill {
  readonly claim: string
  readonly by: 'random' | 'search'
  readonly index: number
}

/** The kill of a mechanism that took the fewest random cases, or, where none kills it, the fewest walks. */
export function firstKill(mutant: string, pairs: readonly MatrixPair[]): Kill | undefined {
  const kills = (by: 'random' | 'search'): Kill[] =>
    pairs.flatMap(({ claim, mutant: name, [by]: found }) => {
      const index = found?.firstViolated ?? null
      return name === mutant && index !== null ? [{ claim, by, index }] : []
    })
  const least = (of: readonly Kill[]): Kill | undefined => of.toSorted((a, b) => a.index - b.index)[0]
  return least(kills('random')) ?? least(kills('search'))
}

/** The first kill of a mechanism with its certificate. @param claims by their ids */
export async function certifiedKill(
  { name, subject }: BrokenMechanism,
  pairs: readonly MatrixPair[],
  claims: ReadonlyMap<string, Claim>,
  seed: number,
): Promise<Killed> {
  const kill = firstKill(name, pairs)
  if (!kill) return null
  const { by, index } = kill
  const claim = about(claims.get(kill.claim)!, subject)
  const certificate =
    by === 'random'
      ? await shrunk(claim, seed, index)
      : await certified(claim, (await new Search(claim, seed).reach(index, 'violation')).value.value)
  if (!certificate)
    throw new Error(`no arithmetic certifies that ${claim.id} kills "${name}" in case ${index}`)
  return { claim: claim.id, by, case: { seed, index }, certificate }
}

async function shrunk(claim: Claim, seed: number, index: number) {
  const { name } = claim.subject as { readonly name: string }
  const found = await decisiveCase(
    claim,
    { seed },
    { index, reading: 'reals', status: Status.Violated, variant: name },
  )
  return 'certificate' in found ? found.certificate : undefined
}

function certified(claim: Claim, item: Case) {
  const subject = claim.subject as Extract<Claim['subject'], { readonly name: string }>
  const program = recordClaim(claim, subject, shapesOf(item)).definition
  return certify(
    { claim: claim.id, variant: subject.name, subject: subject.name, program },
    item,
    Status.Violated,
  )
}
