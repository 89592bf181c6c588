import type { EngineReport } from '../engine/doctor/engine-report.ts'
import { ExitCode } from './exit-code.ts'
import { formatCount } from './format-count.ts'
import type { AddCommand } from './services.ts'

interface DoctorOptions {
  readonly engine?: string
  readonly exhaustive?: boolean
  readonly json?: boolean
}

/** `assay doctor`: which engines work here, how precise and how fast they are, and what to do about the others. */
export const doctorCommand: AddCommand = (program, services, answer) => {
  program
    .command('doctor')
    .summary('which engines work here, how precise they are, and what to do about the others')
    .description(
      'Starts every engine in a process of its own, measures its precision and the speed of a standard batch, and says how to make the ones work that do not. Exit code: 0 when an engine works, 2 when none does.',
    )
    .option('--engine <name>', 'look at this engine alone')
    .option(
      '--exhaustive',
      'measure exp, log and sqrt at every float32 number (minutes), and keep the result',
    )
    .option('--json', 'print JSON instead of text')
    .action(async ({ engine, exhaustive, json }: DoctorOptions) => {
      const { examine } = await import('../engine/doctor/examine.ts')
      const { stdout, stderr } = services
      const names = engine === undefined ? undefined : [engine]
      const found = await examine(names, exhaustive, (name) => stderr.write(`Examining ${name} …\n`))
      if (json) stdout.write(`${JSON.stringify(found, null, 2)}\n`)
      else {
        const { describeProfile } = await import('../engine/precision/describe.ts')
        for (const report of found.engines) {
          const lines = report.works ? describeProfile(report.profile) : []
          stdout.write(`${engineText(report, found.auto === report.name && engine === undefined, lines)}\n`)
        }
        if (engine === undefined)
          stdout.write(found.auto === null ? 'No engine works here.\n' : `auto takes ${found.auto}.\n`)
      }
      answer(found.engines.some(({ works }) => works) ? ExitCode.Fine : ExitCode.CannotRun)
    })
}

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
    `  speed: ${formatCount(Math.round(speed.judged))} cases/s judged (16 keys of width 8), ${formatCount(Math.round(speed.attention))} attentions/s (128 tokens of width 64)`,
    '',
  ].join('\n')
}
