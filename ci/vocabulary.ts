/*
 * Writes docs/vocabulary.md from the comments in the sources. `--check` says whether it is up to date.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { documentedExports } from './documented.ts'
import { vocabulary } from './vocabulary-text.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const page = new URL('../docs/vocabulary.md', import.meta.url)
const text = vocabulary(
  documentedExports(root, (name) => ['attention-assay', 'attention-assay/predicate'].includes(name)),
)

if (!process.argv.includes('--check')) writeFileSync(page, text)
else if (readFileSync(page, 'utf8') !== text) {
  console.error('docs/vocabulary.md is not what the comments say: npm run vocabulary')
  process.exitCode = 1
}
