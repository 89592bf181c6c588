import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { chartToSvg } from '../papers/chart/chart-svg.ts'
import type { OpenHypothesis } from './hypothesis.ts'
import { openChart, openChartFile } from './open-chart.ts'
import { openResults, type OpenResults } from './results.ts'

/** The name of a hypothesis' file of results. */
export const openResultsFile = (id: string): string => `${id}.json`

/** The figures of results: the name of each file, and its text. */
export async function* openFigures(
  hypothesis: OpenHypothesis,
  found: OpenResults,
): AsyncGenerator<[name: string, text: string]> {
  for (const { name } of hypothesis.figures)
    yield [openChartFile(found.id, name), await chartToSvg(openChart(hypothesis, found, name))]
}

/** The results of a hypothesis in a folder. @throws as `readFileSync`, `JSON.parse` and the schema do */
export const readOpenResults = (folder: string, id: string): OpenResults =>
  openResults.parse(JSON.parse(readFileSync(join(folder, openResultsFile(id)), 'utf8')))
