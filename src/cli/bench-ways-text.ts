import { PYTHON_WAYS } from '../bench/python-way.ts'
import type { OtherWay } from '../bench/throughput.ts'
import type { Ways } from '../bench/ways.ts'
import { grouped } from '../judge/verdict/words.ts'
import { wrapped } from './wrapped.ts'

const TITLES = {
  usual: 'fast-check, case by case',
  numpy: PYTHON_WAYS.numpy.title,
  jax: PYTHON_WAYS.jax.title,
  hypothesis: PYTHON_WAYS.hypothesis.title,
  forward: 'forward pass, not judged',
} as const satisfies Record<OtherWay['way'], string>

const WORKLOADS = {
  gaussian: '16 keys of width 8, Gaussian',
  spread: "16 keys of width 8, the claim's own families (Python: Gaussian)",
  large: '128 keys of width 64, Gaussian',
} as const

const row = (way: string, rate: string, ratio: string, rest: string): string =>
  `  ${way.padEnd(26)}${rate.padStart(10)}${ratio.padStart(8)}  ${rest}`.trimEnd()

const inDigits = (ratio: number): string => ratio.toFixed(ratio < 10 ? 2 : 1)

/** @returns lines for people, of at most 80 columns */
export function waysLines({ python, ...ways }: Ways): string[] {
  const lines = [
    'softmax-row-order-strict, one query. "ratio": cases decided soundly over those',
    'of the way; the other ways decide nothing soundly, and call rounding a',
    'counterexample: "false alarms", as the claim is a theorem.',
    '',
  ]
  for (const [name, title] of Object.entries(WORKLOADS)) {
    const { decided, climbed, others } = ways[name as keyof typeof WORKLOADS]
    lines.push(
      title,
      row('', 'cases/s', 'ratio', 'false alarms'),
      row(
        'decided soundly',
        grouped(Math.round(decided)),
        '',
        `none; ${(100 * climbed).toFixed(0)} % in enclosures`,
      ),
      ...others.map(({ way, perSecond, ratio, alarms, looked }) =>
        row(
          TITLES[way],
          grouped(Math.round(perSecond)),
          inDigits(ratio),
          looked > 0 ? `${grouped(alarms)} of ${grouped(looked)}` : '',
        ),
      ),
      '',
    )
  }
  for (const { way, ...about } of python)
    if ('reason' in about) lines.push(...wrapped(`${PYTHON_WAYS[way].title}: ${about.reason}`, 80, ''))
  return python.some((about) => 'reason' in about) ? [...lines, ''] : lines
}
