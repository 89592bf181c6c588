import type { Case } from '../arithmetic/batch.ts'
import { toHex } from '../program/hex-float.ts'
import type { CaseData } from '../evidence/schema.ts'

/** A case's arrays as they stand in evidence. */
export function caseData(item: Case): CaseData {
  return Object.fromEntries(
    Object.entries(item.inputs).map(([name, { shape, data }]) => [
      name,
      { shape: [...shape], data: Array.from(data, toHex) },
    ]),
  )
}
