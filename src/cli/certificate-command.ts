import { citedEvidence, namedInEvidence, withEvidence } from './cited-evidence.ts'
import { place } from './place-option.ts'
import type { AddCommand } from './services.ts'
import { writeOrPrint } from './write-or-print.ts'

interface CertificateOptions {
  readonly evidence: string
  readonly variant?: string
  readonly subject?: string
  readonly out?: string
}

/** `assay certificate`: one certificate with a head of its own, for other people's checkers. */
export const certificateCommand: AddCommand = (program, services) => {
  const command = program
    .command('certificate')
    .summary('one certificate of evidence as a file of its own')
    .description(
      'Writes one certificate, with a head that says what it is about and where it is from, for checkers that know\n' +
        'nothing else: the one that decides a claim, or that refutes one of its controls, ablations or mutants.',
    )
    .argument('<claim>', 'id of a claim, or its file, or the name of what was examined')
  withEvidence(command)
    .option('--variant <name>', 'of a control, an ablation or a mutant of the claim')
    .option('--subject <name>', 'of this subject, where each has a witness')
    .option('-o, --out <file>', 'the file; printed when left out', place('-o certificate.json'))
    .addHelpText('after', '\nExample:\n  $ assay certificate linear-row-order -o certificate.json')
    .action(async (claim: string, { evidence: path, out, variant, subject }: CertificateOptions) => {
      await writeOrPrint(services, out, path, async () => {
        const name = namedInEvidence(claim)
        const evidence = await citedEvidence(path, name)
        const { certificateFileOf } = await import('../report/certificate-file.ts')
        const file = certificateFileOf(evidence, name, {
          ...(variant !== undefined && { variant }),
          ...(subject !== undefined && { subject }),
        })
        const { laidOut } = await import('../evidence/evidence-text.ts')
        return { what: 'certificate', text: `${laidOut(file)}\n` }
      })
    })
}
