import { badge, verdictBadge } from '../badge.ts'
import type { Html } from '../html.ts'

/** Whether something holds, of which it may be open. */
export const holdsBadge = (holds: boolean | 'undecided', yes: string, no: string): Html =>
  holds === 'undecided' ? verdictBadge('inconclusive') : badge(holds, holds ? yes : no)
