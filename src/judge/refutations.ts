import type { Program } from '../program/program.ts'

/** Looks in vain that each refutation is worth, and that are allowed before the first. */
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

  /** Whether it was worth looking up to now. */
  areLikely(program: Program): boolean {
    const { looks, refuted } = this.counts.get(program) ?? { looks: 0, refuted: 0 }
    return looks < PATIENCE * (refuted + 1)
  }
}
