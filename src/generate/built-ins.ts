/** What the program computes and judges with; a claim that changes it would change the verdicts of all. */
const OWNERS = [
  ...[globalThis, Math, Number, Array, Object, BigInt, JSON, Reflect, Promise],
  ...[Array, Object, Function, String, RegExp, Map, Set, Promise].map(({ prototype }): unknown => prototype),
  ...[Float32Array, Float64Array, Int32Array, Uint32Array, Uint8Array, BigInt64Array].map(
    ({ prototype }): unknown => prototype,
  ),
  Object.getPrototypeOf(Float32Array.prototype),
] as object[]

const { defineProperty, getOwnPropertyDescriptor, ownKeys } = Reflect

interface BuiltIn {
  readonly owner: object
  readonly name: PropertyKey
  readonly property: PropertyDescriptor
}

// Those of globalThis that are read through a function belong to Node, which makes some of them when they are asked for.
const builtIns = OWNERS.flatMap((owner): BuiltIn[] =>
  ownKeys(owner).flatMap((name) => {
    const property = getOwnPropertyDescriptor(owner, name)!
    const counts = 'value' in property && (owner !== globalThis || /^[A-Z]/.test(String(name)))
    return counts && typeof property.value === 'function' ? [{ owner, name, property }] : []
  }),
)

/**
 * Gives JavaScript's own functions back what somebody's code made of them.
 *
 * @returns the names of those that had been changed; of no use is anything that was computed meanwhile
 */
export function restoreBuiltIns(): string {
  let changed = ''
  // Without any method, since it may be one that was changed.
  for (let i = 0; i < builtIns.length; i++) {
    const { owner, name, property } = builtIns[i]
    if ((owner as Record<PropertyKey, unknown>)[name] === property.value) continue
    defineProperty(owner, name, property)
    changed += `${changed === '' ? '' : ', '}${String(name)}`
  }
  return changed
}
