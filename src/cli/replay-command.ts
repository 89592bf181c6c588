import type { Claim } from '../claim/claim.ts'
import { nearest } from '../claim/find-claim.ts'
import { variantsOf } from '../claim/variants.ts'
import { brokenAttentions } from './broken-attentions.ts'
import { ExitCode, UsageError } from './exit-code.ts'
import { Option } from 'commander'
import { seed, wholeNumber } from './number-options.ts'
import { replayText } from './replay-text.ts'
import { claimNamed } from './claim-selection.ts'
import { ClaimError } from '../judge/claim-error.ts'
import { failureOf, inWords } from '../judge/failure.ts'
import { NoWalkError } from '../judge/search/no-walk-error.ts'
import type { ReplayOptions } from '../judge/replay-case.ts'
import type { AddCommand } from './services.ts'

interface ReplayCommandOptions {
  readonly seed: number
  readonly case: number
  readonly engine: string
  readonly variant?: string
  readonly mutant?: string
  readonly walk?: ReplayOptions['walk']
  readonly json?: boolean
}

/** `assay replay`: one case again, in every arithmetic, with its numbers. */
export const replayCommand: AddCommand = (program, services, answer) => {
  program
    .command('replay')
    .summary('one case again, in every arithmetic, with its numbers')
    .description(
      'Makes one case again from its seed and index, and evaluates the claim on it in every arithmetic. ' +
        'The seed and index of counterexamples stand in the evidence.\n' +
        'Exit code: 1 when two arithmetics are certain of opposite things, which is a defect; else 0.',
    )
    .argument('<claim>', 'id of a claim, or its file')
    .requiredOption('--seed <n>', 'seed of the run', seed)
    .requiredOption('--case <index>', 'index of the case', wholeNumber(0, '--case 17'))
    .option('--engine <name>', 'where tensors run: auto, tensorflow, webgpu, wasm or cpu', 'auto')
    .option('--variant <name>', 'a control, an ablation or a restriction of the claim, instead of the claim')
    .addOption(
      new Option(
        '--mutant <name>',
        'put the claim to a broken attention of `assay matrix`, instead of its own',
      ).conflicts('variant'),
    )
    .addOption(
      new Option(
        '--walk <goal>',
        'walk from the case against the gradient, and take the case where that ends: violation or tightness',
      ).choices(['violation', 'tightness']),
    )
    .option('--json', 'print JSON; numbers as hexadecimal floats')
    .addHelpText('after', '\nExample:\n  $ assay replay linear-row-order --seed 1 --case 0')
    .action(async (name: string, options: ReplayCommandOptions) => {
      const { claim, file } = await claimNamed(name, services)
      checkVariant(claim, options.variant)
      const { seed, case: index, variant, mutant, walk } = options
      const put = mutant === undefined ? claim : await putTo(claim, mutant)
      const { engine } = await services.startEngine(options.engine)
      const asked = { engine, seed, index, ...(variant !== undefined && { variant }), ...(walk && { walk }) }
      const replayed = await services.replay(put, asked).catch((error: unknown) => {
        if (error instanceof NoWalkError) throw new UsageError(`${error.message}; leave --walk out`)
        if (!(error instanceof ClaimError)) throw error
        throw new UsageError(`the code of ${claim.id} failed${inWords(failureOf(error, seed, file))}`)
      })
      services.stdout.write(options.json ? `${JSON.stringify(replayed, null, 2)}\n` : replayText(replayed))
      const alarms = [...replayed.alarms, ...(replayed.shrunk?.alarms ?? [])]
      if (alarms.length > 0) answer(ExitCode.NotAsExpected)
    })
}

async function putTo(claim: Claim, name: string): Promise<Claim> {
  const [{ BROKEN_MECHANISMS }, { whySilent }, { about }] = await Promise.all([
    import('../matrix/broken/broken-mechanisms.ts'),
    import('../matrix/applies.ts'),
    import('../matrix/attacked.ts'),
  ])
  const [{ meant, subject }] = brokenAttentions(BROKEN_MECHANISMS, [name])
  const silent = whySilent(claim, meant)
  if (silent !== undefined) throw new UsageError(`${claim.id} is not put to "${name}": ${silent}`)
  return about(claim, subject)
}

function checkVariant(claim: Claim, wanted: string | undefined): void {
  const names = variantsOf(claim).map(({ name }) => name)
  if (wanted === undefined || names.includes(wanted)) return
  const [near] = nearest(wanted, names)
  throw new UsageError(
    `${claim.id} has no variant "${wanted}"${near ? `; did you mean "${near}"?` : ';'} it has: ${names.join(', ')}`,
  )
}
