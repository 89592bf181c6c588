import { readdirSync } from 'node:fs'
import { expect, it, vi } from 'vitest'
import { startEngine } from '../engine/start.ts'
import type * as packages from '../papers/chart/chart-packages.ts'
import { folder, PlantedCommandLine } from './planted-command-line.fixture.ts'

vi.mock('../papers/chart/chart-packages.ts', async (original) => {
  const { ChartPackagesError, chartPackages } = await original<typeof packages>()
  const missing = () => Promise.reject(Object.assign(new Error(), { code: 'ERR_MODULE_NOT_FOUND' }))
  return { ChartPackagesError, chartPackages: () => chartPackages(missing) }
})

it('keeps all but the figures where what draws them is not installed, and says how to go on', async () => {
  const line = new PlantedCommandLine(folder())
  Object.assign(line.services, { startEngine: () => startEngine('wasm') })
  const out = folder()
  const argv = ['--base', 'n=24,d=8', '--sweep', 'm', '--values', '3', '--draws', '100', '--out', out]
  expect(await line.run('experiment', 'seed', ...argv)).toBe(2)
  expect(readdirSync(out).sort()).toEqual(['seed.csv', 'seed.json'])
  expect(line.out).toContain('Of 6 bands of 99.9 % each')
  expect(line.err).toContain('`npm install vega vega-lite`')
  expect(line.err).toContain(`All else is in ${out}; then --resume draws the figures`)
})
