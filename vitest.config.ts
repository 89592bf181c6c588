import { defineConfig } from 'vitest/config'
import { claimsAsTests } from './src/testing/claims-as-tests.ts'

export default defineConfig({
  plugins: [claimsAsTests()],
  test: {
    include: ['src/**/*.test.ts', 'ci/**/*.test.ts', 'properties/**/*.ts'],
    testTimeout: 240_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
})
