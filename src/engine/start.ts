import * as tf from '@tensorflow/tfjs-core'
import { closest } from 'fastest-levenshtein'
import type { Engine } from './engine.ts'
import { EngineError, type EngineEntry } from './entry.ts'
import type { PrecisionOptions } from './precision/profile-cache.ts'
import { fingerprintOf } from './precision/fingerprint.ts'
import { precisionOf } from './precision/profile-of.ts'
import { ENGINES } from './registry.ts'

export interface StartedEngine {
  readonly engine: Engine
  /** Why this one was taken. */
  readonly reason: string
  /** Engines that were tried and could not start, and why. */
  readonly notRun: readonly string[]
}

/**
 * Starts an engine by name, or with `auto` the first that works. Its precision is measured, or known from before.
 *
 * @throws {EngineError} when the name is unknown, or the engine (with `auto`: every engine) fails to start.
 */
export async function startEngine(
  name: string,
  entries = ENGINES,
  options: PrecisionOptions = {},
): Promise<StartedEngine> {
  if (name !== 'auto') {
    const entry = entries.find((e) => e.name === name)
    if (!entry) throw unknownEngine(name, entries)
    return { engine: await start(entry, options), reason: 'asked for', notRun: [] }
  }
  const notRun: string[] = []
  for (const entry of entries) {
    try {
      const engine = await start(entry, options)
      if (engine.accelerator === 'software') {
        notRun.push(
          `Engine ${entry.name} is emulated in software (${engine.device}); ask for it by name to use it`,
        )
        continue
      }
      return {
        engine,
        reason: notRun.length === 0 ? 'the first choice of auto' : 'the first that started',
        notRun,
      }
    } catch (error) {
      notRun.push((error as Error).message)
    }
  }
  throw new EngineError(`No engine starts on this machine:\n  ${notRun.join('\n  ')}`)
}

let starting: Promise<unknown> = Promise.resolve()

/** One at a time: TensorFlow.js has one current backend, and it is the one that is measured. */
function start(entry: EngineEntry, options: PrecisionOptions): Promise<Engine> {
  const started = starting.then(() => bringUp(entry, options))
  starting = started.catch(() => undefined)
  return started
}

async function bringUp(entry: EngineEntry, options: PrecisionOptions): Promise<Engine> {
  try {
    await entry.load()
    // Silences the advice to install another backend; changes nothing in what is computed.
    tf.enableProdMode()
    if (!(await tf.setBackend(entry.backend ?? entry.name)))
      throw new Error('TensorFlow.js refused the backend')
    await tf.ready()
    const own = await entry.facts()
    const functions = entry.functions?.(tf) ?? tf
    const { digest, steady } = await fingerprintOf(functions)
    const facts = { ...own, versions: { ...own.versions, returns: digest } }
    const { profile, notes, runningBound } = await precisionOf(functions, entry, facts, steady, options)
    const allNotes = [...facts.notes, ...notes]
    return {
      name: entry.name,
      ...facts,
      notes: allNotes,
      profile,
      runningBound: runningBound && (entry.runningBound?.(facts) ?? false),
      ...entry.quirks,
      ...(entry.recover && { recover: () => recovered(entry, allNotes) }),
      tf: functions,
    }
  } catch (error) {
    const { message, remedy } = error as EngineError
    throw new EngineError(`Engine ${entry.name} does not start: ${message}`, remedy)
  }
}

/** What happened goes into the notes, and so into the evidence. */
async function recovered(entry: EngineEntry, notes: string[]): Promise<string | undefined> {
  const note = await entry.recover!()
  if (note !== undefined) notes.push(note)
  return note
}

function unknownEngine(name: string, entries: readonly EngineEntry[]): EngineError {
  const names = ['auto', ...entries.map((e) => e.name)]
  return new EngineError(
    `There is no engine "${name}". Did you mean "${closest(name, names)}"? Engines: ${names.join(', ')}.`,
  )
}
