import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'

/** A process as another one can know it again. */
export interface KnownProcess {
  readonly pid: number
  readonly host: string
  /** The system in which its number means it, where containers share a host; null where nothing says so. */
  readonly namespace: string | null
  /** When it began, in the kernel's ticks: its number may be given away again. Null where nothing says so. */
  readonly began: string | null
}

/** This process. */
export const thisProcess = (): KnownProcess => ({
  pid: process.pid,
  host: hostname(),
  namespace: asked(() => readlinkSync('/proc/self/ns/pid')),
  began: beginning(process.pid),
})

/** Whether a process has certainly ended. One elsewhere can run for all that is known here. */
export function hasEnded({ pid, host, namespace, began }: KnownProcess): boolean {
  const here = thisProcess()
  if (host !== here.host || namespace !== here.namespace) return false
  return !isRunning(pid) || (began !== null && beginning(pid) !== began)
}

/** Whether a process of this number runs here. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // It runs, and is somebody else's.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** When a process began; null where that is not to be had, and of one that has ended and that nobody waits for. */
function beginning(pid: number): string | null {
  // The name, in parentheses, may hold anything.
  const [state, ...later] =
    asked(() => readFileSync(`/proc/${pid}/stat`, 'latin1'))
      ?.split(') ')
      .at(-1)
      ?.split(' ') ?? []
  return state === 'Z' ? null : (later[18] ?? null)
}

function asked(question: () => string): string | null {
  try {
    return question()
  } catch {
    return null
  }
}
