import { Command } from 'commander'

/** A command line that cannot be followed, and why. */
export interface Problem {
  readonly problem: string
}

/** What a command line says: its arguments, and its options with their defaults. */
export interface ReadCommand {
  readonly args: readonly unknown[]
  readonly options: unknown
}

/**
 * What a command line in a file says, as the command line reads it; nothing of it is run.
 *
 * @param add adds the commands that it may be to a program
 */
export async function readCommand(
  command: string,
  names: readonly string[],
  add: (program: Command, argv: string[]) => void,
): Promise<ReadCommand | Problem> {
  const [tool, ...argv] = wordsOf(command)
  if (tool !== 'assay') return { problem: 'it does not begin with "assay"' }
  let said = ''
  const silent = { writeOut: () => undefined, writeErr: (text: string) => void (said += text) }
  const program = new Command('assay').exitOverride().configureOutput(silent)
  add(program, argv)
  let read: ReadCommand | undefined
  for (const each of program.commands)
    each.action(() => {
      read = { args: each.processedArgs, options: each.opts() }
    })
  try {
    await program.parseAsync(argv, { from: 'user' })
    return read ?? { problem: `it is no ${names.map((name) => `\`assay ${name}\``).join(' or ')}` }
  } catch (error) {
    return { problem: said.trim() || (error instanceof Error ? error.message : String(error)) }
  }
}

/** The words of a command line, as a shell takes single quotes off. */
function wordsOf(command: string): string[] {
  return [...command.matchAll(/(?:'[^']*'|\\.|[^\s'\\])+/g)].map(([word]) =>
    word.replaceAll(/'([^']*)'|\\(.)/g, (_, quoted?: string, escaped?: string) => quoted ?? escaped ?? ''),
  )
}
