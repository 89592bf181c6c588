/* Writes docs/vocabulary.md from the comments in the sources. A test says whether it is up to date. */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { documentedExports } from './documented.ts'
import { vocabulary } from './vocabulary-text.ts'

const exports = documentedExports(fileURLToPath(new URL('..', import.meta.url)), (name) =>
  /^attention-assay(\/predicate)?$/.test(name),
)
writeFileSync(new URL('../docs/vocabulary.md', import.meta.url), vocabulary(exports))
