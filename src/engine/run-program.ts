import { spawn } from 'node:child_process'
import { ownScript } from './own-script.ts'

/** How a program ended. */
interface EndedProgram {
  /** Undefined where there is no such program. */
  readonly status: number | undefined
  /** All that it wrote. */
  readonly said: string
  /** What it wrote to its standard output. */
  readonly out: string
}

/** Runs a program to its end. */
export function runProgram(command: string, args: readonly string[], cwd?: string): Promise<EndedProgram> {
  return new Promise((resolve) => {
    // On Windows npm is a script of the shell.
    const shell = process.platform === 'win32' && command === 'npm'
    const child = spawn(command, args, { cwd, shell, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true })
    let said = ''
    let out = ''
    child.stdout.on('data', (text: Buffer) => {
      said += String(text)
      out += String(text)
    })
    child.stderr.on('data', (text: Buffer) => (said += String(text)))
    child.on('error', () => resolve({ status: undefined, said, out }))
    child.on('close', (code) => resolve({ status: code ?? 1, said, out }))
  })
}

/**
 * Runs a module of this program as a program of its own: a native library may end the process that loads it.
 *
 * @param from `import.meta.url` of a module in the same folder
 * @returns also what it answered: the JSON in the last line that it wrote, undefined where that is none
 */
export async function runOwnScript(
  from: string,
  name: string,
  args: readonly string[],
): Promise<EndedProgram & { answer: unknown }> {
  const { file, execArgv } = ownScript(from, name)
  const ended = await runProgram(process.execPath, [...execArgv, file, ...args])
  try {
    return { ...ended, answer: JSON.parse(lastLine(ended.out)) }
  } catch {
    return { ...ended, answer: undefined }
  }
}

export const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? ''
