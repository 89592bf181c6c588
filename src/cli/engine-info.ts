import type { StartedEngine } from '../engine/start.ts'
import type { Evidence } from '../evidence/schema.ts'

/** The engine as it stands in the evidence. */
export const engineInfo = ({ engine, reason, notRun }: StartedEngine): Evidence['engine'] => ({
  name: engine.name,
  device: engine.device,
  accelerator: engine.accelerator,
  versions: { ...engine.versions },
  settings: { ...engine.settings },
  notes: [...engine.notes],
  profile: { ...engine.profile, widened: [...engine.profile.widened] },
  reason,
  notRun: [...notRun],
})
