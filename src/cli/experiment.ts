import { type Command, InvalidArgumentError } from 'commander'
import {
  BASES,
  type Parameter,
  PARAMETERS,
  type Sweep,
  sweepsOf,
  withParameter,
} from '../experiment/sweeps.ts'
import type { SeedSetting } from '../seed/firing-probability.ts'
import { prepareFolder } from '../evidence/write.ts'
import { ExitCode, UsageError } from './exit-code.ts'
import { wholeNumber, seed as seedOption } from './numbers.ts'
import { pointsOn } from './point-progress.ts'
import { toolVersion } from './run-info.ts'
import type { Surroundings } from './surroundings.ts'

const EXPERIMENTS = {
  seed: "success probability of the seed paper's networks over n, d, m, a_0, a_1, c (reconstructed)",
} as const

interface Options {
  readonly list?: boolean
  readonly sweep?: string
  readonly base?: SeedSetting
  readonly values?: readonly number[]
  readonly draws: number
  readonly seed: number
  readonly engine: string
  readonly out: string
  readonly resume?: boolean
}

/** `assay experiment`: simulations over a parameter, beside what a closed form predicts, as a table and figures. */
export function experimentCommand(
  program: Command,
  around: Surroundings,
  answer: (code: ExitCode) => void,
): void {
  program
    .command('experiment')
    .summary('simulates an experiment on the engine, and draws it over its closed form')
    .description(
      'Writes seed.json, seed.csv and an SVG figure for each sweep. Exit code: 0 when simulation and closed form agree, 1 when they contradict each other, 2 when it does not start.',
    )
    .argument('[name]', 'which one', 'seed')
    .option('--list', 'tell which experiments there are')
    .option('--sweep <parameters>', 'only these, with commas: n, d, m, a_0, a_1, c')
    .option('--base <parameters>', 'what stays as it is, such as n=4080,d=512 (the rest as at d=102)', base)
    .option('--values <numbers>', 'of the one parameter that is swept, with commas', numbers)
    .option('--draws <n>', 'draws of the random signs a point', wholeNumber(1, '--draws 100000'), 10_000)
    .option('--seed <n>', 'names what is drawn', seedOption, 1)
    .option('--engine <name>', 'where tensors run: auto, tensorflow, webgpu, wasm or cpu', 'auto')
    .option('--out <folder>', 'where the files go', 'evidence/seed')
    .option('--resume', 'go on with what an interrupted run left there')
    .addHelpText('after', '\nExample:\n  $ assay experiment seed --sweep a_1,c --draws 100000')
    .action(async (name: string, options: Options) => {
      const { stdout, stderr } = around
      if (options.list) {
        for (const [known, what] of Object.entries(EXPERIMENTS)) stdout.write(`${known}  ${what}\n`)
        return
      }
      if (!Object.hasOwn(EXPERIMENTS, name))
        throw new UsageError(
          `there is no experiment "${name}"; \`assay experiment --list\` tells which there are`,
        )
      const parameters = chosen(options.sweep, PARAMETERS)
      if (options.values && parameters.length !== 1)
        throw new UsageError('--values needs one parameter to sweep; add for example --sweep n')
      const { base, values } = options
      const sweeps = sweepsOf({
        parameters,
        ...(base && { bases: { [`n=${base.n},d=${base.d}`]: base } }),
        ...(values && { values }),
      })
      if (sweeps.every(({ points }) => points.length === 0)) throw new UsageError(nothingLeft(sweeps))
      prepareFolder(options.out)
      const { readResults, renderings, writeResults } = await import('../experiment/files.ts')
      const known = options.resume ? readResults(options.out) : undefined
      const { engine, reason } = await around.startEngine(options.engine)
      stderr.write(`Engine ${engine.name} (${engine.device}): ${reason}. Seed ${options.seed}.\n`)
      for (const { name, leftOut } of sweeps)
        for (const { x, why } of leftOut) stderr.write(`Left out of "${name}": ${x}, since ${why}.\n`)
      const { runSeed } = await import('../experiment/run-seed.ts')
      const stop = new AbortController()
      const unheed = around.onInterrupt(() => stop.abort())
      const progress = pointsOn(stderr)
      try {
        const found = await runSeed({
          engine,
          tool: `attention-assay ${toolVersion()}`,
          seed: options.seed,
          draws: options.draws,
          sweeps,
          ...(known && { known }),
          signal: stop.signal,
          onPoint(soFar, done, total) {
            writeResults(options.out, soFar)
            progress.advance(done, total)
          },
        })
        progress.stop()
        const { writeWhole } = await import('../evidence/write.ts')
        for (const [file, text] of await renderings(found)) writeWhole(`${options.out}/${file}`, text)
        const { summaryOf } = await import('../experiment/summary.ts')
        const { text, contradicted } = summaryOf(found)
        stdout.write(`${text}\nwritten to ${options.out}\n`)
        answer(contradicted === 0 ? ExitCode.Fine : ExitCode.NotAsExpected)
      } catch (error) {
        if (!stop.signal.aborted) throw asUsage(error)
        stderr.write(`Interrupted; what was found is in ${options.out}, and --resume goes on with it.\n`)
        answer(ExitCode.Interrupted)
      } finally {
        progress.stop()
        unheed()
      }
    })
}

function chosen(text: string | undefined, all: readonly Parameter[]): readonly Parameter[] {
  if (text === undefined) return all
  return text.split(',').map((name) => {
    const known = all.find((parameter) => parameter === name.trim())
    if (!known)
      throw new UsageError(`--sweep knows no parameter "${name.trim()}"; there are ${all.join(', ')}`)
    return known
  })
}

/** Reads `n=4080,d=512` over the defaults at d = 102. */
function base(text: string): SeedSetting {
  return text.split(',').reduce((setting, part) => {
    const [name, value] = part.split('=').map((word) => word.trim())
    const known = PARAMETERS.find((parameter) => parameter === name)
    if (!known || value === undefined)
      throw new InvalidArgumentError(
        `"${part}" is no parameter and value; write for example --base n=4080,d=512.`,
      )
    return withParameter(setting, known, number(value))
  }, BASES['d=102']!)
}
const numbers = (text: string): readonly number[] => text.split(',').map((part) => number(part.trim()))
function number(text: string): number {
  if (!/^\d{1,7}(\.\d{1,3})?$/.test(text))
    throw new InvalidArgumentError(`"${text}" is no number of at most three decimals; write for example 0.8.`)
  return Number(text)
}

const nothingLeft = (sweeps: readonly Sweep[]): string =>
  `no point is admissible: ${sweeps.flatMap(({ parameter, leftOut }) => leftOut.map(({ x, why }) => `${parameter} = ${x}: ${why}`)).join('; ')}`

const asUsage = (error: unknown): unknown =>
  error instanceof RangeError ? new UsageError(error.message) : error
