import type { Engine, EngineFacts } from './engine.ts'
import type { ErrorLimits } from '../arithmetic/device/error-limits.ts'

/** How an engine is brought up; `registry.ts` lists the entries. */
export interface EngineEntry {
  readonly name: string
  /** The backend's name in TensorFlow.js, where it is another one. */
  readonly backend?: string
  /** The errors that its makers, or the specification that it follows, allow; their source stands beside it. */
  readonly stated: ErrorLimits
  /** Registers the backend with TensorFlow.js. @throws {Error} when it cannot run here; see `EngineError`. */
  load(): Promise<void>
  /** The functions to compute with, where some of TensorFlow.js's own depend on what else a tensor holds. */
  functions?(tf: Engine['tf']): Engine['tf']
  /** Asked once the backend is ready. */
  facts(): Promise<EngineFacts> | EngineFacts
  /** As in `Engine`. Left out where the interval tier decides a lane faster, as `npm run bench` shows it. */
  runningBound?(facts: EngineFacts): boolean
  /** What its kernels do that others do not. */
  readonly quirks?: Pick<Engine, 'assumesFinite' | 'gatherMultiplies'>
  /** Replaces a device that was lost. @returns what happened, for people; undefined when none was lost */
  recover?(): Promise<string | undefined>
}

/** An engine that does not exist or does not start; the message is for people. */
export class EngineError extends Error {
  override name = 'EngineError'
  /** @param remedy the exact command that makes it work on this machine, where there is one */
  constructor(
    message: string,
    readonly remedy?: string,
  ) {
    super(message)
  }
}
