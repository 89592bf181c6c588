/**
 * The claims that come with the package.
 *
 * @module attention-assay/catalogue
 */
import { basename, dirname } from 'node:path'
import { claimFiles, idOfFile, ownClaims } from './claim-files.ts'
import type { Claim } from './claim.ts'
import { nearest, UnknownClaimError } from './find-claim.ts'
import { claimFrom } from './load-claim.ts'

/** A claim that comes with the package, before it is loaded. */
export interface CatalogueEntry {
  /** The name of its file too. */
  readonly id: string
  /** What it is about: the folder of its file. */
  readonly theme: string
  /** The claim itself. */
  load(): Promise<Claim>
}

/**
 * The claims that come with the package. To list them loads none.
 *
 * @example
 * ```ts
 * import { verify } from 'attention-assay'
 * import { catalogue } from 'attention-assay/catalogue'
 *
 * for (const { id, theme } of catalogue.list()) console.log(theme, id)
 * const claim = await catalogue.load('softmax-row-order-strict')
 * console.log((await verify(claim, { cases: 1000 })).verdict.reals.meaning)
 * ```
 */
export const catalogue = {
  /** All of them, in the order of their ids. */
  list: (): readonly CatalogueEntry[] =>
    claimFiles(ownClaims())
      .map((file) => ({
        id: idOfFile(file),
        theme: basename(dirname(file)),
        load: () => claimFrom(file),
      }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),

  /**
   * The one with an id.
   *
   * @throws {UnknownClaimError} with the nearest ids, when there is none
   */
  async load(id: string): Promise<Claim> {
    const entries = catalogue.list()
    const entry = entries.find((each) => each.id === id)
    if (entry) return entry.load()
    const near = nearest(
      id,
      entries.map((each) => each.id),
    )
    throw new UnknownClaimError(
      `there is no claim "${id}" in the catalogue; ${near.length > 0 ? `did you mean ${near.join(' or ')}?` : '`catalogue.list()` names them'}`,
    )
  },
} as const
