import { readdirSync } from 'node:fs'
import { afterEach, expect, it, vi } from 'vitest'
import { startEngine } from '../engine/start.ts'
import * as packages from '../papers/chart/chart-packages.ts'
import { folder, PlantedCommandLine } from './planted-command-line.fixture.ts'

afterEach(() => void vi.restoreAllMocks())

it('keeps all but the figures where what draws them is not installed, and says how to go on', async () => {
  const { chartPackages } = packages
  const missing = () => Promise.reject(Object.assign(new Error(), { code: 'ERR_MODULE_NOT_FOUND' }))
  vi.spyOn(packages, 'chartPackages').mockImplementation(() => chartPackages(missing))
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
