import type { Engine } from '../engine.ts'
import { atomChecks } from './atom-checks.ts'
import { batchingChecks } from './batching.ts'
import { operationChecks, subjectChecks } from './bound-checks.ts'
import { resultOf, type Check, type ConformanceOptions, type ConformanceResult } from './check.ts'
import { kernelCheck } from './known-kernels.ts'
import { memoryCheck } from './memory.ts'
import { transferCheck } from './transfer.ts'
import { trapChecks } from './traps.ts'

/** Everything that an engine has to do right, group by group. */
export const CHECKS: readonly Check[] = [
  ...operationChecks,
  kernelCheck,
  ...atomChecks,
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
export async function* conformance(
  engine: Engine,
  options: ConformanceOptions = {},
): AsyncGenerator<ConformanceResult> {
  for (const check of CHECKS) yield await resultOf(check, engine, options)
}
