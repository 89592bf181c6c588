import { fileURLToPath } from 'node:url'
import { configDefaults, defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { claimsAsTests } from './src/testing/claims-as-tests.ts'

const source = (path: string): string => fileURLToPath(new URL(`./src/${path}`, import.meta.url))

/** Minutes each, of planted mistakes and altered files: `ci/campaigns` runs them, and nothing else. */
const CAMPAIGNS = [
  'ci/{auditors-agree,rounding-otherwise}.test.ts',
  'src/cli/{examine-command,exit-code,forged-examination,hostile-claims}.test.ts',
  'src/engine/conformance/{broken-engines,every-engine}.test.ts',
  'src/engine/precision/{bounds,measure}.test.ts',
  'src/examine/{diagnoses/diagnose,returned/every-declaration}.test.ts',
  'src/recount/{hostile-files,schema-walk}.test.ts',
]
/** Begun first, so that neither of two workers is left with a long file at the end. */
const SLOWEST = [
  'ci/readme.test.ts',
  'src/cli/killed-run.test.ts',
  'ci/docs.test.ts',
  'ci/action.test.ts',
  'src/attention/extremes.test.ts',
]
class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number =>
      SLOWEST.findIndex((file) => moduleId.endsWith(`/${file}`)) + 1 || SLOWEST.length + 1
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b))
  }
}

/** Run by both, there with ten times as many inputs. */
const FUZZED = ['src/arithmetic/containment.test.ts', 'src/arithmetic/hostile-fuzz.test.ts']

const isCampaign = process.env.CAMPAIGNS === 'yes'
/** Milliseconds for a test or a hook, against what hangs: nothing here is a measure of time. */
const LIMIT = isCampaign ? 1_800_000 : 240_000

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
    include: isCampaign ? [...CAMPAIGNS, ...FUZZED] : ['src/**/*.test.ts', 'ci/**/*.test.ts'],
    testTimeout: LIMIT,
    hookTimeout: LIMIT,
    expect: { poll: { timeout: 120_000 } },
    maxWorkers: 2,
    // Files share a process: claims find compiled code warm, which saves two thirds of their time.
    isolate: false,
    sequence: { sequencer: SlowestFirst },
    // Thousands of tests take longer than the 300 ms from which vitest lists a test: none is listed that passes.
    slowTestThreshold: 30_000,
  },
})
