import { realpathSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'
import { configDefaults } from 'vitest/config'
import { claimFiles, idOfFile, openFolder } from '../claim/claim-files.ts'
import { DEFAULT_EXPORT } from '../claim/export-line.ts'

/** Marks a claim's own text, in place of which its test is run. */
const CLAIM = '?claim'
const ENDINGS = '{ts,mts,js,mjs}'

/**
 * Lets vitest run every claim in a folder as a test, without a test file and without registration: `npx vitest -t <id>`
 * runs one, and loads no other; a watcher reruns a claim when its file changes.
 *
 * @param options `folder` of the claims, from vitest's root; `properties` when left out
 * @throws {DiscoveryError} from vitest's start, when there is no such folder
 *
 * @example
 * ```ts
 * // vitest.config.ts
 * import { claimsAsTests } from 'attention-assay/vitest'
 * import { defineConfig } from 'vitest/config'
 *
 * export default defineConfig({ plugins: [claimsAsTests()] })
 * ```
 */
export function claimsAsTests({ folder = 'properties' }: { readonly folder?: string } = {}): Plugin {
  const runner = fileURLToPath(new URL(`./run-claim${import.meta.url.slice(-3)}`, import.meta.url))
  let claims = ''
  return {
    name: 'claims-as-tests',
    enforce: 'pre',
    config: ({ test }) => ({
      test: { include: [`${folder}/**/*.${ENDINGS}`, ...(test?.include ? [] : configDefaults.include)] },
    }),
    configResolved: ({ root }) => {
      // By their place below the root, whatever it and the folders above it are called.
      claims = withSlashes(realpathSync(resolve(root, folder)))
    },
    configureVitest: ({ project, vitest }) => {
      const named = claimFiles(claims).filter(
        (file) => idOfFile(file) === vitest.config.testNamePattern?.source,
      )
      if (named.length > 0)
        project.config.include = named.map((file) => withSlashes(relative(vitest.config.root, file)))
    },
    transform: (code, id) => {
      const file = id.split('?')[0]
      if (
        id.includes(CLAIM) ||
        !file.startsWith(`${claims}/`) ||
        file.startsWith(`${withSlashes(openFolder())}/`) ||
        !/(?<!\.(d|test|spec))\.m?[jt]s$/.test(file)
      )
        return undefined
      const claim = JSON.stringify(file + CLAIM)
      // Where it speaks of, since vitest shows the file's own text beside its errors.
      const lines = code.split(DEFAULT_EXPORT)[0].split('\n').length
      return [
        '\n'.repeat(lines - 1) + `runClaim(claim, ${JSON.stringify(file)})`,
        `import claim from ${claim}`,
        `export { default } from ${claim}`,
        `import { runClaim } from ${JSON.stringify(runner)}`,
      ].join('; ')
    },
  }
}

/** As vite writes paths, on every system. */
const withSlashes = (path: string): string => path.replaceAll('\\', '/')
