import type * as tfTypes from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import type { Engine } from '../engine.ts'

export type Tf = typeof tfTypes

/** The engine with functions of TensorFlow.js replaced. */
export const replacing =
  (replace: (tf: Tf) => Record<string, unknown>) =>
  (engine: Engine): Engine => ({ ...engine, tf: { ...engine.tf, ...replace(engine.tf) } })

/** The engine with one of its functions spoiled for tensors of so many axes, seen at what it is given. */
export const spoiledFrom = (axes: number, names: readonly (keyof Tf)[]) =>
  replacing((tf) =>
    Object.fromEntries(
      names.map((name) => [
        name,
        (...given: (Tensor | Tensor[])[]) => {
          const result = (tf[name] as (...given: unknown[]) => Tensor)(...given)
          const rank = Math.max(...given.flat().map((of) => (of as Tensor | undefined)?.rank ?? 0))
          return rank >= axes ? tf.zerosLike(result) : result
        },
      ]),
    ),
  )

/** The engine with 0.5 added to everything that one function returns. */
export const spoiling = (name: string): ((engine: Engine) => Engine) =>
  replacing((tf) => {
    const own = (tf as unknown as Record<string, (...given: unknown[]) => Tensor>)[name]
    return { [name]: (...given: unknown[]) => tf.add(own(...given), 0.5) }
  })
