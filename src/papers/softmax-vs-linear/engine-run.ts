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

type Given = Readonly<Record<string, DeviceArray>>

/** A computation on an engine in steps, each with bounds on its errors; its tensors live until `dispose`. */
export class EngineRun {
  private readonly context: DeviceContext
  private readonly kept = new Set<Tensor>()

  constructor(engine: Engine) {
    this.context = new DeviceContext(engine, 'running')
  }

  /**
   * Computes an array by an implementation, the same in every lane, and downloads it.
   *
   * @param given arrays that were computed before, by the names that the formula calls them
   */
  async compute(
    of: (x: Recorder, given: Record<string, Real>) => Real,
    given: Given = {},
  ): Promise<DeviceArray> {
    const shapes = Object.fromEntries(Object.entries(given).map(([name, { shape }]) => [name, shape]))
    const { steps, value } = recordFormula(shapes, (inputs, x) => of(x, inputs), 'implementation')
    const compute = () => {
      const result = evaluate(steps, given, this.context)[value]
      return { result, wanted: [result] }
    }
    return download(this.context, compute, this.kept)
  }

  /** For each entry of a computed array a bound on its error. */
  errors(array: DeviceArray): number[] {
    return Array.from(array.values, (_, at) => errorOf(array, 0, at))
  }

  dispose(): void {
    for (const tensor of this.kept) tensor.dispose()
  }
}

/** Limits on the entries of an array that is computed on an engine. */
export async function enclosedOnEngine(
  engine: Engine,
  of: (x: Recorder) => Real,
): Promise<readonly (readonly [low: number, high: number])[]> {
  const run = new EngineRun(engine)
  try {
    const array = await run.compute(of)
    const errors = run.errors(array)
    return Array.from(array.values, (value, at) => [value - errors[at], value + errors[at]] as const)
  } finally {
    run.dispose()
  }
}
