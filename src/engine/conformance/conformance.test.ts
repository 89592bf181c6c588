import { beforeAll, describe, expect, test, vi } from 'vitest'
import { Real } from '../../program/real.ts'
import { Recorder } from '../../program/recorder.ts'
import type { Engine } from '../engine.ts'
import { ENGINES } from '../registry.ts'
import { startEngine } from '../start.ts'
import { CASES } from './all-cases.ts'
import type { CasesOf } from './cases-of.ts'
import { resultOf, type ConformanceOptions } from './check.ts'
import { CHECKS, conformance } from './conformance.ts'
import { formatConformance } from './format.ts'

/** What an interface to GPUs that a processor emulates can do in a minute. */
const EMULATED: ConformanceOptions = { lanes: 4, evaluations: 4, batches: 20 }

for (const { name } of ENGINES) {
  const started = await startEngine(name).catch((error: Error) => error)
  if (started instanceof Error) {
    const why = started.message.split('\n')[0]
    console.warn(`The conformance suite is not run on ${name}. ${why}`)
    test.skip(`${name} is not run here. ${why}`, () => {})
    continue
  }
  describe(`${name} (${started.engine.device})`, () => {
    let engine: Engine
    // Again: TensorFlow.js has one current backend.
    beforeAll(async () => {
      engine = (await startEngine(name)).engine
    })
    const options = started.engine.accelerator === 'software' ? EMULATED : {}
    for (const check of CHECKS) {
      test(`${check.group}: ${check.name}`, async () => {
        const { passed, detail, cases } = await resultOf(check, engine, options)
        expect(passed, detail).toBe(true)
        if (!engine.assumesFinite) expect(cases).toBeGreaterThan(0)
      })
    }
  })
}

test('every method of an array has cases, and they call it', () => {
  for (const [name, cases] of Object.entries(CASES)) {
    for (const { title, shapes, of } of cases) {
      const spy = vi.spyOn(Real.prototype, name as keyof typeof CASES)
      const x = new Recorder()
      of(x.inputs(shapes), x)
      expect(spy, `${name} ${title}`).toHaveBeenCalled()
      spy.mockRestore()
    }
  }
  interface Wider extends Real {
    cube(): Real
  }
  // @ts-expect-error A method without cases does not compile.
  const incomplete: CasesOf<Wider> = CASES
  expect(incomplete).toBe(CASES)
})

test('a report counts by group and shows every fault', async () => {
  const { engine } = await startEngine('cpu')
  const first = await conformance(engine, { lanes: 2 }).next()
  const passed = first.value!
  expect(passed).toMatchObject({ group: 'operations', name: 'add', passed: true })
  const failed = { ...passed, name: 'sub', passed: false, detail: 'lane 3: wrong\nlane 4: wrong' }
  const bounds = { ...passed, group: 'bounds', cases: 7 } as const
  const text = formatConformance([
    passed,
    failed,
    { ...bounds, leastSlack: 3 },
    { ...bounds, leastSlack: 1.5 },
  ])
  expect(text).toContain(`operations  1 of 2 passed, ${2 * passed.cases} comparisons`)
  expect(text).toContain('bounds      2 of 2 passed, 14 comparisons, bounds at least 1.500 times the error')
  expect(text).toContain('FAILED operations: sub\n  lane 3: wrong\n  lane 4: wrong')
})
