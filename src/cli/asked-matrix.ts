import type { Discovered } from '../claim/discover.ts'
import { BROKEN_MECHANISMS } from '../matrix/broken/broken-mechanisms.ts'
import type { AskedMatrix } from '../recount/asked-matrix.ts'
import { selectedBy } from './asked-run.ts'
import { brokenAttentions } from './broken-attentions.ts'
import { matrixCommand, type MatrixCommandOptions } from './matrix-command.ts'
import { type Problem, readCommand } from './read-command.ts'
import type { Services } from './services.ts'

/** What the command in a kill matrix asks for, read as the command line reads it. */
export function askedMatrix(
  command: string,
  found: Discovered,
  places: readonly string[],
  services: Services,
): Promise<AskedMatrix | Problem> {
  return readCommand(
    command,
    (program, argv) => matrixCommand(program, services, () => undefined, argv),
    (_, options) => {
      const { claims = [], mutants, cases, starts, seed } = options as MatrixCommandOptions
      const broken = mutants ? brokenAttentions(BROKEN_MECHANISMS, mutants) : BROKEN_MECHANISMS
      return {
        claims: selectedBy(claims, {}, found, places),
        mutants: broken.map(({ name }) => name),
        cases,
        starts,
        seed,
      }
    },
  )
}
