import { extname } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'

/** A module of this program that is started as a program or a thread of its own: TypeScript or what was made of it. */
export interface OwnScript {
  readonly file: string
  /** Arguments for Node in front of it. */
  readonly execArgv: readonly string[]
}

/**
 * @param from `import.meta.url` of a module in the same folder
 * @param name the script's name without its ending
 */
export function ownScript(from: string, name: string): OwnScript {
  const ending = extname(fileURLToPath(from))
  return {
    file: fileURLToPath(new URL(`./${name}${ending}`, from)),
    execArgv: ending === '.ts' ? ['--import', import.meta.resolve('tsx')] : [],
  }
}

/** What is drawn and judged lives for a batch: with Node's 48 MiB a fifteenth of the time goes to what is still in use. */
const resourceLimits = { maxYoungGenerationSizeMb: 192 }

/**
 * Starts a module of this program as a thread. Node 20 cannot begin one with TypeScript, so a line of JavaScript does.
 *
 * @param workerData what the thread finds under this name
 */
export function ownThread(from: string, name: string, workerData: unknown): Worker {
  const { file, execArgv } = ownScript(from, name)
  if (execArgv.length === 0) return new Worker(file, { workerData, resourceLimits })
  const [esm, cjs, main] = [
    import.meta.resolve('tsx/esm/api'),
    import.meta.resolve('tsx/cjs/api'),
    pathToFileURL(file).href,
  ].map((url) => JSON.stringify(url))
  // A claim's file is CommonJS to Node where no package.json above it says otherwise.
  const start = `Promise.all([import(${esm}), import(${cjs})]).then((apis) => { for (const { register } of apis) register(); return import(${main}) })`
  return new Worker(start, { eval: true, workerData, resourceLimits })
}
