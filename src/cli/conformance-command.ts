import { whileHolding } from '../evidence/write.ts'
import { ExitCode } from './exit-code.ts'
import { wholeNumber } from './number-options.ts'
import { place } from './place-option.ts'
import { type AddCommand, type Services, startAnnounced } from './services.ts'

interface Options {
  readonly engine: string
  readonly evaluations?: number
  readonly batches?: number
  readonly seed?: number
  readonly out?: string
  readonly json?: boolean
}

/** `assay conformance`: whether an engine computes what the bounds and the claims take for granted. */
export const conformanceCommand: AddCommand = (program, services, answer) => {
  program
    .command('conformance')
    .summary('whether an engine computes what bounds and claims take for granted')
    .description(
      'Every operation, subject and atom on an engine against enclosures, independence of batches, and memory. Exit code: 0 when it conforms, 1 when it does not, 2 when it does not start.',
    )
    .option('--engine <name>', 'auto, tensorflow, webgpu, wasm or cpu', 'auto')
    .option('--evaluations <n>', 'random evaluations of each subject', wholeNumber(1, '--evaluations 100000'))
    .option('--batches <n>', 'batches over which memory has to stay flat', wholeNumber(1, '--batches 100000'))
    .option('--seed <n>', 'names what is drawn', wholeNumber(0, '--seed 1'))
    .option('--out <file>', 'write the results there, as JSON', place('--out conformance.json'))
    .option('--json', 'print JSON instead of text')
    .addHelpText('after', '\nExample:\n  $ assay conformance --engine tensorflow --evaluations 100000')
    .action(async (options: Options) =>
      answer(await whileHolding(options.out, () => conform(options, services))),
    )
}

async function conform(
  { engine: name, out, json, evaluations, batches, seed }: Options,
  services: Services,
): Promise<ExitCode> {
  const { engine } = await startAnnounced(services, name)
  const { runChecks } = await import('./conformance-run.ts')
  const { formatConformance } = await import('../engine/conformance/format.ts')
  const asked = {
    ...(evaluations !== undefined && { evaluations }),
    ...(batches !== undefined && { batches }),
    ...(seed !== undefined && { seed }),
  }
  const { results, interrupted, text, unwritten } = await runChecks(engine, asked, out, services)
  if (interrupted) {
    const kept = out === undefined || unwritten ? 'their results are not kept' : `their results are in ${out}`
    services.stderr.write(`\nInterrupted after ${results.length} checks; ${kept}.\n`)
    return ExitCode.Interrupted
  }
  services.stdout.write(json ? text : `${formatConformance(results)}\n`)
  if (unwritten) return ExitCode.CannotRun
  return results.every(({ passed }) => passed) ? ExitCode.Fine : ExitCode.NotAsExpected
}
