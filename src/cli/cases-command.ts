import { offlineOptions, type OfflineOptions } from './offline-options.ts'
import { place } from './place-option.ts'
import type { AddCommand } from './services.ts'

interface CasesOptions extends OfflineOptions {
  readonly out: string
}

/** `assay cases`: inputs for an attention, as a file that NumPy reads. */
export const casesCommand: AddCommand = (program, services) => {
  const command = program
    .command('cases')
    .summary('inputs for an attention as a file of NumPy arrays, for `assay judge`')
    .description(
      'Writes what an attention would be asked: arrays q.0 [lanes, n_q, width], k.0, v.0 for the first batch, and so on. ' +
        'Compute output.0 and so on from them with whatever program, keep them by numpy.savez, and let `assay judge` judge ' +
        'them, with the same options.',
    )
    .argument('[claim]', 'a claim; when left out, the inputs of `assay examine`')
    .requiredOption('-o, --out <file>', 'the file', place('-o cases.npz'))
  offlineOptions(command)
    .addHelpText('after', '\nExample:\n  $ assay cases softmax-row-order-strict --count 500 -o cases.npz')
    .action(async (id: string | undefined, options: CasesOptions) => {
      const { offlineBatches } = await import('./offline-batches.ts')
      const { writeCases } = await import('../examine/npz/cases-file.ts')
      const { declared, batches } = await offlineBatches(id, options, {
        output: true,
        weights: options.weights ?? false,
      })
      writeCases(
        options.out,
        batches.map(({ lanes }) => lanes),
        declared.precision,
      )
      services.stdout.write(`${batches.length} batches of ${batches.total} cases written to ${options.out}\n`)
    })
}
