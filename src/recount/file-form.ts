import { evidenceText } from '../evidence/evidence-text.ts'
import type { Evidence } from '../evidence/schema.ts'

/** Whether a file is laid out as this program writes it, and unchanged since. */
export function checkForm(evidence: Evidence, text: string): string[] {
  const again = evidenceText(evidence)
  if (again === text) return []
  const digest = (of: string): string | undefined => /"digest": "(sha256:[0-9a-f]+)"/.exec(of)?.[1]
  return digest(again) === digest(text)
    ? ['it is not laid out as this program writes it']
    : ['it was changed after it was written: its digest is not that of its contents']
}
