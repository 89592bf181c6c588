import { readFileSync, writeFileSync } from 'node:fs'

/**
 * Writes files that a command generates; with `--check` on the command line it only compares, and a file that differs is an
 * error.
 *
 * @param files texts by their paths
 * @param from what they are generated from, such as `evidence gives`
 * @param command that writes them
 */
export function writeOrCompare(files: ReadonlyMap<string, string>, from: string, command: string): void {
  for (const [path, text] of files)
    if (!isChecking()) writeFileSync(path, text)
    else if (textOf(path) !== text) tellDiffering(path, from, command)
}

export const isChecking = (): boolean => process.argv.includes('--check')

/** Says that a file is not what it should be, which fails the command. */
export function tellDiffering(path: string, from: string, command: string): void {
  console.error(`${path} is not what the ${from}. Run \`${command}\` and look at what changed.`)
  process.exitCode = 1
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
