import { realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

const CLAIM = '?claim'

/**
 * Lets vitest run every file of `properties/` as a test of the claim that it declares, without a test file and
 * without registration: `npx vitest -t <id>` runs one, and a watcher reruns a claim when its file changes.
 */
export function claimsAsTests(): Plugin {
  const runner = fileURLToPath(new URL('./test-claim.ts', import.meta.url))
  // By their place in this checkout, whatever it and the folders above it are called.
  const claims = withSlashes(realpathSync(fileURLToPath(new URL('../../properties', import.meta.url))))
  return {
    name: 'claims-as-tests',
    enforce: 'pre',
    transform(_code, id) {
      const file = id.split('?')[0]
      if (id.includes(CLAIM) || !file.startsWith(`${claims}/`)) return undefined
      if (!/^[^/]+\/[^/]+\.ts$/.test(file.slice(claims.length + 1))) return undefined
      const claim = JSON.stringify(file + CLAIM)
      return `
        import claim from ${claim}
        export { default } from ${claim}
        import { testClaim } from ${JSON.stringify(runner)}
        testClaim(claim, ${JSON.stringify(file)})
      `
    },
  }
}

/** As vite writes paths, on every system. */
const withSlashes = (path: string): string => path.replaceAll('\\', '/')
