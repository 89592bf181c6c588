import { expect, test } from 'vitest'
import type { EngineReport } from '../engine/doctor/engine-report.ts'
import { examine } from '../engine/doctor/examine.ts'
import { IEEE_FLOAT32 } from '../arithmetic/device/error-limits.ts'
import { plantedEvidence } from '../evidence/planted-evidence.fixture.ts'
import { engineText } from './engine-text.ts'

const { device, accelerator, versions, profile } = plantedEvidence([]).engine
const working: EngineReport = {
  name: 'planted',
  works: true,
  device,
  accelerator,
  versions,
  settings: { TF32: 'off (set by this program)' },
  notes: ['a GPU is there and not used'],
  startSeconds: 1.25,
  profile: { origin: 'measured', ...IEEE_FLOAT32, found: profile.found, widened: [] },
  speed: { judged: 123_456.7, attention: 890.1 },
}

test('an engine that works is told with its precision, settings, notes and speed', () => {
  const told = engineText(working, true, ['products of 10 bits'])
  expect(told).toContain('planted: works, and auto takes it')
  expect(told).toContain('settings: TF32 off (set by this program)')
  expect(told).toContain('note: a GPU is there and not used')
  expect(told).toContain('products of 10 bits')
  expect(told).toContain('123,457 cases/s judged')
  expect(engineText(working, false, [])).not.toContain('auto takes it')
})

test('one that does not is told with the reason and the command that helps, once', () => {
  const remedy = 'npx assay setup planted'
  const why = `it is not set up.\n  To set it up: ${remedy}`
  const told = engineText({ name: 'planted', works: false, why, remedy }, false, [])
  expect(told).toContain(
    'planted: does not work\n  it is not set up.\n  to make it work: npx assay setup planted',
  )
  expect(told.split(remedy)).toHaveLength(2)
  expect(engineText({ name: 'planted', works: false, why: 'no luck' }, false, [])).toContain('no luck')
})

test('engines are examined in processes of their own: one that works, one that does not exist', async () => {
  const { engines, auto } = await examine(['wsam', 'wasm'])
  expect(engines[0]).toMatchObject({
    name: 'wsam',
    works: false,
    why: expect.stringMatching(/Did you mean "wasm"/),
  })
  expect(engines[1]).toMatchObject({ name: 'wasm', works: true, accelerator: 'none' })
  const { speed, startSeconds } = engines[1] as Extract<EngineReport, { works: true }>
  expect(speed.judged).toBeGreaterThan(0)
  expect(speed.attention).toBeGreaterThan(0)
  expect(startSeconds).toBeGreaterThan(0)
  expect(auto).toBe('wasm')
})
