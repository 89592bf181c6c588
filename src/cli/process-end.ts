import { endedALoad } from '../claim/import-file.ts'
import { faultInWords } from '../engine/file-fault.ts'
import { ExitCode } from './exit-code.ts'
import { STDERR, STDOUT } from './standard-stream.ts'

const exit: (code?: number) => never = process.exit.bind(process)

/** What the program has answered; whatever ends it before is no answer. */
let answer: ExitCode | undefined

/** How long the program waits, once it has answered, for what somebody left running: timers, servers. In ms. */
const PATIENCE = 500

/**
 * Makes sure that the exit code is the command's answer, whatever happens: nothing that ends the program before, be it
 * an error that nobody caught or `process.exit` in a claim's file, can look like a verdict.
 */
export function guardExitCode(): void {
  process.exit = (code) => {
    throw new Error(`the code of a claim or a package called process.exit(${code ?? ''})`)
  }
  process.on('exit', () => {
    process.exitCode = answer ?? ExitCode.CannotRun
    if (answer === undefined)
      STDERR.write(
        'error: the program was ended before it had an answer, by the code of a claim or a package\n',
      )
  })
  process.on('unhandledRejection', (reason) => {
    if (!endedALoad(reason)) throw reason
  })
  process.on('uncaughtException', (error: unknown) => {
    STDERR.write(`error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
    endNow(ExitCode.CannotRun)
  })
}

/** Ends the program with the answer of its command, once its output has arrived. */
export async function end(code: ExitCode): Promise<void> {
  // Before it is printed: a stream that was cut off in the middle of a write never says that it has arrived.
  answer = code
  await STDOUT.flushed()
  if (STDOUT.fault) {
    answer = ExitCode.CannotRun
    STDERR.write(
      `error: standard output cannot be written (${faultInWords(STDOUT.fault)}); direct it to another place\n`,
    )
  }
  await STDERR.flushed()
  if (answer === ExitCode.Interrupted) endNow(answer)
  setTimeout(() => exit(), PATIENCE).unref()
}

/** Ends the program at once. */
function endNow(code: ExitCode): never {
  answer = code
  exit(code)
}
