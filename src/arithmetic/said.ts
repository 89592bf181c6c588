import type { Judgement } from '../program/judgement.ts'
import { conjunction, judged } from '../program/judged.ts'
import type { Program } from '../program/program.ts'
import type { Atom, Statement } from '../program/statement.ts'
import { and, Truth } from '../program/truth.ts'

/** Numbers of the lanes, and how far each can be off. */
export interface Observed {
  readonly value: Float64Array
  readonly radius: Float64Array
}

/** What an arithmetic says of a program in every lane of a batch, in one reading: truths, one for each lane. */
export interface Said {
  readonly lanes: number
  /** That the lane is a case at all. */
  readonly hypothesis: Uint8Array
  readonly claim: Uint8Array
  /** That there is no witness; undefined for a claim that states no such thing. */
  readonly obstruction: Uint8Array | undefined
  /** The lanes that lie in each region that the claim has to cover. */
  readonly regions: readonly Uint8Array[]
  /** The claim's margin that is nearest to another truth, and its bound; NaN where nothing was compared. */
  readonly margin: Float64Array
  readonly bound: Float64Array
  /** By how much the sides of an equality may differ at most where the claim is consistent. */
  readonly width: Float64Array
  readonly observed: Observed | undefined
  /** Of returned numbers: of the lanes in which they show something, those in which one that the claim compares is NaN or infinite. */
  readonly nonFinite?: Uint8Array
  /** Of the device: the lanes in which the error of every number that the claim compares has a finite bound. */
  readonly bounded?: Uint8Array
}

/** An atom, and what an arithmetic says of it. */
interface JudgedAtom {
  readonly atom: Atom
  readonly judgement: Judgement
}

/** With the atoms of the hypotheses, of the claim and of the obstruction, from left to right; others may follow. */
export interface SaidOfAtoms extends Said {
  readonly atoms: readonly JudgedAtom[]
}

/** The same, with what is said of each atom. */
export function sayingAtoms(
  program: Program,
  lanes: number,
  judge: (atom: Atom) => Judgement,
  observed: Observed | undefined,
): SaidOfAtoms {
  const atoms: JudgedAtom[] = []
  const noting = (atom: Atom): Judgement => {
    const judgement = judge(atom)
    atoms.push({ atom, judgement })
    return judgement
  }
  return { ...saying(program, lanes, noting, observed), atoms }
}

/**
 * Puts together what an arithmetic says of a program from what it says of each atom; it is asked for those of the
 * hypotheses, of the claim, of the obstruction and of the regions, from left to right.
 */
export function saying(
  program: Program,
  lanes: number,
  judge: (atom: Atom) => Judgement,
  observed: Observed | undefined,
): Said {
  const everywhere = (judgement: Judgement) => perLane(conjunction(judgement), lanes)
  const truths = (statement: Statement) => everywhere(judged(statement, judge))
  const hypothesis = new Uint8Array(lanes).fill(Truth.True)
  for (const statement of program.hypotheses) {
    const each = truths(statement)
    for (let lane = 0; lane < lanes; lane++)
      hypothesis[lane] = and(hypothesis[lane] as Truth, each[lane] as Truth)
  }
  const claim = judged(program.claim, judge)
  return {
    lanes,
    hypothesis,
    claim: everywhere(claim),
    obstruction: program.obstruction && truths(program.obstruction),
    regions: program.regions.map(truths),
    margin: perLane(claim.margin, lanes),
    bound: perLane(claim.bound, lanes),
    width: perLane(claim.width, lanes),
    observed: observed && {
      value: perLane(observed.value, lanes),
      radius: perLane(observed.radius, lanes),
    },
  }
}

/** What is the same in every lane, for each of them. */
function perLane<T extends Uint8Array | Float64Array>(values: T, lanes: number): T {
  if (values.length === lanes) return values
  const out = values instanceof Uint8Array ? new Uint8Array(lanes) : new Float64Array(lanes)
  return out.fill(values[0]) as T
}
