import { BOTH } from '../mechanisms.ts'
import { complement } from '../seed-setting.ts'
import { measured } from './confidence-band.ts'
import type { Results } from './results.ts'

const HEADER = [
  ...'label sweep x mechanism n d m a_0 a_1 b c theta draws'.split(' '),
  ...['fires_on_D0', 'fires_on_D1', 'success'].flatMap((event) => [
    event,
    `${event}_open`,
    `${event}_low`,
    `${event}_high`,
    `${event}_predicted_low`,
    `${event}_predicted_high`,
  ]),
]

/** All points of an experiment, a line each; probabilities between 0 and 1, counts of draws otherwise. */
export function toCsv({ sweeps, confidence, label }: Results): string {
  const lines = [HEADER.join(',')]
  for (const { name, points } of sweeps)
    for (const point of points)
      for (const mechanism of BOTH) {
        const { n, d, m, a0, a1, c, theta } = point.setting
        const numbers = [a0, a1, complement(c), c, theta].map(([p, q]) => p / q)
        const { onD0, onD1, success } = measured(point, mechanism, confidence)
        const events = [onD0, onD1, success].flatMap(({ yes, open, low, high, predicted }) =>
          // The last digits of logarithms differ from one machine to another.
          [yes, open, low, high, ...predicted.map((limit) => Number(limit.toPrecision(9)))],
        )
        lines.push(
          [label, name, point.x, `F_${mechanism}`, n, d, m, ...numbers, point.draws, ...events].join(','),
        )
      }
  return lines.join('\n') + '\n'
}
