import { expect, it } from 'vitest'
import { ChartPackagesError, chartPackages } from './chart-packages.ts'

const failing = (code: string) => () => Promise.reject(Object.assign(new Error('Cannot find it'), { code }))

it('says how to get packages that are missing', async () => {
  const refusal = await chartPackages(failing('ERR_MODULE_NOT_FOUND')).catch((error: unknown) => error)
  expect(refusal).toBeInstanceOf(ChartPackagesError)
  expect((refusal as Error).message).toContain('`npm install vega vega-lite`')
})

it('hides no other defect', async () => {
  await expect(chartPackages(failing('EACCES'))).rejects.toThrow('Cannot find it')
})
