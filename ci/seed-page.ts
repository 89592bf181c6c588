import { readFileSync } from 'node:fs'
import { chartToSvg } from '../src/papers/chart/chart-svg.ts'
import { collapseChart } from '../src/papers/softmax-vs-linear/experiment/collapse-chart.ts'
import { figureResults, FIGURES } from '../src/papers/softmax-vs-linear/experiment/figure-results.ts'
import { readResults, renderings } from '../src/papers/softmax-vs-linear/experiment/results-files.ts'
import { writeOrCompare } from './generated-files.ts'
import { seedPage } from './seed-page-text.ts'
import { wholeEvidence } from './whole-evidence.ts'

/**
 * `npm run seed-page`: writes docs/seed-paper.md, its table and its figures from evidence/evidence.json and from the
 * results in docs/seed-paper; `--check` only compares.
 */
const FOLDER = 'docs/seed-paper'

const results = readResults(FOLDER)
if (!results) throw new Error(`${FOLDER} holds no results; run \`assay experiment seed --out ${FOLDER}\``)
const figures = figureResults.parse(JSON.parse(readFileSync(`${FOLDER}/${FIGURES}`, 'utf8')))
const page = seedPage(await wholeEvidence('evidence/evidence.json'), results, figures)
const files = new Map([['docs/seed-paper.md', page]])
for await (const [name, text] of renderings(results)) files.set(`${FOLDER}/${name}`, text)
const collapse = await chartToSvg(collapseChart(figures.collapse, figures.engine.name))
files.set(`${FOLDER}/seed-collapse.svg`, collapse)

writeOrCompare(files, 'evidence gives', 'npm run seed-page')
