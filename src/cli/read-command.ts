import { Command } from 'commander'

/** A command line that cannot be followed, and why. */
export interface Problem {
  readonly problem: string
}

/**
 * What a command line in a file asks for, as the command line reads it; nothing of it is run.
 *
 * @param add adds the commands that it may be to a program
 * @param ask tells it from the arguments, and the options with their defaults; what it throws is why it cannot be told here
 */
export async function readCommand<Asked>(
  command: string,
  add: (program: Command, argv: string[]) => void,
  ask: (args: readonly unknown[], options: unknown) => Asked,
): Promise<Asked | Problem> {
  const [tool, ...argv] = wordsOf(command)
  if (tool !== 'assay') return { problem: 'it does not begin with "assay"' }
  let said = ''
  const silent = { writeOut: () => undefined, writeErr: (text: string) => void (said += text) }
  const program = new Command('assay').exitOverride().configureOutput(silent)
  add(program, argv)
  let asked: Asked | undefined
  for (const each of program.commands)
    each.action(() => {
      asked = ask(each.processedArgs, each.opts())
    })
  const names = program.commands.map((each) => `\`assay ${each.name()}\``)
  try {
    await program.parseAsync(argv, { from: 'user' })
    return asked ?? { problem: `it is no ${names.join(' or ')}` }
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
