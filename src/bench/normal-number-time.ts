import { Draws } from '../generate/draws.ts'

const COUNT = 1_000_000
const ROUNDS = 7

/** Nanoseconds for a standard normal number, the best of some rounds. */
export function normalTime(): number {
  const draws = new Draws({ nextInt: () => 20_231_031 })
  const into = new Float32Array(COUNT)
  let best = Infinity
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now()
    draws.fillNormal(into, 0, COUNT, 1)
    best = Math.min(best, performance.now() - started)
  }
  return (1e6 * best) / COUNT
}
