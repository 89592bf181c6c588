import type { Program } from '../program/program.ts'

/** Looks without a refutation after which another is not likely; and how many times as many there have to be at least. */
const PATIENCE = 4

/** How often residues decided cases of a program. Equalities that hold, which most of them do, are not looked at in vain. */
export class Refutations {
  private readonly counts = new WeakMap<Program, { looks: number; refuted: number }>()

  note(program: Program, refuted: boolean): void {
    const counts = this.counts.get(program) ?? { looks: 0, refuted: 0 }
    counts.looks++
    if (refuted) counts.refuted++
    this.counts.set(program, counts)
  }

  /** Whether of the looks up to now one in four, but for the first four, decided something. */
  areLikely(program: Program): boolean {
    const { looks, refuted } = this.counts.get(program) ?? { looks: 0, refuted: 0 }
    return looks < PATIENCE * (refuted + 1)
  }
}
