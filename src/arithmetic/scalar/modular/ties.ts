import type { Atom } from '../../../program/statement.ts'
import { comparedBy } from '../../../program/statement.ts'
import { Truth } from '../../../program/truth.ts'
import { zip, type Entry, type ScalarArray } from '../scalar-array.ts'
import type { ModularNumber } from './modular-field.ts'
import { agree } from './residues.ts'

/**
 * Whether an atom stays open because sides look equal, so that enclosures will hardly decide it, of however many bits: an
 * equality that nothing refutes; a rank that no residues raise; an order of numbers whose residues agree.
 *
 * @param truth of each entry, as far as it is known
 */
export function looksTied(
  atom: Atom,
  truth: Uint8Array,
  values: readonly ScalarArray<ModularNumber>[],
): boolean {
  const isOpen = (at: number): boolean => truth[at] === Truth.Undecided || truth[at] === Truth.Consistent
  if (!truth.some((_, at) => isOpen(at))) return false
  const sides = comparedBy(atom).map((value) => values[value])
  switch (atom[0]) {
    case 'equal':
      return true
    case 'less':
    case 'atMost':
      return zip(sides[0], sides[1], lookEqual).entries.some((tied, at) => tied && isOpen(at))
    case 'sameOrder':
      return sides.some((side) => hasTies(side, isOpen))
    default:
      return sides.every(({ entries }) => entries.every((entry) => lookEqual(entry, entry)))
  }
}

/** Residues of which nothing is known agree with none. */
const lookEqual = (x: Entry<ModularNumber>, y: Entry<ModularNumber>): boolean =>
  x !== undefined && y !== undefined && agree(x.residues, y.residues)

/** Whether two entries of one row look equal. */
function hasTies({ entries, shape }: ScalarArray<ModularNumber>, inRow: (row: number) => boolean): boolean {
  const length = shape.at(-1)!
  return entries.some((x, at) => {
    const row = Math.floor(at / length)
    return inRow(row) && entries.slice(row * length, at).some((y) => lookEqual(x, y))
  })
}
