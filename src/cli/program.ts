import { Command, CommanderError } from 'commander'
import { DiscoveryError } from '../claim/discover.ts'
import { UnknownClaimError } from '../claim/discover-find.ts'
import { EvidenceError } from '../evidence/read.ts'
import { WriteError } from '../evidence/write.ts'
import { auditCommand } from './audit.ts'
import { benchCommand } from './bench.ts'
import { conformanceCommand } from './conformance.ts'
import { doctorCommand } from './doctor.ts'
import { experimentCommand } from './experiment.ts'
import { ExitCode, UsageError } from './exit-code.ts'
import { kitCommand } from './kit.ts'
import { listCommand } from './list.ts'
import { replayCommand } from './replay.ts'
import { setupCommand } from './setup.ts'
import { showCommand } from './show.ts'
import { toolVersion } from './run-info.ts'
import { REAL, type Surroundings } from './surroundings.ts'
import { verifyCommand } from './verify.ts'

/**
 * Runs the command line.
 *
 * @param argv the arguments after the name of the program
 * @returns the exit code
 */
export async function run(argv: readonly string[], around: Surroundings = REAL): Promise<ExitCode> {
  let code: ExitCode = ExitCode.Fine
  const answer = (answered: ExitCode): void => void (code = answered)
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
  verifyCommand(program, around, argv, answer)
  listCommand(program, around, answer)
  replayCommand(program, around, answer)
  showCommand(program, around, answer)
  auditCommand(program, around, answer)
  setupCommand(program, around, answer)
  doctorCommand(program, around, answer)
  kitCommand(program, around, answer)
  experimentCommand(program, around, answer)
  conformanceCommand(program, around, answer)
  benchCommand(program, around, answer)
  try {
    await program.parseAsync(argv, { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.Fine : ExitCode.CannotRun
    around.stderr.write(`error: ${messageOf(error)}\n`)
    return ExitCode.CannotRun
  }
  return code
}

const FOR_PEOPLE = [UsageError, UnknownClaimError, DiscoveryError, EvidenceError, WriteError]

/** What is meant for people as it is; a defect with the place in the program. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const known = FOR_PEOPLE.some((type) => error instanceof type) || error.name === 'EngineError'
  return known ? error.message : (error.stack ?? error.message)
}
