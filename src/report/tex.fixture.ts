import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const runs = (program: string): boolean => spawnSync(program, ['--version']).status === 0

/** Whether there is TeX here; `ci/tex` installs it, and fails where these tests would only be skipped. */
export const hasTex = runs('pdflatex') && runs('bibtex')
/** For the names of tests that need it. */
export const WITH_TEX = hasTex
  ? 'in TeX'
  : 'in TeX (SKIPPED: there is no pdflatex and bibtex here; ci/tex installs them)'

/** A document that prints a text, without any package. */
export const documentOf = (text: string, preamble = ''): string =>
  `\\documentclass{article}\n${preamble}\n\\begin{document}\n${text}\n\\end{document}\n`

/**
 * Compiles a document in a folder of its own; with an entry of BibTeX, which it has to cite, that is read too.
 *
 * @param files further files beside it, by their names
 * @returns what TeX says, each line as a whole
 * @throws where TeX or BibTeX finds an error, or a character that the fonts do not have
 */
export function compiled(document: string, files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'assay-tex-'))
  const run = (program: string, ...args: string[]): string =>
    execFileSync(program, args, {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, max_print_line: '10000' },
    })
  const latex = (): string =>
    run('pdflatex', '-halt-on-error', '-interaction=nonstopmode', '-no-shell-escape', 'paper.tex')
  try {
    for (const [name, text] of Object.entries({ ...files, 'paper.tex': document }))
      writeFileSync(join(folder, name), text)
    if (Object.keys(files).some((name) => name.endsWith('.bib'))) {
      latex()
      const said = run('bibtex', 'paper')
      if (/warning|error/i.test(said)) throw new Error(said)
    }
    latex()
    const log = readFileSync(join(folder, 'paper.log'), 'latin1')
    const missing = /^Missing character.*$/m.exec(log)
    if (missing) throw new Error(missing[0])
    return log
  } catch (error) {
    const { stdout } = error as { stdout?: string }
    throw stdout === undefined ? error : new Error(stdout.slice(-2000), { cause: error })
  } finally {
    rmSync(folder, { recursive: true })
  }
}
