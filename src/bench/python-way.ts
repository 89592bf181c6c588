import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Rate } from './rate.ts'

/** Ways to check the benchmark's claim in Python. None of them decides anything soundly. */
export const PYTHON_WAYS = {
  numpy: { title: 'NumPy', needs: 'numpy' },
  jax: { title: 'JAX, jit of vmap', needs: '"jax[cpu]"' },
  hypothesis: { title: 'Hypothesis, NumPy', needs: 'hypothesis numpy' },
} as const

export type PythonWayName = keyof typeof PYTHON_WAYS

/** What a way says of itself; `normal`: nanoseconds for a standard normal number. */
interface About {
  readonly version: string
  readonly normal?: number
}

/** The same file where this was compiled: Python is not. */
const FOLDER = new URL(
  import.meta.url.endsWith('.ts') ? './python/' : '../../../src/bench/python/',
  import.meta.url,
)

/** A Python that checks cases when it is asked, and waits in between. */
export class PythonWay {
  private constructor(
    readonly name: PythonWayName,
    readonly about: About,
    private readonly asking: (question?: unknown) => Promise<unknown>,
    private readonly process: ChildProcessWithoutNullStreams,
  ) {}

  /**
   * @param python the program
   * @returns why it does not run, where it does not
   */
  static async start(python: string, name: PythonWayName): Promise<PythonWay | { readonly reason: string }> {
    const child = spawn(python, [fileURLToPath(new URL(`row_order_${name}.py`, FOLDER))])
    let said = ''
    let failure: Error | undefined
    child.stderr.on('data', (text: Buffer) => (said += text.toString()))
    child.on('error', (error) => (failure = error))
    // What ended hears no question; that there is no answer says so.
    child.stdin.on('error', () => undefined)
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
    const closed = new Promise((resolve) => child.on('close', resolve))
    const ask = async (question?: unknown): Promise<unknown> => {
      if (question !== undefined) child.stdin.write(`${JSON.stringify(question)}\n`)
      const { value, done } = await lines.next()
      if (!done) return JSON.parse(value)
      await closed
      throw new Error(failure ? `there is no ${python}` : whyEnded(said, python, name))
    }
    try {
      return new PythonWay(name, (await ask()) as About, ask, child)
    } catch (error) {
      return { reason: (error as Error).message }
    }
  }

  /** Checks cases of this size for so many seconds. @throws {Error} when it fails, with what it said */
  rate(tokens: number, width: number, seconds: number): Promise<Rate> {
    return this.asking({ tokens, width, seconds }) as Promise<Rate>
  }

  end(): void {
    this.process.stdin.end()
  }
}

/** A package that is missing, with the line that installs it; otherwise the last line of what was said. */
function whyEnded(said: string, python: string, name: PythonWayName): string {
  const [, missing] = /No module named '(\w+)/.exec(said) ?? []
  if (missing !== undefined)
    return `${python} has no ${missing} (${python} -m pip install ${PYTHON_WAYS[name].needs})`
  return `${python} failed: ${said.trim().split('\n').at(-1) ?? ''}`
}

/** The Python of the environment: what `PYTHON` names, or the one that is active. */
export const pythonHere = (): string =>
  process.env.PYTHON ?? (process.platform === 'win32' ? 'python' : 'python3')
