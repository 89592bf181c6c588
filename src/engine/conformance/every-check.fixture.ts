import { expect, test } from 'vitest'
import { onEachEngine } from '../on-each-engine.fixture.ts'
import type { ConformanceOptions } from './check.ts'
import { resultOf } from './check-result.ts'
import { CHECKS } from './conformance.ts'

/** What an interface to GPUs that a processor emulates can do in a minute. */
const EMULATED: ConformanceOptions = { lanes: 4, evaluations: 4, batches: 20 }

/** Describes a test for each check of the conformance suite, on each of these engines that starts here. */
export const everyCheckOn = (names: readonly string[]): Promise<void> =>
  onEachEngine(names, 'The conformance suite', (engine, started) => {
    const options = started.accelerator === 'software' ? EMULATED : {}
    for (const check of CHECKS) {
      test(`${check.group}: ${check.name}`, async () => {
        const { passed, detail, cases } = await resultOf(check, engine(), options)
        expect(passed, detail).toBe(true)
        if (!engine().assumesFinite) expect(cases).toBeGreaterThan(0)
      })
    }
  })
