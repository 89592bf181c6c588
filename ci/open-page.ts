import { findHypotheses } from '../src/open/find-hypotheses.ts'
import { openFigures, readOpenResults } from '../src/open/results-files.ts'
import { writeOrCompare } from './generated-files.ts'
import { openPage } from './open-page-text.ts'

/**
 * `npm run open-page`: writes docs/open-hypotheses.md and its figures from the results in docs/open; `--check` only compares.
 */
const FOLDER = 'docs/open'

const all = (await findHypotheses()).map((hypothesis) => ({
  hypothesis,
  found: readOpenResults(FOLDER, hypothesis.id),
}))
const files = new Map([['docs/open-hypotheses.md', openPage(all)]])
for (const { hypothesis, found } of all)
  for await (const [name, text] of openFigures(hypothesis, found)) files.set(`${FOLDER}/${name}`, text)

writeOrCompare(files, 'results give', 'npm run open-page')
