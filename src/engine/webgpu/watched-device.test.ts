import { expect, test } from 'vitest'
import { EngineError } from '../entry.ts'
import { PlantedDevice } from './planted-device.fixture.ts'
import { WatchedDevice } from './watched-device.ts'

const aborted = () => Promise.reject(new Error('AbortError'))

test('a download comes through, and the scopes stay as many as they were', async () => {
  const device = new PlantedDevice()
  const watched = new WatchedDevice(device)
  const before = device.scopes
  expect(before).toBe(3)
  expect(await watched.read(() => Promise.resolve(7))).toBe(7)
  expect(device.scopes).toBe(before)
})

test('a download after a command that failed is an error, since its zeros mean nothing', async () => {
  const device = new PlantedDevice()
  const watched = new WatchedDevice(device)
  device.error = 'Buffer size (9) exceeds the limit (4).\n - While calling CreateBuffer'
  const read = watched.read(() => Promise.resolve(new Float32Array(4)))
  await expect(read).rejects.toThrow(
    /^The GPU refused a batch: Buffer size \(9\) exceeds the limit \(4\)\.\n/,
  )
  expect(await watched.read(() => Promise.resolve(7))).toBe(7)
})

test('a download of a lost device says why, also when the news come late', async () => {
  const device = new PlantedDevice()
  const watched = new WatchedDevice(device)
  setTimeout(() => device.lose('unknown', 'the driver was reset'), 20)
  const error = await watched.read(aborted).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(EngineError)
  expect((error as Error).message).toMatch(/^The GPU's device was lost \(the driver was reset\)\.\n/)
})

test('a second loss before anything came through is called one', async () => {
  const device = new PlantedDevice()
  const watched = new WatchedDevice(device, true)
  device.lose('destroyed')
  await expect(watched.read(aborted)).rejects.toThrow(/was lost again, over the same batch \(destroyed\)/)
})

test('a second loss after something came through is a first one of its batch', async () => {
  const device = new PlantedDevice()
  const watched = new WatchedDevice(device, true)
  await watched.read(() => Promise.resolve(7))
  device.lose('destroyed')
  await expect(watched.read(aborted)).rejects.toThrow(/was lost \(destroyed\)/)
})

test('a failure of something else stays what it is', async () => {
  const watched = new WatchedDevice(new PlantedDevice())
  await expect(watched.read(() => Promise.reject(new TypeError('a defect')))).rejects.toThrow(
    new TypeError('a defect'),
  )
  expect(await watched.lossAfter()).toBeUndefined()
})
