import { createRequire } from 'node:module'

const CORE = '@tensorflow/tfjs-core'

/**
 * Puts the TensorFlow.js core that this program uses in place of the one that a package would load: a second one has
 * switches of its own, which nobody sets.
 *
 * @param require the package's own
 * @param names under which the package asks for the core
 */
export function shareCore(require: NodeJS.Require, names: readonly string[] = [CORE]): void {
  const own = createRequire(import.meta.url)
  const exports = own(CORE) as unknown
  const shared = own.cache[own.resolve(CORE)]!
  for (const name of names) {
    const id = require.resolve(name)
    require.cache[id] ??= Object.assign(Object.create(shared) as NodeJS.Module, { id, exports })
  }
}
