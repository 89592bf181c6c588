import { duration, seconds } from './number-options.ts'

/** What time ends the cases of a run, in seconds for each claim, or for all; their number where neither stands there. */
export interface TimeLimit {
  readonly seconds?: number
  readonly budget?: number
}

const OPTION = / --(seconds|budget)(?:=| )('?)([^' ]+)\2(?= |$)/g

/** The time that a command line names; undefined where none can be read that is named. */
export function timeLimitIn(command: string): TimeLimit | undefined {
  const option = [...command.matchAll(OPTION)].at(-1)
  if (!option) return / --(seconds|budget)\b/.test(command) ? undefined : {}
  const [, name, , value] = option
  try {
    return name === 'seconds' ? { seconds: seconds(value) } : { budget: duration(value) }
  } catch {
    return undefined
  }
}

/** What ends the cases, in words. */
export const endInWords = (time: TimeLimit | undefined): string =>
  time === undefined
    ? 'a time that cannot be read'
    : time.seconds !== undefined
      ? `--seconds ${time.seconds}`
      : time.budget !== undefined
        ? `--budget ${time.budget}s`
        : 'their number'
