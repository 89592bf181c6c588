import type { Chart, Series } from '../../chart/chart.ts'
import { predict } from '../firing-probability.ts'
import { BOTH, MECHANISMS, type Mechanism } from '../mechanisms.ts'
import { measured } from './confidence-band.ts'
import type { Results, SweepResult } from './results.ts'
import { isReal, parameterOf, PARAMETERS, whyInadmissible, withParameter, type Parameter } from './sweeps.ts'

const AXES: Readonly<Record<Parameter, { label: string; unit: string; scale: Chart['x']['scale'] }>> = {
  n: { label: 'sequence length n', unit: 'tokens', scale: 'log' },
  d: { label: 'width d', unit: 'columns', scale: 'log' },
  m: { label: 'hidden neurons m', unit: 'neurons', scale: 'log' },
  a_0: { label: 'needle size a_0 in D_0', unit: 'multiples of √ln n', scale: 'linear' },
  a_1: { label: 'needle size a_1 in D_1', unit: 'multiples of √ln n', scale: 'linear' },
  c: { label: 'constant column c = 1 - b', unit: 'multiples of √ln n', scale: 'linear' },
}

/** The file's name of a sweep's figure. */
export const chartFileName = ({ name }: Pick<SweepResult, 'name'>): string =>
  `seed-${name.replace(' at ', '-').replaceAll('=', '').replaceAll(' ', '-')}.svg`

/** Success probability of both networks over one parameter, the closed form drawn over the simulation. */
export function sweepChart(sweep: SweepResult, { engine, draws, seed, confidence }: Results): Chart {
  const series = BOTH.map((mechanism): Series => ({
    name: `${MECHANISMS[mechanism].called}, F_${mechanism}`,
    points: sweep.points.map((point) => {
      const { share, low, high } = measured(point, mechanism, confidence).success
      return { x: point.x, share, low, high }
    }),
    predicted: between(sweep, mechanism),
  }))
  const { base } = sweep
  const { label, unit, scale } = AXES[sweep.parameter]
  const fixed = PARAMETERS.filter((name) => name !== sweep.parameter).map(
    (name) => `${name} = ${parameterOf(base, name)}`,
  )
  const leftOut = sweep.leftOut.map(({ x, why }) => `${sweep.parameter} = ${x} (${why})`)
  return {
    title: `Separating D_1 from D_0 by random signs, over ${label} (${sweep.parameter === 'd' ? `n = ${base.n}` : `d = ${base.d}`})`,
    caption: [
      `Success: F > 0 on D_1 and F = 0 on D_0 for the same signs. ${fixed.join(', ')}, θ = 0.1, b = 1 - c.`,
      `Marks: ${draws} draws a point on engine ${engine.name}, seed ${seed}, exact ${100 * confidence} % bands. Lines: closed form.`,
      ...(leftOut.length > 0 ? [`Left out as inadmissible: ${leftOut.join('; ')}.`] : []),
      'reconstructed from Deng, Song, Zhou, arXiv 2310.11685: confirm the constants against the paper before citing.',
    ],
    x: { label: `${label} (${unit})`, scale },
    y: { label: 'success probability' },
    series,
    ...(sweep.parameter === 'a_1' && {
      marks: [{ x: (Math.sqrt(5) - 1) / 2, label: '(√5 - 1)/2, the threshold as n → ∞' }],
    }),
  }
}

/** The closed form at the simulated points and, where the parameter is real, between them. */
function between(sweep: SweepResult, mechanism: Mechanism): Series['predicted'] {
  const { parameter, points } = sweep
  const xs = points.map(({ x }) => x)
  const [from, to] = [Math.min(...xs), Math.max(...xs)]
  const steps = isReal(parameter) ? 120 : 0
  const more = Array.from(
    { length: steps },
    (_, i) => Math.round(1000 * (from + ((to - from) * i) / steps)) / 1000,
  )
  const all = [...new Set([...xs, ...more])].sort((a, b) => a - b)
  const line = all.flatMap((x) => {
    const setting = withParameter(points[0].setting, parameter, x)
    if (whyInadmissible(setting) !== undefined) return []
    const [low, high] = predict(setting, mechanism).success
    return [{ x, probability: (low + high) / 2 }]
  })
  // One point makes no line.
  return line.length > 1 ? line : []
}
