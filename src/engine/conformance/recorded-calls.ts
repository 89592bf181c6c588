import type { Engine } from '../engine.ts'
import type { TensorFunctions } from '../tensor-operation.ts'

/** The engine, with every call of a function of TensorFlow.js noted by name; of a cast also what to. */
export function recordingCalls(engine: Engine): { engine: Engine; called: ReadonlySet<string> } {
  const called = new Set<string>()
  const tf = new Proxy(
    {},
    {
      get(_, name: string) {
        const found = (engine.tf as unknown as Record<string, unknown>)[name]
        if (typeof found !== 'function') return found
        return (...given: unknown[]) => {
          called.add(name === 'cast' ? `cast to ${String(given[1])}` : name)
          return (found as (...given: unknown[]) => unknown)(...given)
        }
      },
    },
  ) as unknown as TensorFunctions
  return { engine: { ...engine, tf }, called }
}
