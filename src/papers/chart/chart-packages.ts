import type * as Vega from 'vega'
import type * as VegaLite from 'vega-lite'

/** Packages that only charts need are not installed; the message says how to get them. */
export class ChartPackagesError extends Error {
  override readonly name = 'ChartPackagesError'
}

type Packages = [vega: typeof Vega, vegaLite: typeof VegaLite]

const load = (): Promise<Packages> => Promise.all([import('vega'), import('vega-lite')])

/** Loads Vega and Vega-Lite. @throws {ChartPackagesError} when one of them is not installed */
export async function chartPackages(loading = load): Promise<Packages> {
  const packages = await loading().catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error
    const remedy = 'are not both installed; `npm install vega vega-lite` brings them'
    throw new ChartPackagesError(`figures are drawn by vega and vega-lite, which ${remedy}`, { cause: error })
  })
  // Otherwise texts would be measured with the `canvas` package where one happens to be installed.
  const { textMetrics } = packages[0] as unknown as { textMetrics: { canvas(use: boolean): void } }
  textMetrics.canvas(false)
  return packages
}
