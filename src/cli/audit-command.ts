import { ExitCode } from './exit-code.ts'
import { wholeNumber } from './number-options.ts'
import type { AddCommand } from './services.ts'
import { inOneLine } from './visible.ts'

/** `assay audit`: checks a file of evidence, and says what it could not check. */
export const auditCommand: AddCommand = (program, services, answer) => {
  program
    .command('audit')
    .summary('check a file of evidence: counts, verdicts, named cases, certificates')
    .description(
      'Checks a file of evidence against the claims on disk: its counts, limits and verdicts, the cases that it\n' +
        'names, further ones, and every certificate, which a short evaluator of its own works out again.\n' +
        'Exit code: 0 nothing is wrong, 1 something is, 2 the file is no evidence that this version reads.',
    )
    .argument('<evidence>', 'the file of evidence')
    .argument('[claims...]', 'files and folders of further claims that it is about')
    .option(
      '--resample <n>',
      'cases of each claim that are decided again',
      wholeNumber(0, '--resample 1000'),
      100,
    )
    .option('--json', 'print what was found as JSON')
    .addHelpText('after', '\nExample:\n  $ assay audit evidence/evidence.json --resample 1000')
    .action(async (path: string, places: string[], options: { resample: number; json?: boolean }) => {
      const { audit } = await import('../recount/evidence-audit.ts')
      const claims = await services.discover(places)
      const { demandFloatingPoint } = await import('../arithmetic/numbers/floating-point.ts')
      demandFloatingPoint()
      const { findings, checked, unchecked } = await audit(path, claims, {
        resample: options.resample,
        onClaim: (id, number, of) => services.stderr.write(`${number}/${of} ${inOneLine(id)}\n`),
      })
      if (options.json)
        services.stdout.write(`${JSON.stringify({ findings, checked, unchecked }, null, 2)}\n`)
      else {
        for (const { where, what } of findings)
          services.stdout.write(`WRONG  ${inOneLine(`${where}: ${what}`)}\n`)
        for (const what of checked) services.stdout.write(`checked      ${inOneLine(what)}\n`)
        for (const what of unchecked) services.stdout.write(`not checked  ${inOneLine(what)}\n`)
        services.stdout.write(
          findings.length === 0 ? 'Nothing is wrong.\n' : `${findings.length} things are wrong.\n`,
        )
      }
      answer(findings.length === 0 ? ExitCode.Fine : ExitCode.NotAsExpected)
    })
}
