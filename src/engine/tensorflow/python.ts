import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { EngineError } from '../entry.ts'
import { lastLine, runProgram } from '../run-program.ts'

/** What is installed where no TensorFlow is found: the newest for a CPU whose `round` is right, the newest for CUDA. */
const WHEELS = { cpu: 'tensorflow-cpu==2.16.2', cuda: 'tensorflow==2.20.0' } as const
export type Variety = keyof typeof WHEELS

/** The wheels are those of one Python, whichever runs pip: only their libraries are used. */
const TARGET = [
  ...['--python-version', '3.11', '--implementation', 'cp', '--only-binary=:all:', '--no-deps'],
  ...['2014', '_2_17', '_2_24', '_2_27', '_2_28', '1'].flatMap((tag) => [
    '--platform',
    `manylinux${tag}_${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}`,
  ]),
]

/**
 * The folder of TensorFlow in a Python environment, found without importing it.
 *
 * @param python a Python; `python3` is the one of the active environment
 * @returns undefined where there is none
 */
export async function tensorFlowOf(python: string): Promise<string | undefined> {
  const ask =
    'import importlib.util as u; s = u.find_spec("tensorflow"); print(s.submodule_search_locations[0] if s else "")'
  const { status, out } = await runProgram(python, ['-c', ask])
  return status === 0 ? lastLine(out) || undefined : undefined
}

/**
 * Installs TensorFlow's wheel, and for CUDA the libraries that it asks for, into a folder of its own. Python and pip
 * fetch it; nothing of it is run.
 *
 * @returns the folder of TensorFlow
 * @throws {EngineError} when there is no Python or no pip, or pip fails
 */
export async function installTensorFlow(
  python: string,
  variety: Variety,
  into: string,
  say: (line: string) => void,
): Promise<string> {
  if ((await runProgram(python, ['--version'])).status !== 0)
    throw new EngineError(
      `There is no ${python}, whose pip has to fetch TensorFlow. Install Python 3 with pip, or unpack a wheel of TensorFlow yourself and name its folder with --library.`,
    )
  if ((await runProgram(python, ['-m', 'pip', '--version'])).status !== 0)
    throw new EngineError(
      `${python} has no pip, which has to fetch TensorFlow. Install it (Debian and Ubuntu: apt-get install python3-pip), or name another Python with --python.`,
    )
  const wheel = WHEELS[variety]
  say(`Fetching ${wheel} with pip: ${variety === 'cpu' ? '220 MB' : '620 MB, then 2 GB of CUDA libraries'}.`)
  await pip(python, [wheel], into)
  if (variety === 'cuda') await pip(python, cudaWheels(into), into)
  return join(into, 'tensorflow')
}

async function pip(python: string, wheels: readonly string[], into: string): Promise<void> {
  const quiet = ['--quiet', '--disable-pip-version-check', '--no-cache-dir', '--no-compile']
  const { status, said } = await runProgram(python, [
    ...['-m', 'pip', 'install', ...quiet, ...TARGET, '--upgrade', '--target', into],
    ...wheels,
  ])
  if (status === 0) return
  const end = said.trim().split('\n').slice(-4).join('\n')
  if (/No space left/i.test(said))
    throw new EngineError(`The disk is full: pip could not unpack ${wheels.join(', ')}.`)
  throw new EngineError(`pip could not install ${wheels.join(', ')}:\n${end}`)
}

/** The CUDA libraries that TensorFlow's wheel names, as it names them. */
function cudaWheels(site: string): string[] {
  const info = readdirSync(site).find((name) => /^tensorflow-.*\.dist-info$/.test(name))
  const file = join(site, info ?? '', 'METADATA')
  if (!info || !existsSync(file)) throw new EngineError(`pip left no description of TensorFlow in ${site}.`)
  return [...readFileSync(file, 'utf8').matchAll(/^Requires-Dist: (nvidia-[^;\n]*?)\s*;.*and-cuda/gm)].map(
    ([, wheel]) => wheel.replace(/[()\s]/g, ''),
  )
}
