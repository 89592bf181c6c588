import { grouped } from '../judge/verdict/words.ts'
import type { EngineReport } from '../engine/doctor/engine-report.ts'

/** @param precision the lines that describe the profile */
export function engineText(report: EngineReport, taken: boolean, precision: readonly string[]): string {
  if (!report.works) {
    const [first, ...more] = report.why.split('\n')
    const remedy = report.remedy === undefined ? [] : [`  to make it work: ${report.remedy}`]
    const rest = more.filter((line) => report.remedy === undefined || !line.includes(report.remedy))
    return [`✗ ${report.name}: does not work`, `  ${first}`, ...rest, ...remedy, ''].join('\n')
  }
  const { speed, settings, notes, versions } = report
  const pairs = (record: Readonly<Record<string, string>>): string =>
    Object.entries(record)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ')
  return [
    `✓ ${report.name}: works${taken ? ', and auto takes it' : ''}`,
    `  ${report.device}; started in ${report.startSeconds.toFixed(1)} s`,
    `  versions: ${pairs(versions)}`,
    ...(Object.keys(settings).length > 0 ? [`  settings: ${pairs(settings)}`] : []),
    ...notes.map((note) => `  note: ${note}`),
    ...precision.map((line) => `  ${line}`),
    `  speed: ${grouped(Math.round(speed.judged))} cases/s judged (16 keys of width 8), ${grouped(Math.round(speed.attention))} attentions/s (128 tokens of width 64)`,
    '',
  ].join('\n')
}
