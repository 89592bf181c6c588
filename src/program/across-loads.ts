/**
 * Lets `instanceof` say yes to what another load of this library made, of the same class: a project may have it installed
 * beside the one that runs, and a loader that translates CommonJS loads it apart from modules.
 *
 * @param of a class that nothing extends
 * @param name the same in each load
 */
export function knownAcrossLoads(of: { readonly prototype: object }, name: string): void {
  const mark = Symbol.for(`attention-assay: ${name}`)
  Object.defineProperty(of.prototype, mark, { value: true })
  Object.defineProperty(of, Symbol.hasInstance, {
    value: (made: unknown): boolean => typeof made === 'object' && made !== null && mark in made,
  })
}
