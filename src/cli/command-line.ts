import { Command, CommanderError } from 'commander'
import { ExitCode, UsageError } from './exit-code.ts'
import { toolVersion } from './installation.ts'
import { type AddCommand, REAL_SERVICES } from './services.ts'
import { indented } from '../report/visible.ts'

/** The commands by their names, in the order in which `--help` tells them. */
const COMMANDS: Readonly<Record<string, () => Promise<AddCommand>>> = {
  verify: async () => (await import('./verify-command.ts')).verifyCommand,
  examine: async () => (await import('./examine-command.ts')).examineCommand,
  cases: async () => (await import('./cases-command.ts')).casesCommand,
  judge: async () => (await import('./judge-command.ts')).judgeCommand,
  new: async () => (await import('./new-command.ts')).newCommand,
  list: async () => (await import('./list-command.ts')).listCommand,
  replay: async () => (await import('./replay-command.ts')).replayCommand,
  show: async () => (await import('./show-command.ts')).showCommand,
  diff: async () => (await import('./diff-command.ts')).diffCommand,
  merge: async () => (await import('./merge-command.ts')).mergeCommand,
  audit: async () => (await import('./audit-command.ts')).auditCommand,
  cite: async () => (await import('./cite-command.ts')).citeCommand,
  export: async () => (await import('./export-command.ts')).exportCommand,
  report: async () => (await import('./report-command.ts')).reportCommand,
  certificate: async () => (await import('./certificate-command.ts')).certificateCommand,
  setup: async () => (await import('./setup-command.ts')).setupCommand,
  doctor: async () => (await import('./doctor-command.ts')).doctorCommand,
  experiment: async () => (await import('./experiment-command.ts')).experimentCommand,
  conformance: async () => (await import('./conformance-command.ts')).conformanceCommand,
  matrix: async () => (await import('./matrix-command.ts')).matrixCommand,
  bench: async () => (await import('./bench-command.ts')).benchCommand,
}

/**
 * Runs the command line.
 *
 * @param argv the arguments after the name of the program
 * @returns the exit code
 */
export async function runCommandLine(argv: readonly string[], services = REAL_SERVICES): Promise<ExitCode> {
  let code: ExitCode = ExitCode.Fine
  const program = new Command('assay')
    .description('Attacks claims about softmax and linear attention, and writes down exactly what was tried.')
    .version(toolVersion())
    .exitOverride()
    .showHelpAfterError('Try --help.')
    .configureOutput({
      writeOut: (text) => void services.stdout.write(text),
      writeErr: (text) => void services.stderr.write(text),
      getOutHelpWidth: () => services.stdout.columns ?? 100,
      getErrHelpWidth: () => services.stderr.columns ?? 100,
    })
    .addHelpText('after', '\nExample:\n  $ assay verify softmax-row-order-strict\n  $ assay verify --help')
  // The others cost time to load, and are of use where one asks for help or mistypes a name.
  const [name] = argv
  const needed = Object.hasOwn(COMMANDS, name) ? [COMMANDS[name]] : Object.values(COMMANDS)
  for (const load of needed) (await load())(program, services, (answered) => (code = answered), argv)
  try {
    demandWorkingDirectory()
    await program.parseAsync(argv, { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.Fine : ExitCode.CannotRun
    services.stderr.write(`error: ${messageOf(error)}\n`)
    return ExitCode.CannotRun
  }
  return code
}

/** Threads, and whatever a path is relative to, need the working directory. */
function demandWorkingDirectory(): void {
  try {
    process.cwd()
  } catch {
    throw new UsageError('the working directory is no more: it was removed; change to one that there is')
  }
}

/** Errors whose message is meant for people, by name: their classes would load what the command has no use for. */
const FOR_PEOPLE = [
  'UsageError',
  'UnknownClaimError',
  'DiscoveryError',
  'EvidenceError',
  'MergeError',
  'WriteError',
  'MacroError',
  'NoCertificateError',
  'EngineError',
  'ExaminedError',
  'FloatingPointError',
]

/**
 * What is meant for people as it is; a defect with the place in the program. All but the first line is indented, so that
 * no text of a file begins a line.
 */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return indented(String(error))
  return FOR_PEOPLE.includes(error.name) ? indented(error.message) : (error.stack ?? error.message)
}
