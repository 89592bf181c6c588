import { placeOf } from '../evidence/place-of.ts'
import { prepareFile, writeWhole } from '../evidence/write.ts'
import { badge } from '../report/reporters/badge.ts'
import { ctrfReport } from '../report/reporters/ctrf.ts'
import { GitHub } from '../report/reporters/github.ts'
import { Observations } from '../report/reporters/jsonl.ts'
import { junitXml } from '../report/reporters/junit.ts'
import type { ReportedRun, Reporter } from '../report/reporters/reported-run.ts'
import { UsageError } from './exit-code.ts'
import type { AskedReporter } from './reporter-options.ts'
import { Reporting } from './reporting.ts'
import type { Output, Services } from './services.ts'

/** What a command line says of reporters. */
export interface ReporterOptions {
  readonly reporter?: readonly AskedReporter[]
  /** Whether standard output is JSON, and nothing else may stand there. */
  readonly json?: boolean
  /** A file that is read, and that no reporter may write. */
  readonly baseline?: string
}

/**
 * Does some work that reporters are told of. Their files are prepared before, so that one that cannot be written costs no
 * run, and kept from other runs meanwhile.
 *
 * @param evidence the file of evidence, which no reporter may write
 * @throws {UsageError} when two would write one file; {WriteError} when one cannot be written
 */
export async function whileReporting<T>(
  { reporter: asked = [], json = false, baseline }: ReporterOptions,
  evidence: string,
  { stdout, stderr }: Services,
  work: (reporting: Reporting) => Promise<T>,
): Promise<T> {
  demandApart(asked, evidence)
  const reads = baseline === undefined ? [] : [baseline]
  const givesBack: (() => void)[] = []
  try {
    const reporters = asked.map((each): { name: string; reporter: Reporter } => {
      const name = nameOf(each)
      if (each.kind === 'github') {
        const gitHub = new GitHub(process.env, (line) => command(json ? stderr : stdout, `${line}\n`))
        for (const missing of gitHub.missing) stderr.write(`note: --reporter github: ${missing}\n`)
        return { name, reporter: gitHub }
      }
      givesBack.push(prepareFile(each.file, { option: '--reporter', reads }))
      return { name, reporter: ofFile(each) }
    })
    return await work(new Reporting(reporters, stderr))
  } finally {
    for (const giveBack of givesBack) giveBack()
  }
}

const command = (output: Output, line: string): void =>
  void (output.command ? output.command(line) : output.write(line))

type OfFile = Exclude<AskedReporter, { kind: 'github' }>

const nameOf = (asked: AskedReporter): string =>
  asked.kind === 'github' ? asked.kind : `${asked.kind}=${asked.file}`

/** @throws {UsageError} */
function demandApart(asked: readonly AskedReporter[], evidence: string): void {
  const taken = new Map([[placeOf(evidence), 'the evidence']])
  for (const each of asked) {
    const place = each.kind === 'github' ? each.kind : placeOf(each.file)
    const other = taken.get(place)
    if (other !== undefined)
      throw new UsageError(
        `--reporter ${nameOf(each)} writes where ${other} is written; ${each.kind === 'github' ? 'give it once' : 'name another file'}`,
      )
    taken.set(place, `--reporter ${nameOf(each)}`)
  }
}

const TEXTS = {
  junit: junitXml,
  ctrf: (run: ReportedRun) => `${JSON.stringify(ctrfReport(run), null, 1)}\n`,
  badge: (run: ReportedRun) => `${JSON.stringify(badge(run))}\n`,
}

function ofFile({ kind, file }: OfFile): Reporter {
  const write = (text: string): void => writeWhole(file, text, '--reporter')
  if (kind !== 'jsonl') return { tell: (run) => write(TEXTS[kind](run)) }
  write('')
  return new Observations(file)
}
