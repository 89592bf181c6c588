import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The sources of what can be imported from the package, by its names: `paths` for a compiler that is to read them in place of
 * what is built.
 */
export function packageSources(root: string): Record<string, string[]> {
  const { name, exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly name: string
    readonly exports: Readonly<Record<string, string | { readonly default: string }>>
  }
  return Object.fromEntries(
    Object.entries(exports).flatMap(([place, target]) =>
      typeof target === 'string'
        ? []
        : [
            [
              name + place.slice(1),
              [join(root, target.default.replace('./dist/', '').replace(/\.js$/, '.ts'))],
            ],
          ],
    ),
  )
}
