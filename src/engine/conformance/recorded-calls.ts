import type { Engine } from '../engine.ts'
import type { TensorFunctions } from '../tensor-operation.ts'

/** Functions of TensorFlow.js that were called, by name; of a cast also what to. And the most axes that each was handed. */
export type Calls = ReadonlyMap<string, number>

/** The engine, with every call of a function of TensorFlow.js noted. */
export function recordingCalls(engine: Engine): { engine: Engine; called: Calls } {
  const called = new Map<string, number>()
  const tf = new Proxy(
    {},
    {
      get(_, name: string) {
        const found = (engine.tf as unknown as Record<string, unknown>)[name]
        if (typeof found !== 'function') return found
        return (...given: unknown[]) => {
          const result = (found as (...given: unknown[]) => unknown)(...given)
          const call = name === 'cast' ? `cast to ${String(given[1])}` : name
          const axes = [...given.flat(), result].map(axesOf)
          called.set(call, Math.max(called.get(call) ?? 0, ...axes))
          return result
        }
      },
    },
  ) as unknown as TensorFunctions
  return { engine: { ...engine, tf }, called }
}

/** Of a tensor; 0 of anything else. */
function axesOf(of: unknown): number {
  const { rank } = (of ?? {}) as { rank?: unknown }
  return typeof rank === 'number' ? rank : 0
}
