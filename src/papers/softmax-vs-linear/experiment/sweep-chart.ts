import type { Chart, Series } from '../../chart/chart.ts'
import { BOTH, MECHANISMS, type Mechanism } from '../mechanisms.ts'
import { SEED_PAPER } from '../seed-paper.ts'
import { measured } from './confidence-band.ts'
import { predictedSuccess } from './predicted-success.ts'
import type { Results, SweepResult } from './results.ts'
import { isReal, parameterOf, PARAMETERS, type Parameter } from './sweeps.ts'

interface Axis {
  readonly symbol: string
  readonly label: string
  readonly unit: string
  readonly scale: Chart['x']['scale']
}

const SIZE = { unit: 'multiples of √ln n', scale: 'linear' } as const
const AXES: Readonly<Record<Parameter, Axis>> = {
  n: { symbol: 'n', label: 'sequence length n', unit: 'tokens', scale: 'log' },
  d: { symbol: 'd', label: 'width d', unit: 'columns', scale: 'log' },
  m: { symbol: 'm', label: 'hidden neurons m', unit: 'neurons', scale: 'log' },
  a_0: { symbol: 'a₀', label: 'needle size a₀ in D₀', ...SIZE },
  a_1: { symbol: 'a₁', label: 'needle size a₁ in D₁', ...SIZE },
  c: { symbol: 'c', label: 'constant column c = 1 - b', ...SIZE },
}
const NETWORKS: Readonly<Record<Mechanism, string>> = { exp: 'Fₑₓₚ', lin: 'Fₗᵢₙ' }

/** The file's name of a sweep's figure. */
export const chartFileName = ({ name }: Pick<SweepResult, 'name'>): string =>
  `seed-${name.replace(' at ', '-').replaceAll('=', '').replaceAll(' ', '-')}.svg`

/** The figure's title: what is swept, and at which size. */
export const sweepTitle = ({ parameter, base }: Pick<SweepResult, 'parameter' | 'base'>): string =>
  `Separating D₁ from D₀ by random signs, over ${AXES[parameter].label} (${parameter === 'd' ? `n = ${base.n}` : `d = ${base.d}`})`

/** Success probability of both networks over one parameter, the closed form drawn over the simulation. */
export function sweepChart(sweep: SweepResult, found: Results): Chart {
  const { base, parameter, points } = sweep
  const { engine, draws, seed, confidence } = found
  const { symbol, label, unit, scale } = AXES[parameter]
  const xs = points.map(({ x }) => x)
  const predictions = BOTH.map((mechanism) => predictedSuccess(base, parameter, xs, mechanism))
  const series = BOTH.map((mechanism, i): Series => ({
    name: `${MECHANISMS[mechanism].called}, ${NETWORKS[mechanism]}`,
    points: points.map((point) => simulated(point, mechanism, confidence)),
    // One point makes no line.
    predicted: isReal(parameter) && xs.length < 2 ? [] : predictions[i].values,
  }))
  const fixed = PARAMETERS.filter((name) => name !== parameter).map(
    (name) => `${AXES[name].symbol} = ${parameterOf(base, name)}`,
  )
  const leftOut = sweep.leftOut.map(({ x, why }) => `${symbol} = ${x} (${why})`)
  const which = predictions.every(({ complete }) => complete) ? 'every admissible' : 'each simulated'
  const closedForm = isReal(parameter) ? 'Lines: closed form.' : `Dots: closed form at ${which} ${symbol}.`
  return {
    title: sweepTitle(sweep),
    caption: [
      `Success: F > 0 on D₁ and F = 0 on D₀ for the same signs. ${fixed.join(', ')}, θ = 0.1, b = 1 - c.`,
      `Marks: ${draws} draws a point on engine ${engine.name}, seed ${seed}, exact ${100 * confidence} % bands. ${closedForm}`,
      ...undecided(sweep, confidence),
      ...(leftOut.length > 0 ? [`Left out as inadmissible: ${leftOut.join('; ')}.`] : []),
      `reconstructed from ${SEED_PAPER}: confirm the constants against the paper before citing.`,
    ],
    x: { label: `${label} (${unit})`, scale },
    y: { label: 'success probability' },
    series,
    ...(!isReal(parameter) && { predictedAt: `${which} ${symbol}` }),
    ...(parameter === 'a_1' && {
      marks: [{ x: (Math.sqrt(5) - 1) / 2, label: '(√5 - 1)/2, the threshold as n → ∞' }],
    }),
  }
}

/** A point's success; where draws were left undecided, from none of them to all of them counted. */
function simulated(
  point: SweepResult['points'][number],
  mechanism: Mechanism,
  confidence: number,
): Series['points'][number] {
  const { share, low, high, yes, open } = measured(point, mechanism, confidence).success
  return { x: point.x, share, low, high, ...(open > 0 && { upTo: (yes + open) / point.draws }) }
}

/** How many draws the bounds of the engine's rounding left undecided, network by network. */
function undecided({ parameter, points }: SweepResult, confidence: number): string[] {
  const said = BOTH.flatMap((mechanism) => {
    const open = points.flatMap((point) => {
      const { success } = measured(point, mechanism, confidence)
      return success.open > 0 ? [`${success.open} at ${AXES[parameter].symbol} = ${point.x}`] : []
    })
    return open.length > 0 ? [`${NETWORKS[mechanism]} ${open.join(', ')}`] : []
  })
  if (said.length === 0) return []
  return [
    `Draws left undecided by the bound on the engine's rounding: ${said.join('; ')}. Crosses, joined: none of them and all of them counted as success.`,
  ]
}
