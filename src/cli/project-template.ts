import { claimTemplate, noteTemplate } from './claim-template.ts'

/** The files of a new project, by their paths: one claim, its note, its test, and a job of continuous integration. */
export const projectTemplate = (name: string, version: string): Readonly<Record<string, string>> => ({
  'package.json': json({
    name,
    private: true,
    type: 'module',
    scripts: { verify: 'assay verify ./properties', test: 'vitest run' },
    dependencies: { 'attention-assay': `^${version}` },
    devDependencies: { typescript: '>=5.7', vitest: '^4.1.0' },
  }),
  'tsconfig.json': json({
    compilerOptions: {
      ...{ target: 'ES2022', module: 'NodeNext', strict: true, exactOptionalPropertyTypes: true },
      ...{ skipLibCheck: true, noEmit: true },
    },
    include: ['properties', 'subjects'],
  }),
  'vitest.config.ts': `import { claimsAsTests } from 'attention-assay/vitest'
import { defineConfig } from 'vitest/config'

export default defineConfig({ plugins: [claimsAsTests()] })
`,
  '.gitignore': 'node_modules\nevidence\n',
  'properties/order/first-claim.ts': claimTemplate('forAll', 'order', 'first-claim'),
  'proofs-notes/order/first-claim.md': noteTemplate('forAll', 'first-claim'),
  '.github/workflows/claims.yml': `name: claims
on: [push, pull_request]
jobs:
  verify:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with: { node-version: 22 }
      - run: npm install --ignore-scripts
      - run: npm test
      - run: npm run verify
      - uses: actions/upload-artifact@v4
        if: always()
        with: { name: evidence, path: evidence }
`,
})

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`
