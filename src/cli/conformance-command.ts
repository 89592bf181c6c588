import type { ConformanceResult } from '../engine/conformance/check-result.ts'
import { writeWhole } from '../evidence/write.ts'
import { countProgress } from './count-progress.ts'
import { ExitCode } from './exit-code.ts'
import { wholeNumber } from './number-options.ts'
import { type AddCommand, startAnnounced } from './services.ts'

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
    .option('--out <file>', 'write the results there, as JSON')
    .option('--json', 'print JSON instead of text')
    .addHelpText('after', '\nExample:\n  $ assay conformance --engine tensorflow --evaluations 100000')
    .action(async ({ engine: name, out, json, evaluations, batches, seed }: Options) => {
      const { stdout, stderr } = services
      const { engine } = await startAnnounced(services, name)
      const { CHECKS, conformance } = await import('../engine/conformance/conformance.ts')
      const { formatConformance } = await import('../engine/conformance/format.ts')
      const results: ConformanceResult[] = []
      const report = (finished: boolean): string => {
        const { name, device, versions } = engine
        return `${JSON.stringify({ engine: { name, device, versions }, finished, results }, null, 2)}\n`
      }
      // Each result of a run of hours is kept when the rest is not to be had.
      let written = -Infinity
      const progress = countProgress(stderr, 'checks')
      for await (const result of conformance(engine, {
        ...(evaluations !== undefined && { evaluations }),
        ...(batches !== undefined && { batches }),
        ...(seed !== undefined && { seed }),
      })) {
        results.push(result)
        if (!result.passed) {
          progress.stop()
          stderr.write(`  failed: ${result.group}: ${result.name}\n`)
        }
        progress.advance(results.length, CHECKS.length)
        if (out === undefined || performance.now() - written < 1000) continue
        writeWhole(out, report(false))
        written = performance.now()
      }
      progress.stop()
      const text = report(true)
      if (out !== undefined) writeWhole(out, text)
      stdout.write(json ? text : `${formatConformance(results)}\n`)
      answer(results.every(({ passed }) => passed) ? ExitCode.Fine : ExitCode.NotAsExpected)
    })
}
