import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeWhole } from '../../../evidence/write.ts'
import { chartToSvg } from '../../chart/chart-svg.ts'
import { toCsv } from './results-csv.ts'
import { results, type Results } from './results.ts'
import { chartFileName, sweepChart } from './sweep-chart.ts'

/** The name of the file of results in its folder. */
export const RESULTS = 'seed.json'

/** Replaces the file of results in a folder as a whole. */
export const writeResults = (folder: string, found: Results): void =>
  writeWhole(join(folder, RESULTS), `${JSON.stringify(found, null, 1)}\n`)

/** The table, then the figures of results: the name of each file, and its text. */
export async function* renderings(found: Results): AsyncGenerator<[name: string, text: string]> {
  yield ['seed.csv', toCsv(found)]
  for (const sweep of found.sweeps)
    if (sweep.points.length > 0) yield [chartFileName(sweep), await chartToSvg(sweepChart(sweep, found))]
}

/**
 * What an earlier run wrote into a folder; undefined where there is nothing.
 *
 * @throws {RangeError} when the file is there and holds no results of this version
 */
export function readResults(folder: string): Results | undefined {
  const path = join(folder, RESULTS)
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  try {
    return results.parse(JSON.parse(text))
  } catch {
    throw new RangeError(
      `${path} holds no results that this version can read; choose another --out, or remove it`,
    )
  }
}
