import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { arch, cpus, platform } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { cacheFolder } from '../install/cache-folder.ts'
import type { EngineFacts } from '../engine.ts'
import type { ErrorLimits } from '../../arithmetic/device/error-limits.ts'
import { makeFolder } from '../make-folder.ts'
import { replaceFile } from '../replace-file.ts'
import { foundPrecision, type FoundPrecision } from './found.ts'
import type { FunctionOptions } from './function-errors.ts'
import { MEASUREMENT } from './measure.ts'

const FORMAT = 'attention-assay/precision'

const cached = z.strictObject({
  format: z.literal(FORMAT),
  measurement: z.literal(MEASUREMENT),
  key: z.string(),
  found: foundPrecision,
})

/** What is known of all that decides what the kernels return, and what they returned: a measurement holds for these alone. */
export function profileKey(name: string, facts: EngineFacts, stated: ErrorLimits): string {
  const { device, accelerator, versions, settings } = facts
  const processor = `${platform()} ${arch()} ${cpus()[0]?.model ?? ''}`
  return JSON.stringify({ name, device, accelerator, versions, settings, processor, stated })
}

/** What can be asked of a start; an exhaustive measurement is done once, and used from then on. */
export interface PrecisionOptions extends Partial<Omit<FunctionOptions, 'seed'>> {
  /** Where profiles are kept. */
  readonly folder?: string
}

/**
 * What was found before for this key, an exhaustive measurement first, else what `measure` finds now. What is missing,
 * broken, or of another version is measured anew. Several processes may do so at the same time: a file takes its name
 * as a whole.
 *
 * @returns what was found, and a note where it could not be kept
 */
export async function cachedPrecision(
  engine: string,
  key: string,
  { exhaustive = false, folder: named }: PrecisionOptions,
  measure: () => Promise<FoundPrecision>,
): Promise<{ found: FoundPrecision; note?: string }> {
  let folder: string
  try {
    folder = named ?? join(cacheFolder(), 'precision')
  } catch (error) {
    return { found: await measure(), note: notKept((error as Error).message) }
  }
  const hash = createHash('sha256').update(key).digest('hex').slice(0, 16)
  const path = (method: Method) => join(folder, `${engine}-${hash}-${method}.json`)
  for (const method of exhaustive ? (['exhaustive'] as const) : (['exhaustive', 'spread'] as const)) {
    const found = read(path(method), key, method)
    if (found) return { found }
  }
  const found = await measure()
  try {
    makeFolder(folder)
    const file: z.infer<typeof cached> = { format: FORMAT, measurement: MEASUREMENT, key, found }
    replaceFile(path(found.method), JSON.stringify(file))
    return { found }
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? (error as Error).message
    return {
      found,
      note: notKept(
        `It cannot be kept in ${folder} (${why}): set ATTENTION_ASSAY_CACHE to a folder that can be written.`,
      ),
    }
  }
}

const notKept = (why: string): string => `The precision of this engine is measured at every start. ${why}`

type Method = FoundPrecision['method']

function read(path: string, key: string, method: Method): FoundPrecision | undefined {
  try {
    const file = cached.parse(JSON.parse(readFileSync(path, 'utf8')))
    return file.key === key && file.found.method === method ? file.found : undefined
  } catch {
    return undefined
  }
}
