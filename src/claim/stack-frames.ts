import { fileURLToPath } from 'node:url'

/** A line of a file, as an error names it. */
export interface Place {
  readonly file: string
  readonly line: number
}

/** Where an error came from, from the innermost call outward; empty where nothing tells. */
export function framesOf(error: unknown): Place[] {
  if (!(error instanceof Error)) return []
  return String(error.stack)
    .split('\n')
    .flatMap((frame) => {
      // A frame ends with line and column; Node puts the line alone before some errors of syntax.
      const [, path, line] =
        /^ +at (?:.*?[ (])??((?:file:\/\/|\/|[A-Za-z]:[\\/])[^()]*?):(\d+):\d+\)?$/.exec(frame) ??
        /^((?:file:\/\/|\/|[A-Za-z]:[\\/]).*?):(\d+)$/.exec(frame) ??
        []
      return path === undefined ? [] : [{ file: fileOf(path), line: Number(line) }]
    })
}

/** A path without what an import adds to it. */
function fileOf(path: string): string {
  const bare = path.replace(/\?[^/]*$/, '')
  return bare.startsWith('file:') ? fileURLToPath(bare) : bare
}
