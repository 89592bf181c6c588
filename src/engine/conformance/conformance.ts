import type { Engine } from '../engine.ts'
import { atomChecks } from './atom-checks.ts'
import { batchingChecks } from './batching.ts'
import { operationChecks, subjectChecks } from './bound-checks.ts'
import type { Check, ConformanceOptions } from './check.ts'
import { resultOf } from './check-result.ts'
import { rankCheck, transferCheck } from './float32-checks.ts'
import { kernelCheck } from './known-kernels.ts'
import { memoryCheck } from './memory.ts'
import { trapChecks } from './traps.ts'

/** Everything that an engine has to do right, group by group. */
export const CHECKS: readonly Check[] = [
  ...operationChecks,
  kernelCheck,
  ...atomChecks,
  rankCheck,
  transferCheck,
  ...trapChecks,
  ...subjectChecks,
  ...batchingChecks,
  memoryCheck,
]

/**
 * Tells whether an engine is one: every operation, atom and subject against the interval tier, batches and memory.
 * The engine has to be the one that TensorFlow.js uses, as it is once started. Never throws for what the engine does.
 */
export async function* conformance(engine: Engine, options: ConformanceOptions = {}) {
  for (const check of CHECKS) yield await resultOf(check, engine, options)
}
