import { Truth } from '../program/truth.ts'
import type { Said } from './said.ts'

/** The lanes in which the claim is left open, but for those that are certainly no cases. */
export function openLanes({ lanes, hypothesis, claim, obstruction, bounded }: Said): number[] {
  const open: number[] = []
  for (let lane = 0; lane < lanes; lane++) {
    if (hypothesis[lane] === Truth.False) continue
    const isSettled =
      isDecided(hypothesis[lane]) && isDecided(claim[lane]) && (!obstruction || isDecided(obstruction[lane]))
    if (!isSettled || bounded?.[lane] === 0) open.push(lane)
  }
  return open
}

const isDecided = (truth: number): boolean => truth === Truth.True || truth === Truth.False

/** Puts what was said of some lanes, as so many lanes, in place of what was said of them before. */
export function overwrite(into: Said, from: Said, lanes: readonly number[]): void {
  const columns = [into, from].map(columnsOf)
  columns[0].forEach((column, i) => lanes.forEach((lane, k) => (column[lane] = columns[1][i][k])))
}

const columnsOf = (said: Said): readonly (Uint8Array | Float64Array)[] =>
  [
    ...[said.hypothesis, said.claim, said.obstruction, said.margin, said.bound, said.width],
    ...[said.observed?.value, said.observed?.radius, said.nonFinite, said.bounded],
    ...said.regions,
  ].filter((column) => column !== undefined)
