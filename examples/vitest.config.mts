import { claimsAsTests } from 'attention-assay/vitest'
import { defineConfig } from 'vitest/config'

/** Each claim is a test; `npx vitest -t <id>` runs one, and reruns it whenever its file changes. */
export default defineConfig({ plugins: [claimsAsTests()] })
