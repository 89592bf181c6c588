import { wholeNumber } from './number-options.ts'
import { place } from './place-option.ts'
import type { AddCommand } from './services.ts'
import { writeOrPrint } from './write-or-print.ts'

interface ReportOptions {
  readonly out: string
  readonly work?: number
}

/** `assay report`: evidence as a page for people. */
export const reportCommand: AddCommand = (program, services) => {
  program
    .command('report')
    .summary('evidence as one HTML page, which checks its certificates again')
    .description(
      'Writes evidence as one HTML file for people, which needs no network: what was run and found, counterexamples as ' +
        'pictures and numbers, notes, and the certificates, which the browser that opens it checks again.',
    )
    .argument('<evidence>', 'the file of evidence')
    .option(
      '-o, --out <file>',
      'where the page is written; - is the standard output',
      place('--out report.html'),
      'report.html',
    )
    .option(
      '--work <n>',
      'raises the limits on what the file may ask for, on its size and on the work of certificates, n-fold',
      wholeNumber(1, '--work 10'),
    )
    .addHelpText('after', '\nExample:\n  $ assay report evidence/evidence.json -o report.html')
    .action(async (path: string, { out, work = 1 }: ReportOptions) => {
      const file = out === '-' ? undefined : out
      await writeOrPrint(services, file, path, async () => {
        const { reportOf } = await import('./report-run.ts')
        return { what: 'report', text: await reportOf(path, work) }
      })
    })
}
