import type { Tensor } from '@tensorflow/tfjs-core'
import { DeviceContext } from '../../arithmetic/device/context.ts'
import type { DeviceArray } from '../../arithmetic/device/device-array.ts'
import { download } from '../../arithmetic/device/download.ts'
import { errorOf } from '../../arithmetic/device/errors.ts'
import { evaluate } from '../../arithmetic/device/evaluate.ts'
import type { Engine } from '../../engine/engine.ts'
import { recordFormula } from '../../program/formula.ts'
import type { Real } from '../../program/real.ts'
import type { Recorder } from '../../program/recorder.ts'

/**
 * Computes an array by an implementation, with bounds on its errors, and downloads it.
 *
 * @param given arrays that were computed before, by the names that the formula calls them
 */
type Compute = (
  of: (x: Recorder, given: Record<string, Real>) => Real,
  given?: Readonly<Record<string, DeviceArray>>,
) => Promise<DeviceArray>

/** Works with arrays that an engine computes; their tensors live until the work is done. */
export async function onEngine<T>(engine: Engine, work: (compute: Compute) => Promise<T>): Promise<T> {
  const context = new DeviceContext(engine, 'running')
  const kept = new Set<Tensor>()
  const compute: Compute = (of, given = {}) => {
    const shapes = Object.fromEntries(Object.entries(given).map(([name, { shape }]) => [name, shape]))
    const { steps, value } = recordFormula(shapes, (inputs, x) => of(x, inputs), 'implementation')
    const evaluated = () => {
      const result = evaluate(steps, given, context)[value]
      return { result, wanted: [result] }
    }
    return download(context, evaluated, kept)
  }
  try {
    return await work(compute)
  } finally {
    for (const tensor of kept) tensor.dispose()
  }
}

/** For each entry of a computed array a bound on its error. */
export const errorsOf = (array: DeviceArray): number[] =>
  Array.from(array.values, (_, at) => errorOf(array, 0, at))

/** Limits on the first entry of an array that is computed on an engine. */
export const enclosedOnEngine = (
  engine: Engine,
  of: (x: Recorder) => Real,
): Promise<readonly [low: number, high: number]> =>
  onEngine(engine, async (compute) => {
    const array = await compute(of)
    const [value, error] = [array.values[0], errorOf(array, 0, 0)]
    return [value - error, value + error]
  })
