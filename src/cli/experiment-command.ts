import { runOpen } from './experiment-open.ts'
import { runFigures } from './experiment-figures.ts'
import { runSweeps } from './experiment-sweeps.ts'
import { UsageError } from './exit-code.ts'
import { seed, wholeNumber } from './number-options.ts'
import type { AddCommand } from './services.ts'
import { base, type ExperimentOptions, numbers } from './experiment-options.ts'
import { place } from './place-option.ts'

type AskedFor = Omit<ExperimentOptions, 'out' | 'ids'> & { readonly out?: string }

const EXPERIMENTS = {
  seed: {
    what: "success probability of the seed paper's networks over n, d, m, a_0, a_1, c (reconstructed)",
    run: runSweeps,
  },
  'seed-figures': {
    what: 'the numbers that the notes on the seed paper state, found again, and what float32 leaves of the margin',
    run: runFigures,
  },
  open: {
    what: 'first numbers on open hypotheses (exploratory: no claims, no verdicts)',
    run: runOpen,
  },
} as const

/** `assay experiment`: simulations over a parameter, beside what a closed form predicts, as a table and figures. */
export const experimentCommand: AddCommand = (program, services, answer) => {
  program
    .command('experiment')
    .summary('simulates an experiment on the engine, and draws it over its closed form')
    .description(
      '`seed` writes seed.json, seed.csv and an SVG figure for each sweep (drawn by the packages vega and vega-lite); `seed-figures` writes seed-figures.json. `open` writes a file of results and figures for each open hypothesis, of which it says nothing by its exit code. Exit code: 0 when simulation and closed form agree, 1 when they contradict each other, 2 when it does not start.',
    )
    .argument('[name]', 'which one', 'seed')
    .argument('[id...]', 'of `open`: which open hypotheses; all when left out', [])
    .option('--list', 'tell which experiments there are')
    .option('--sweep <parameters>', 'only these, with commas: n, d, m, a_0, a_1, c')
    .option('--base <parameters>', 'what stays as it is, such as n=4080,d=512 (the rest as at d=102)', base)
    .option('--values <numbers>', 'of the one parameter that is swept, with commas', numbers)
    .option('--draws <n>', 'draws of the random signs a point', wholeNumber(1, '--draws 100000'), 10_000)
    .option('--seed <n>', 'names what is drawn', seed, 1)
    .option('--engine <name>', 'where tensors run: auto, tensorflow, webgpu, wasm or cpu', 'auto')
    .option(
      '--out <folder>',
      'where the files go (default: evidence/ and the name)',
      place('--out evidence/seed'),
    )
    .option('--resume', 'go on with what an interrupted run left there')
    .addHelpText('after', '\nExample:\n  $ assay experiment seed --sweep a_1,c --draws 100000')
    .action(async (name: string, ids: string[], { out, ...rest }: AskedFor) => {
      if (rest.list) {
        for (const [known, { what }] of Object.entries(EXPERIMENTS))
          services.stdout.write(`${known}  ${what}\n`)
        return
      }
      if (!Object.hasOwn(EXPERIMENTS, name))
        throw new UsageError(
          `there is no experiment "${name}"; \`assay experiment --list\` tells which there are`,
        )
      if (ids.length > 0 && name !== 'open')
        throw new UsageError(`"${name}" takes no ids, and got ${ids.join(', ')}`)
      const options = { ...rest, ids, out: out ?? `evidence/${name === 'open' ? 'open' : 'seed'}` }
      answer(await EXPERIMENTS[name as keyof typeof EXPERIMENTS].run(options, services))
    })
}
