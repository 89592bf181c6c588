import type { Discovered } from '../claim/discover.ts'
import type { AuditOptions } from '../recount/evidence-audit.ts'
import { askedExamination } from './asked-examination.ts'
import { askedMatrix } from './asked-matrix.ts'
import { askedRun } from './asked-run.ts'
import type { Services } from './services.ts'

/**
 * Reads the commands in files that are audited.
 *
 * @param found the claims that there are
 * @param places where they were looked for beside the package
 */
export const askedBy = (
  found: Discovered,
  places: readonly string[],
  services: Services,
): Pick<AuditOptions, 'askedRun' | 'askedExamination' | 'askedMatrix'> => ({
  askedRun: (command) => askedRun(command, found, places, services),
  askedExamination: (command) => askedExamination(command, services),
  askedMatrix: (command) => askedMatrix(command, found, places, services),
})
