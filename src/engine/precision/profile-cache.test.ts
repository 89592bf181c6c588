import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { cpu } from '../cpu.ts'
import { startEngine } from '../start.ts'
import { describeProfile } from './describe.ts'
import type { FoundPrecision } from './found.ts'
import { broken, flushing, type Defect } from './planted-engines.fixture.ts'
import { truncatedSecondFactors, truncatedSums, unrepeatable } from './planted-sums.fixture.ts'
import { cachedPrecision, profileKey } from './profile-cache.ts'

let folder: string
let found: FoundPrecision
let measured: number
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'precision-'))
  found = (await startEngine('cpu')).engine.profile.found
  measured = 0
})
afterEach(() => rmSync(folder, { recursive: true }))

const measure = () => {
  measured++
  return Promise.resolve(found)
}
const ask = (options: { exhaustive?: boolean; folder?: string } = {}, key = 'key') =>
  cachedPrecision('planted', key, { folder, ...options }, measure)
const file = () => join(folder, readdirSync(folder)[0])

test('what was measured is not measured again, and reads as it was', async () => {
  expect(await ask()).toEqual({ found })
  expect(await ask()).toEqual({ found })
  expect(measured).toBe(1)
  await ask({}, 'another engine')
  expect(measured).toBe(2)
})

test.each<[string, (text: string) => string]>([
  ['cut off', (text) => text.slice(0, 100)],
  ['empty', () => ''],
  ['of another measurement', (text) => text.replace(/"measurement":\d+/, '"measurement":0')],
  ['of another engine', (text) => text.replace('"key":"key"', '"key":"other"')],
  ['without a part', (text) => text.replace('"sums":', '"sum":')],
  ['with a number that is none', (text) => text.replace(/"roundoff":[^,]+/, '"roundoff":null')],
])('a file that is %s is measured anew and replaced', async (_, damage) => {
  await ask()
  const whole = readFileSync(file(), 'utf8')
  expect(damage(whole)).not.toBe(whole)
  writeFileSync(file(), damage(whole))
  expect(await ask()).toEqual({ found })
  expect(measured).toBe(2)
  expect(readFileSync(file(), 'utf8')).toBe(whole)
})

test('a folder that cannot be written is no failure, and is said', async () => {
  const blocked = join(folder, 'file', 'inside')
  writeFileSync(join(folder, 'file'), '')
  const { found: again, note } = await ask({ folder: blocked })
  expect(again).toBe(found)
  expect(note).toMatch(/measured at every start.*(EEXIST|ENOTDIR).*ATTENTION_ASSAY_CACHE/)
})

test('many at the same time leave one whole file', async () => {
  await Promise.all(Array.from({ length: 20 }, () => ask()))
  expect(readdirSync(folder)).toHaveLength(1)
  measured = 0
  expect(await ask()).toEqual({ found })
  expect(measured).toBe(0)
})

test('an exhaustive measurement is used from then on; a sample does not stand for one', async () => {
  await ask()
  const sample = found
  found = { ...found, method: 'exhaustive' }
  expect(await ask({ exhaustive: true })).toEqual({ found })
  expect(measured).toBe(2)
  expect(await ask()).toEqual({ found })
  expect(await ask({ exhaustive: true })).toEqual({ found })
  expect(measured).toBe(2)
  expect(sample.method).toBe('spread')
})

test('the key tells apart whatever changes results', async () => {
  const { engine } = await startEngine('cpu')
  const key = profileKey('cpu', engine, engine.profile)
  const changes = [
    { device: 'another' },
    { versions: { ...engine.versions, driver: '2' } },
    { versions: { ...engine.versions, returns: 'another' } },
    { settings: { TF32: '1' } },
  ]
  for (const change of changes)
    expect(profileKey('cpu', { ...engine, ...change }, engine.profile)).not.toBe(key)
  expect(profileKey('cpu', engine, { ...engine.profile, unitRoundoff: 2 ** -23 })).not.toBe(key)
  // Notes change with the surroundings.
  expect(profileKey('cpu', { ...engine, notes: ['a note'] }, engine.profile)).toBe(key)
})

test('a started engine has a measured profile, the same one from the cache and without it', async () => {
  const fresh = await startEngine('wasm', undefined, { folder })
  const again = await startEngine('wasm', undefined, { folder })
  expect(readdirSync(folder)).toHaveLength(1)
  expect(again.engine.profile).toEqual(fresh.engine.profile)
  expect(fresh.engine.profile.origin).toBe('measured')
  expect(fresh.engine.notes).toEqual([])
})

const offSums: Defect = (tf) =>
  broken(tf, {
    sum: (...given: Parameters<typeof tf.sum>) => tf.mul(tf.sum(...given), 1 + 2 ** -20),
  })

test.each([
  ['factors lose bits', truncatedSecondFactors],
  ['products are cut off', truncatedSums],
  ['sums are off', offSums],
  ['subnormal numbers are lost', flushing((x) => Math.abs(x) < 2 ** -126, ['div'])],
])('where %s since the measurement, it is done anew, whatever the versions say', async (_, functions) => {
  const { engine: before } = await startEngine('cpu', [cpu], { folder })
  const { engine: now } = await startEngine('cpu', [{ ...cpu, functions }], { folder })
  expect({ ...now.versions, returns: '' }).toEqual({ ...before.versions, returns: '' })
  expect(now.versions['returns']).not.toBe(before.versions['returns'])
  expect(now.profile).not.toEqual(before.profile)
  expect(readdirSync(folder)).toHaveLength(2)
})

test('the measurement of an engine that returns other numbers each time is not kept', async () => {
  const { engine } = await startEngine('cpu', [{ ...cpu, functions: unrepeatable }], { folder })
  expect(engine.versions['returns']).toMatch(/^[0-9a-f]{16}, then [0-9a-f]{16}$/)
  expect(readdirSync(folder)).toEqual([])
})

test('a profile is a handful of lines for people', async () => {
  const { profile } = (await startEngine('wasm')).engine
  const lines = describeProfile({ ...profile, widened: ['products are coarse: bounds are wider'] })
  expect(lines).toHaveLength(7)
  expect(lines[0]).toBe('matrix products: factors as they are, additions within 2^-24.0')
  expect(lines[2]).toMatch(
    /exp 0\.50, log 0\.\d\d, division 0\.50, square root 0\.50, tanh 1\.\d\d; .* sin 2\^-22\.\d, cos 2\^-21\.\d, .* up to 4\.3e\+9$/,
  )
  expect(lines[3]).toBe('numbers below 2^-126: kept by every operation')
  expect(lines[4]).toBe(
    'NaN and infinity: NaN lost by minimum (right); maximum (right); overflow gives infinity',
  )
  expect(lines.at(-1)).toBe('products are coarse: bounds are wider')
})

test('without a home folder, or on a file system that makes no folders, nothing is kept, and a note says so', async () => {
  const { HOME, USERPROFILE, XDG_CACHE_HOME, LOCALAPPDATA, ATTENTION_ASSAY_CACHE } = process.env
  try {
    for (const name of ['XDG_CACHE_HOME', 'LOCALAPPDATA', 'ATTENTION_ASSAY_CACHE']) delete process.env[name]
    process.env.HOME = process.env.USERPROFILE = 'relative'
    const { found: homeless, note } = await cachedPrecision('planted', 'key', {}, () =>
      Promise.resolve(found),
    )
    expect(homeless).toEqual(found)
    expect(note).toMatch(/measured at every start.*no home folder.*ATTENTION_ASSAY_CACHE/)
  } finally {
    const restored = { HOME, USERPROFILE, XDG_CACHE_HOME, LOCALAPPDATA, ATTENTION_ASSAY_CACHE }
    for (const [name, value] of Object.entries(restored))
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
  }
  if (process.platform !== 'linux') return
  const { note } = await cachedPrecision('planted', 'key', { folder: '/proc/none/precision' }, () =>
    Promise.resolve(found),
  )
  expect(note).toMatch(/measured at every start.*\/proc\/none\/precision/)
})
