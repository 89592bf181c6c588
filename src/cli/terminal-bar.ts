import { SingleBar } from 'cli-progress'
import type { Output } from './services.ts'

/** A bar on a terminal. What stands in it is ours, or went through `inOneLine`. @param barsize its width in columns */
export const barOn = (output: Output, format: string, barsize: number): SingleBar =>
  new SingleBar({
    stream: {
      isTTY: output.isTTY,
      get columns() {
        return output.columns
      },
      write: (text: string) => (output.control ?? output.write).call(output, text),
    } as unknown as NodeJS.WriteStream,
    format,
    barsize,
    // Nothing is set that a program which is killed would have to set back.
    hideCursor: false,
    linewrap: true,
    clearOnComplete: true,
    // The program heeds signals itself, so that finished claims are kept.
    gracefulExit: false,
  })
