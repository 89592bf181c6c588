import { fileURLToPath } from 'node:url'
import { configDefaults, defineConfig } from 'vitest/config'
import { claimsAsTests } from './src/testing/claims-as-tests.ts'

const source = (path: string): string => fileURLToPath(new URL(`./src/${path}`, import.meta.url))

export default defineConfig({
  resolve: {
    alias: [
      { find: /^attention-assay$/, replacement: source('index.ts') },
      { find: /^attention-assay\/predicate$/, replacement: source('predicate.ts') },
      { find: /^attention-assay\/open$/, replacement: source('open/index.ts') },
      { find: /^attention-assay\/papers\/(.*)$/, replacement: source('papers/$1/index.ts') },
    ],
  },
  plugins: [claimsAsTests()],
  test: {
    // No claims: open hypotheses have no verdict that a test could ask for.
    exclude: [...configDefaults.exclude, 'properties/open/**'],
    include: ['src/**/*.test.ts', 'ci/**/*.test.ts'],
    testTimeout: 240_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
})
