import { statSync } from 'node:fs'
import { append } from './append.ts'
import { annotations } from './github-annotation.ts'
import { githubSummary, MOST_BYTES } from './github-summary.ts'
import type { ReportedRun, Reporter } from './reported-run.ts'

/** Where GitHub Actions says what it takes. */
type Environment = Readonly<Record<string, string | undefined>>

const REMEDY = 'let GITHUB_STEP_SUMMARY name another file'

/** Tells GitHub Actions what came of a run, once it has ended: annotations, and a summary of the job. */
export class GitHub implements Reporter {
  /** What is missing outside of GitHub Actions, a sentence each. */
  readonly missing: readonly string[]
  private readonly summary: string | undefined
  private readonly workspace: string

  /**
   * @param write takes workflow commands, a line each
   * @throws {WriteError} when the summary cannot be written
   */
  constructor(
    { GITHUB_STEP_SUMMARY: summary, GITHUB_WORKSPACE: workspace }: Environment,
    private readonly write: (line: string) => void,
  ) {
    this.summary = summary || undefined
    this.workspace = workspace || process.cwd()
    this.missing = [
      ...(workspace ? [] : ['GITHUB_WORKSPACE is not set; annotations name files from the current folder']),
      ...(summary ? [] : ['GITHUB_STEP_SUMMARY is not set; no summary of a job is written']),
    ]
    if (this.summary !== undefined) append(this.summary, '', REMEDY)
  }

  tell(run: ReportedRun): void {
    if (run.state === 'running') return
    for (const line of annotations(run, this.workspace)) this.write(line)
    if (this.summary !== undefined)
      append(this.summary, githubSummary(run, MOST_BYTES - statSync(this.summary).size), REMEDY)
  }
}
