import type { Chart } from '../../chart/chart.ts'
import { SEED_PAPER } from '../seed-paper.ts'
import type { CollapsePoint } from './weights-around-threshold.ts'

/** All lengths over (a(1 + a) - 1) ln n, with the limit that they approach like 1/n. */
export function collapseChart(points: readonly CollapsePoint[], engine: string): Chart {
  const lengths = [...new Set(points.map(({ n }) => n))]
  const limit = Array.from({ length: 81 }, (_, i) => (i - 40) / 10)
  return {
    title: "Finite-size collapse of softmax's weight of the needle",
    caption: [
      `Marks: the needle's own row on engine ${engine}, within its error bound. Line: 1/(1 + e⁻ˣ), which all lengths approach like 1/n.`,
      'At x = 0, a(1 + a) = 1: the golden ratio less 1, 0.618.',
      `reconstructed from ${SEED_PAPER}: confirm the constants against the paper before citing.`,
    ],
    x: { label: 'x = (a(1 + a) - 1) ln n', scale: 'linear' },
    y: { label: 'weight w* of the needle' },
    points: 'weight on the engine, with its error bound',
    series: lengths.map((length, i) => ({
      name: `n = ${length}`,
      points: points
        .filter(({ n }) => n === length)
        .map(({ scaled, low, high }) => ({
          x: scaled,
          share: (low + high) / 2,
          low: Math.max(0, low),
          high: Math.min(1, high),
        })),
      predicted: i === 0 ? limit.map((x) => ({ x, probability: 1 / (1 + Math.exp(-x)) })) : [],
    })),
    marks: [{ x: 0, label: 'a(1 + a) = 1' }],
  }
}
