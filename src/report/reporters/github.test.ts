import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { EOL, tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { error } from '@actions/core'
import MarkdownIt from 'markdown-it'
import { expect, test, vi } from 'vitest'
import { annotations } from './github-annotation.ts'
import { githubSummary } from './github-summary.ts'
import { GitHub } from './github.ts'
import { FILE, HOSTILE, hostileRun, LINE } from './hostile-run.fixture.ts'

const workspace = dirname(dirname(FILE))

test("writes what GitHub's own toolkit writes", () => {
  const tests = hostileRun().tests.map((each) => ({ ...each, message: (each.message ?? '').slice(0, 200) }))
  const theirs: string[] = []
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => theirs.push(String(text)) > 0)
  try {
    for (const { outcome, name, message, details, file, line } of tests)
      if (outcome !== 'passed' && outcome !== 'pending')
        error(details.join('\n'), {
          title: `${name}: ${message}`,
          file: relative(workspace, file!).replaceAll('\\', '/'),
          startLine: line!,
        })
  } finally {
    write.mockRestore()
  }
  const ours = annotations(hostileRun({ state: 'finished', tests }), workspace)
  expect(ours.map((line) => line + EOL)).toEqual(theirs)
  expect(ours).toHaveLength(4)
  expect(ours[0]).toMatch(/^::error title=refuted%3A /)
  expect(ours[0]).toContain(`,file=order/softmax-row-order-strict.ts,line=${LINE}::`)
  for (const line of ours) expect(line).toMatch(/^::error [^\n\r]*$/)
})

test('says that a run was interrupted, and names no file outside of the workspace', () => {
  const [first, second] = annotations(hostileRun(), join(workspace, 'rank'))
  expect(first).toBe('::warning title=assay verify was interrupted::1 of 6 claims as expected')
  expect(second).toMatch(/^::error title=refuted/)
  const fine = hostileRun({ state: 'finished', tests: hostileRun().tests.slice(0, 1) })
  expect(annotations(fine, workspace)).toEqual([])
})

test('its summary is a table with a row for each claim, and no text of a claim is markup', () => {
  const tests = hostileRun().tests.map((each) => ({
    ...each,
    name: HOSTILE,
    cells: [HOSTILE, HOSTILE, '', ''],
    details: each.details.length === 0 ? [] : ['```', ...each.details],
  }))
  const summary = githubSummary(hostileRun({ tests, headline: HOSTILE }))
  const tokens = new MarkdownIt('default', { html: true, linkify: true }).parse(summary, {})
  const kinds = tokens.map(({ type }) => type)
  expect(kinds.filter((type) => type === 'tr_open')).toHaveLength(7)
  expect(kinds.filter((type) => type === 'td_open')).toHaveLength(6 * 6)
  expect(kinds).not.toContain('html_block')
  const inline = tokens.flatMap(({ children }) => children ?? []).map(({ type }) => type)
  expect(new Set(inline)).toEqual(new Set(['text']))
  const fences = tokens.filter(({ type }) => type === 'fence')
  expect(fences).toHaveLength(5)
  expect(fences[0].content).toContain('assay replay refuted --seed 1 --case 17')
})

test('a summary that is too long for GitHub ends with how much is left out', () => {
  const whole = githubSummary(hostileRun())
  for (const room of [900, 1500, Buffer.byteLength(whole) - 1]) {
    const part = githubSummary(hostileRun(), room)
    expect(Buffer.byteLength(part)).toBeLessThanOrEqual(room)
    expect(part).toMatch(
      /\n\d+ more rows and failures do not fit into a summary; the file of evidence holds them\.\n$/,
    )
  }
  expect(githubSummary(hostileRun(), Buffer.byteLength(whole))).toBe(whole)
})

test('tells a run once, when it has ended, after what stands in the summary', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'assay-')), 'summary.md')
  writeFileSync(path, 'before\n')
  const lines: string[] = []
  const gitHub = new GitHub({ GITHUB_STEP_SUMMARY: path, GITHUB_WORKSPACE: workspace }, (line) =>
    lines.push(line),
  )
  expect(gitHub.missing).toEqual([])
  gitHub.tell(hostileRun({ state: 'running' }))
  expect(lines).toEqual([])
  gitHub.tell(hostileRun())
  expect(lines).toHaveLength(5)
  expect(readFileSync(path, 'utf8')).toMatch(/^before\n### assay verify: 1 of 6/)
  rmSync(path)
  expect(() => gitHub.tell(hostileRun())).toThrow()
})

test('says what is missing outside of GitHub, and refuses a summary that cannot be written', () => {
  const gitHub = new GitHub({}, () => undefined)
  expect(gitHub.missing).toHaveLength(2)
  expect(() => gitHub.tell(hostileRun())).not.toThrow()
  expect(() => new GitHub({ GITHUB_STEP_SUMMARY: tmpdir() }, () => undefined)).toThrow(
    /\(a folder has that name\); let GITHUB_STEP_SUMMARY/,
  )
})
