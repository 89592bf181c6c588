import type { Audited } from '../recount/audited.ts'
import { ExitCode } from './exit-code.ts'
import { wholeNumber } from './number-options.ts'
import { readBaseline } from './resume.ts'
import { type AddCommand, type Services, startAnnounced } from './services.ts'
import { inOneLine } from '../report/visible.ts'

interface AuditCommandOptions {
  readonly resample: number | 'all'
  readonly seed?: string
  readonly engine?: string
  readonly work?: number
  readonly baseline?: readonly string[]
  readonly json?: boolean
}

/** `assay audit`: checks a file of evidence, and says what it could not check. */
export const auditCommand: AddCommand = (program, services, answer) => {
  program
    .command('audit')
    .summary('check a file of evidence: counts, verdicts, named cases, certificates')
    .description(
      'Checks a file of evidence against the claims on disk: its counts, limits and verdicts, the cases that it ' +
        'names, further ones, and every certificate, which a short evaluator of its own works out again.\n' +
        'Exit code: 0 nothing is wrong, 1 something is, 2 the file is no evidence that this version reads.',
    )
    .argument('<evidence>', 'the file of evidence, or of one certificate')
    .argument('[claims...]', 'files and folders of further claims that it is about')
    .option(
      '--resample <n>',
      'cases of each claim that are decided again; all: every case, and all that is said of them is compared',
      (text: string) => (text === 'all' ? text : wholeNumber(0, '--resample 1000')(text)),
      100,
    )
    .option('--seed <key>', 'draws the sample of another audit again (default: one that nobody knows before)')
    .option('--engine <name>', 'judges all cases again on this engine too, and compares what it returns')
    .option(
      '--work <n>',
      'raises the limits on what the file may ask for, on its size and on the work of certificates, n-fold',
      wholeNumber(1, '--work 10'),
    )
    .option(
      '--baseline <file>',
      'compares the claims that were taken over with the file they are from; may be given again',
      (path: string, before: string[] = []) => [...before, path],
    )
    .option('--json', 'print what was found as JSON')
    .addHelpText('after', '\nExample:\n  $ assay audit evidence/evidence.json --resample all')
    .action(async (path: string, places: string[], options: AuditCommandOptions) => {
      const { audit } = await import('../recount/evidence-audit.ts')
      const { demandFloatingPoint } = await import('../arithmetic/numbers/floating-point.ts')
      demandFloatingPoint()
      const { askedBy } = await import('./asked-by.ts')
      const claims = await services.discover(places)
      const { resample, seed, work, engine: name } = options
      const engine = name === undefined ? undefined : (await startAnnounced(services, name)).engine
      const audited = await audit(path, claims, {
        resample: engine ? 'all' : resample,
        ...(engine && { engine }),
        ...(seed !== undefined && { key: seed }),
        ...(work !== undefined && { work }),
        baselines: (options.baseline ?? []).map((path) => ({ path, ...readBaseline(path) })),
        ...askedBy(claims, places, services),
        onClaim: (id, number, of) => services.stderr.write(`${number}/${of} ${inOneLine(id)}\n`),
      })
      tellAudited(audited, options.json === true, services)
      answer(audited.findings.length === 0 ? ExitCode.Fine : ExitCode.NotAsExpected)
    })
}

function tellAudited(
  { findings, checked, unchecked, trusted }: Audited,
  json: boolean,
  { stdout }: Pick<Services, 'stdout'>,
): void {
  const { length } = findings
  const found =
    length === 0 ? 'Nothing is wrong.' : length === 1 ? 'One thing is wrong.' : `${length} things are wrong.`
  if (json) stdout.write(`${JSON.stringify({ findings, checked, unchecked, trusted }, null, 2)}\n`)
  else {
    for (const { where, what } of findings) stdout.write(`WRONG  ${inOneLine(`${where}: ${what}`)}\n`)
    for (const what of checked) stdout.write(`checked      ${inOneLine(what)}\n`)
    for (const what of unchecked) stdout.write(`not checked  ${inOneLine(what)}\n`)
    for (const { path, what } of trusted) stdout.write(`on trust     ${path}: ${what}\n`)
    stdout.write(
      `${trusted.length > 0 ? 'What is on trust is not, once you run the same command on the same engine, or --engine NAME here.\n' : ''}${found}\n`,
    )
  }
}
