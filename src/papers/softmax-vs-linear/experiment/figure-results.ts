import { z } from 'zod'
import { collapsePoint, weightsAroundThreshold } from './weights-around-threshold.ts'
import { floatMargins, marginRow } from './float32-margins.ts'
import { recoveredFigure, recoverFigures } from './recovered-figures.ts'
import { head, headOf, type RunOptions } from './results-head.ts'

/** The name of the file. */
export const FIGURES = 'seed-figures.json'

/** Stated numbers found again, and the margin in float32, as they are kept in a file. */
export const figureResults = z.strictObject({
  ...head('seed-figures'),
  figures: z.array(recoveredFigure),
  margins: z.array(marginRow),
  collapse: z.array(collapsePoint),
})
export type FigureResults = z.infer<typeof figureResults>

export async function findFigures(options: RunOptions): Promise<FigureResults> {
  const { engine } = options
  return figureResults.parse({
    ...headOf('seed-figures', options),
    figures: await recoverFigures(engine, options),
    margins: await floatMargins(engine),
    collapse: await weightsAroundThreshold(engine),
  })
}
