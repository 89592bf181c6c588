import { SingleBar } from 'cli-progress'
import type { Output } from './services.ts'

/** A bar on a terminal, which it leaves as it was. @param barsize its width in columns */
export const barOn = (output: Output, format: string, barsize: number): SingleBar =>
  new SingleBar({
    stream: output as NodeJS.WriteStream,
    format,
    barsize,
    hideCursor: true,
    clearOnComplete: true,
    // The program heeds signals itself, so that finished claims are kept.
    gracefulExit: false,
  })
