import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'

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
