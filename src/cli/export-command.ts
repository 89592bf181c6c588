import { Option } from 'commander'
import { citedEvidence, namedInEvidence, withEvidence } from './cited-evidence.ts'
import { claimIn } from '../report/claim-in.ts'
import { UsageError } from './exit-code.ts'
import { place } from './place-option.ts'
import type { AddCommand } from './services.ts'
import { writeOrPrint } from './write-or-print.ts'

interface ExportOptions {
  readonly evidence: string
  readonly out?: string
}

/** `assay export`: evidence as macros and a table for a paper. */
export const exportCommand: AddCommand = (program, services) => {
  const command = program
    .command('export')
    .summary('evidence as macros of LaTeX, one for each number, and a table')
    .description(
      'Writes a file for \\input: a macro for each number of each claim, such as \\assaySoftmaxRowOrderStrictCases, and\n' +
        '\\assayTable, a table of all claims. Digits in names are spelt. What is not known has no macro.',
    )
    .argument('[claims...]', 'ids of claims, or their files; all claims of the evidence when left out')
  withEvidence(command)
    .addOption(new Option('--format <name>', 'what is written').choices(['latex']).default('latex'))
    .option('-o, --out <file>', 'the file; printed when left out', place('-o evidence.tex'))
    .addHelpText('after', '\nExample:\n  $ assay export --format latex -o evidence.tex')
    .action(async (names: string[], { evidence: path, out }: ExportOptions) => {
      await writeOrPrint(services, out, path, async () => {
        const evidence = await citedEvidence(path)
        if (evidence.claims.length === 0)
          throw new UsageError(
            `${path} holds no claim; \`assay cite NAME\` tells what was found of an examination`,
          )
        const claims =
          names.length === 0 ? evidence.claims : names.map((name) => claimIn(evidence, namedInEvidence(name)))
        const { latexExport } = await import('../report/latex-export.ts')
        const what = claims.length === 1 ? '1 claim' : `${claims.length} claims`
        return { what, text: latexExport(evidence, claims) }
      })
    })
}
