import { Command, CommanderError } from 'commander'
import { ExitCode } from './exit-code.ts'
import { toolVersion } from './run-info.ts'
import { REAL, type Surroundings } from './surroundings.ts'

type Answer = (code: ExitCode) => void
type Register = (program: Command, around: Surroundings, answer: Answer, argv: readonly string[]) => void

/** The commands by their names, in the order in which `--help` tells them. */
const COMMANDS: Readonly<Record<string, () => Promise<Register>>> = {
  verify: async () => (await import('./verify.ts')).verifyCommand,
  list: async () => (await import('./list.ts')).listCommand,
  replay: async () => (await import('./replay.ts')).replayCommand,
  show: async () => (await import('./show.ts')).showCommand,
  audit: async () => (await import('./audit.ts')).auditCommand,
  setup: async () => (await import('./setup.ts')).setupCommand,
  doctor: async () => (await import('./doctor.ts')).doctorCommand,
  experiment: async () => (await import('./experiment.ts')).experimentCommand,
  conformance: async () => (await import('./conformance.ts')).conformanceCommand,
  bench: async () => (await import('./bench.ts')).benchCommand,
}

/**
 * Runs the command line.
 *
 * @param argv the arguments after the name of the program
 * @returns the exit code
 */
export async function run(argv: readonly string[], around: Surroundings = REAL): Promise<ExitCode> {
  let code: ExitCode = ExitCode.Fine
  const answer: Answer = (answered) => void (code = answered)
  const program = new Command('assay')
    .description('Attacks claims about softmax and linear attention, and writes down exactly what was tried.')
    .version(toolVersion())
    .exitOverride()
    .showHelpAfterError('Try --help.')
    .configureOutput({
      writeOut: (text) => void around.stdout.write(text),
      writeErr: (text) => void around.stderr.write(text),
      getOutHelpWidth: () => around.stdout.columns ?? 100,
      getErrHelpWidth: () => around.stderr.columns ?? 100,
    })
    .addHelpText('after', '\nExample:\n  $ assay verify softmax-row-order-strict\n  $ assay verify --help')
  // The others cost time to load, and are of use where one asks for help or mistypes a name.
  const [name] = argv
  const needed = Object.hasOwn(COMMANDS, name) ? [COMMANDS[name]] : Object.values(COMMANDS)
  for (const load of needed) (await load())(program, around, answer, argv)
  try {
    await program.parseAsync(argv, { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.Fine : ExitCode.CannotRun
    around.stderr.write(`error: ${messageOf(error)}\n`)
    return ExitCode.CannotRun
  }
  return code
}

/** Errors whose message is meant for people, by name: their classes would load what the command has no use for. */
const FOR_PEOPLE = [
  'UsageError',
  'UnknownClaimError',
  'DiscoveryError',
  'EvidenceError',
  'WriteError',
  'EngineError',
]

/** What is meant for people as it is; a defect with the place in the program. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return FOR_PEOPLE.includes(error.name) ? error.message : (error.stack ?? error.message)
}
