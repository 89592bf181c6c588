import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { MethodWatch } from './method-watch.ts'

let now = 0
beforeEach(() => {
  now = 0
  vi.spyOn(performance, 'now').mockImplementation(() => now)
})
afterEach(() => void vi.restoreAllMocks())

class Clock {
  constructor(private readonly step: number) {}
  tick(): number {
    now += this.step
    return this.step
  }
  twice(): number {
    return this.tick() + this.tick()
  }
  async later(): Promise<number> {
    await Promise.resolve()
    return this.tick()
  }
  fail(): never {
    now += this.step
    throw new Error('planted')
  }
}

test('adds up what an object spends, and lets it go', () => {
  const clock = new Clock(3)
  const watch = new MethodWatch(clock, ['tick'])
  expect(clock.tick()).toBe(3)
  now += 100
  new Clock(50).tick()
  expect(clock.tick()).toBe(3)
  expect(watch.stop()).toBe(6)
  clock.tick()
  expect(watch.stop()).toBe(6)
  expect(Object.keys(clock)).toEqual(['step'])
})

test('watches all objects of a class', () => {
  const { tick } = Clock.prototype
  const watch = new MethodWatch(Clock.prototype, ['tick'])
  expect(new Clock(3).tick() + new Clock(4).tick()).toBe(7)
  expect(watch.stop()).toBe(7)
  expect(Clock.prototype.tick).toBe(tick)
})

test('counts methods that call each other, or wait at the same time, once', async () => {
  const clock = new Clock(3)
  const watch = new MethodWatch(clock, ['tick', 'twice', 'later'])
  expect(clock.twice()).toBe(6)
  expect(await Promise.all([clock.later(), clock.later()])).toEqual([3, 3])
  expect(watch.stop()).toBe(12)
})

test('counts what ends with an error', () => {
  const clock = new Clock(3)
  const watch = new MethodWatch(clock, ['fail', 'tick'])
  expect(() => clock.fail()).toThrow('planted')
  now += 100
  clock.tick()
  expect(watch.stop()).toBe(6)
})
