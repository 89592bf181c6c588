import type { Declared } from '../declared.ts'
import type { Examined } from '../examined.ts'
import { overTheWire, type TimeLimits } from './over-the-wire.ts'
import { startedConnection } from './started-connection.ts'
import { startedProcess } from './started-process.ts'

/**
 * An attention in a process of its own, which answers over standard input and output (docs/protocol.md).
 *
 * @param command for the shell of the system
 * @throws {ExaminedError} when it cannot be started, or does not introduce itself
 */
export const examineProcess = (
  command: string,
  {
    declared,
    folder = process.cwd(),
    ...limits
  }: TimeLimits & { readonly declared: Declared; readonly folder?: string },
): Promise<Examined> => overTheWire(startedProcess(command, folder), declared, limits)

/**
 * An attention that waits for a connection, and then speaks as a process does.
 *
 * @param place `host:port`
 * @throws {ExaminedError} when nobody is there, or does not introduce itself
 */
export async function examineSocket(
  place: string,
  { declared, ...limits }: TimeLimits & { readonly declared: Declared },
): Promise<Examined> {
  return overTheWire(await startedConnection(place, limits.startSeconds ?? 120), declared, limits)
}
