import { expect, test } from 'vitest'
import { onEachEngine } from '../on-each-engine.fixture.ts'
import { ENGINES } from '../registry.ts'
import type { ConformanceOptions } from './check.ts'
import { resultOf } from './check-result.ts'
import { CHECKS } from './conformance.ts'

/** What an interface to GPUs that a processor emulates can do in a minute. */
const EMULATED: ConformanceOptions = { lanes: 4, evaluations: 4, batches: 20 }

const names = ENGINES.map(({ name }) => name)
await onEachEngine(names, 'The conformance suite', (engine, started) => {
  const options = started.accelerator === 'software' ? EMULATED : {}
  for (const check of CHECKS) {
    test(`${check.group}: ${check.name}`, async () => {
      const { passed, detail, cases } = await resultOf(check, engine(), options)
      expect(passed, detail).toBe(true)
      if (!engine().assumesFinite) expect(cases).toBeGreaterThan(0)
    })
  }
})
