import { execFile } from 'node:child_process'

/** Git did not answer; the message says why. */
export class GitError extends Error {
  override readonly name = 'GitError'
  constructor(
    message: string,
    /** 1 where there is no such thing, by the conventions of most commands; undefined where git did not run. */
    readonly code: number | undefined,
  ) {
    super(message)
  }
}

/** The environment without what a hook of git has set: it is about another folder, perhaps another repository. */
export const gitEnvironment = (): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'))),
  LC_ALL: 'C',
})

/** Most bytes of an answer, which has a line for each file that claims consist of. */
const MOST = 2 ** 26

/**
 * What git answers about a folder, byte for byte.
 *
 * @param input for its standard input
 * @throws {GitError} when it is not installed, or fails
 */
export function git(folder: string, args: readonly string[], input = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: MOST,
      windowsHide: true,
      env: gitEnvironment(),
    } as const
    const child = execFile('git', args, options, (error, stdout, stderr) => {
      if (!error) return resolve(stdout)
      const said = stderr.trim().split('\n')[0] || error.message
      const { code } = error
      reject(
        new GitError(
          code === 'ENOENT' ? 'git is not installed' : said,
          typeof code === 'number' ? code : undefined,
        ),
      )
    })
    // A command that ended before it read all has said why.
    child.stdin?.on('error', () => {})
    child.stdin?.end(input)
  })
}
