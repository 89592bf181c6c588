import { fileURLToPath } from 'node:url'
import { configDefaults, defineConfig } from 'vitest/config'
import { claimsAsTests } from './src/testing/claims-as-tests.ts'

const source = (path: string): string => fileURLToPath(new URL(`./src/${path}`, import.meta.url))

/** Minutes each, of planted mistakes and altered files: `ci/campaigns` runs them, and nothing else. */
const CAMPAIGNS = [
  'ci/auditors-agree.test.ts',
  'src/cli/{examine-command,exit-code,hostile-claims}.test.ts',
  'src/engine/conformance/{broken-engines,conformance-cpu}.test.ts',
  'src/engine/precision/{bounds,measure}.test.ts',
  'src/examine/{diagnoses/diagnose,returned/every-declaration}.test.ts',
  'src/recount/{hostile-files,schema-walk}.test.ts',
]
const isCampaign = process.env.CAMPAIGNS === 'yes'

export default defineConfig({
  resolve: {
    alias: [
      { find: /^attention-assay$/, replacement: source('index.ts') },
      { find: /^attention-assay\/predicate$/, replacement: source('predicate.ts') },
      { find: /^attention-assay\/open$/, replacement: source('open/index.ts') },
      { find: /^attention-assay\/papers\/(.*)$/, replacement: source('papers/$1/index.ts') },
    ],
  },
  plugins: isCampaign ? [] : [claimsAsTests()],
  test: {
    // No claims: open hypotheses have no verdict that a test could ask for.
    exclude: [...configDefaults.exclude, 'properties/open/**', ...(isCampaign ? [] : CAMPAIGNS)],
    include: isCampaign ? CAMPAIGNS : ['src/**/*.test.ts', 'ci/**/*.test.ts'],
    testTimeout: 240_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    // Thousands of tests take longer than the 300 ms from which vitest lists a test: none is listed that passes.
    slowTestThreshold: 30_000,
  },
})
