import type { Chart } from './chart.ts'

/** Room for a label such as 100,000, in px. */
const TICK_GAP = 60

/** First digits of the ticks, and in how many decades they stand once. */
const CHOICES = [
  ['12357', 1],
  ['125', 1],
  ['1', 1],
  ['1', 2],
  ['1', 5],
  ['1', 20],
  ['1', 100],
] as const

/** The least and the greatest x of all that is drawn, widened where they are the same. */
export function xDomain(chart: Chart): [number, number] {
  const all = [
    ...chart.series.flatMap(({ points, predicted }) => [...points, ...predicted]),
    ...(chart.marks ?? []),
  ].map(({ x }) => x)
  const low = all.reduce((a, b) => Math.min(a, b))
  const high = all.reduce((a, b) => Math.max(a, b))
  if (low < high) return [low, high]
  if (chart.x.scale === 'log') return [low / 2, low * 2]
  return low === 0 ? [-1, 1] : [low - Math.abs(low) / 2, low + Math.abs(low) / 2]
}

/**
 * Round numbers for a log axis: the most whose labels don't touch. Nothing if the axis is too short for two of them.
 * @param pxPerDecade the length on the figure of a factor of 10
 */
export function logTicks([low, high]: readonly [number, number], pxPerDecade: number): number[] | undefined {
  for (const [digits, step] of CHOICES) {
    const ticks: number[] = []
    const last = Math.log10(high) + step
    for (let power = Math.floor(Math.log10(low) / step) * step; power <= last; power += step)
      for (const digit of digits) ticks.push(Number(`${digit}e${Math.floor(power)}`))
    const shown = ticks.filter((tick) => tick >= low && tick <= high)
    const gaps = shown.slice(1).map((tick, i) => Math.log10(tick / shown[i]) * pxPerDecade)
    if (gaps.length > 0 && gaps.every((gap) => gap >= TICK_GAP)) return shown
  }
  return undefined
}
