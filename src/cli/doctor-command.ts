import { engineText } from './engine-text.ts'
import { ExitCode } from './exit-code.ts'
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
      'Starts every engine in a process of its own, measures its precision and the speed of a standard batch, and says how to make the ones work that do not. Exit code: 0 when an engine works, 2 when none does or the floating-point state of the process is not that of IEEE 754.',
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
      const { floatingPointFaults } = await import('../arithmetic/numbers/floating-point.ts')
      const faults = floatingPointFaults()
      if (json) stdout.write(`${JSON.stringify({ ...found, floatingPointFaults: faults }, null, 2)}\n`)
      else {
        stdout.write(floatingPointText(faults))
        const { describeProfile } = await import('../engine/precision/describe.ts')
        for (const report of found.engines) {
          const lines = report.works ? describeProfile(report.profile) : []
          stdout.write(`${engineText(report, found.auto === report.name && engine === undefined, lines)}\n`)
        }
        if (engine === undefined)
          stdout.write(found.auto === null ? 'No engine works here.\n' : `auto takes ${found.auto}.\n`)
      }
      const works = faults.length === 0 && found.engines.some((engine) => engine.works)
      answer(works ? ExitCode.Fine : ExitCode.CannotRun)
    })
}

const floatingPointText = (faults: readonly string[]): string =>
  faults.length === 0
    ? 'Floating point: as IEEE 754 has it.\n'
    : `Floating point: NOT as IEEE 754 has it; no claim can be judged here, until the native library that changed it is gone.\n  ${faults.join('\n  ')}\n`
