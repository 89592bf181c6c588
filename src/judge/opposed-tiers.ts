import type { Case } from '../arithmetic/batch.ts'
import { batchOf } from '../arithmetic/batch.ts'
import type { Program } from '../program/program.ts'
import { lettersOf } from './certify.ts'
import { statusesOf } from './outcomes.ts'
import { FLOAT64, higherTiers } from './scalar-tiers.ts'
import { opposed, Status } from './status.ts'

/** What an arithmetic says of one case. */
export interface Opinion {
  /** The arithmetic, for people. */
  readonly by: string
  readonly status: Status
  /** For each atom of the definition its relation, and a letter (T, F, C, U) for each of its entries. */
  readonly atoms?: readonly { readonly relation: string; readonly truth: string }[]
}

const CERTAIN: { readonly [status in Status]?: string } = {
  [Status.Satisfied]: 'true',
  [Status.Violated]: 'false',
  [Status.Discarded]: 'about no case of the claim',
}

/**
 * Where arithmetics are certain of opposite things, in sentences; each is a defect of this program or of an engine, since
 * all are about the same real numbers.
 */
export function oppositions(opinions: readonly Opinion[]): string[] {
  const pairs = opinions.flatMap((a, i) => opinions.slice(i + 1).map((b) => [a, b] as const))
  return pairs.flatMap(([a, b]) => {
    const [one, other] = [CERTAIN[a.status], CERTAIN[b.status]]
    const claim =
      one !== undefined && other !== undefined && one !== other
        ? [`${a.by} is certain that the claim is ${one}, ${b.by} that it is ${other}`]
        : opposed(a.status, b.status)
          ? [`${a.by} and ${b.by} are certain of opposite things: whether it is a case of the claim`]
          : []
    return [...claim, ...opposedAtoms(a, b)]
  })
}

function opposedAtoms(a: Opinion, b: Opinion): string[] {
  return (a.atoms ?? []).flatMap(({ relation, truth }, number) => {
    const others = b.atoms?.[number]?.truth ?? ''
    const at = [...truth].findIndex(
      (letter, i) => `${letter}${others[i]}` === 'TF' || `${letter}${others[i]}` === 'FT',
    )
    const said = (letter: string) => (letter === 'T' ? 'true' : 'false')
    return at < 0
      ? []
      : [
          `${a.by} is certain that entry ${at} of atom ${number} (${relation}) is ${said(truth[at])}, ${b.by} that it is ${said(others[at])}`,
        ]
  })
}

/** The name of an arithmetic, with the bits of its enclosures. */
export const tierInWords = (tier: string, bits: number | null | undefined): string =>
  bits ? `${tier} of ${bits} bits` : tier

/** What each arithmetic that works number by number says of a case, whichever decides it first. */
export async function opinionsOf(program: Program, item: Case): Promise<Opinion[]> {
  const batch = batchOf([item])
  return [FLOAT64, ...(await higherTiers()).tiers].map(({ tier, bits, judge }) =>
    judge(program, batch, (said) => ({
      by: tierInWords(tier, bits),
      status: statusesOf(program, said)[0] as Status,
      atoms: said.atoms.map(({ atom, judgement }) => ({
        relation: atom[0],
        truth: lettersOf(judgement.truth),
      })),
    })),
  )
}
