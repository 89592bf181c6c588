import { z } from 'zod'
import type { Engine } from '../../../engine/engine.ts'
import type { StatedFigure } from './figure-search.ts'
import { PointRunner } from './point-runner.ts'
import { statedFigures } from './stated-figures.ts'

/** That some of the bands of a run does not hold what it estimates has at most this probability. */
const FALSE_ALARM = 1e-6

/** A stated number, found again by a formula and by the network itself. */
export const recoveredFigure = z.strictObject({
  what: z.string(),
  stated: z.string(),
  /** The formula's number, rounded as the stated one is. */
  formula: z.string(),
  value: z.number(),
  /** The network's limits: of its definition and of an engine, or an exact confidence band. */
  network: z.strictObject({ by: z.string(), low: z.number(), high: z.number() }),
  /** Whether the formula's number lies within the network's limits. */
  agrees: z.boolean(),
})
export type RecoveredFigure = z.infer<typeof recoveredFigure>

/** Finds every stated figure again; weights on the engine must also agree with the definition in enclosures. */
export async function recoverFigures(
  engine: Engine,
  options: { readonly seed: number; readonly draws: number },
  figures: readonly StatedFigure[] = statedFigures(),
): Promise<RecoveredFigure[]> {
  const runner = new PointRunner(engine, options.seed)
  const confidence = 1 - FALSE_ALARM / figures.length
  const out: RecoveredFigure[] = []
  for (const { what, stated, value, search } of figures) {
    const network = await search({ engine, runner, ...options, confidence })
    const agrees = network.low <= value && value <= network.high
    out.push({ what, stated, formula: roundedAs(stated, value), value, network, agrees })
  }
  return out
}

/** Whether a stated number is the value to its last digit, rounded or cut off: the rule of docs/catalogue-numbers.md. */
export const stands = ({ stated, formula, value }: Pick<RecoveredFigure, 'stated' | 'formula' | 'value'>) =>
  stated === formula || stated === roundedAs(stated, value - unitOf(stated) / 2)

/** The unit of the last digit of a number as it is written. */
function unitOf(text: string): number {
  const [digits, exponent = '0'] = text.split('e')
  return 10 ** (Number(exponent) - (digits.split('.')[1]?.length ?? 0))
}

/** The value with as many decimals as a text such as `0.66` or `1.01e-5` has. */
function roundedAs(text: string, value: number): string {
  const decimals = /\.(\d+)/.exec(text)?.[1].length ?? 0
  return text.includes('e') ? value.toExponential(decimals) : value.toFixed(decimals)
}
