import type { Engine } from '../engine/engine.ts'

/** What something was measured on. */
export type MeasuredOn = ReturnType<typeof measuredOn>

/** @param threads beside that of the engine */
export function measuredOn({ name, device, versions, settings }: Engine, threads: number) {
  return { engine: { name, device, versions, settings }, node: process.version, threads }
}
