import { Option } from 'commander'
import { cite, CITATION_FORMATS, type CitationFormat } from '../report/cite.ts'
import { citedEvidence, namedInEvidence, withEvidence } from './cited-evidence.ts'
import type { AddCommand } from './services.ts'

interface CiteOptions {
  readonly evidence: string
  readonly format: CitationFormat
}

/** `assay cite`: what evidence says of a claim, for a paper. */
export const citeCommand: AddCommand = (program, services) => {
  const command = program
    .command('cite')
    .summary('what evidence says of a claim, as a sentence or an entry for BibTeX')
    .description(
      'Prints what evidence says of a claim, or of an attention that was examined: no more than its verdicts, with seed,\n' +
        'cases, limits, engine, version and the digest of the evidence.',
    )
    .argument('<claim>', 'id of a claim, or its file, or the name of what was examined')
  withEvidence(command)
    .addOption(
      new Option('--format <name>', 'what it is written in').choices(CITATION_FORMATS).default('text'),
    )
    .addHelpText('after', '\nExample:\n  $ assay cite softmax-row-order-strict --format bibtex >> paper.bib')
    .action(async (claim: string, { evidence: path, format }: CiteOptions) => {
      const name = namedInEvidence(claim)
      const evidence = await citedEvidence(path, name)
      services.stdout.write(`${cite(evidence, name, format)}\n`)
    })
}
