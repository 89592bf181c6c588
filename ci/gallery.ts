import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { isChecking, tellDiffering, writeOrCompare } from './generated-files.ts'
import { galleryPages } from './gallery/pages.ts'
import { wholeEvidence } from './whole-evidence.ts'

/** `npm run gallery`: writes docs/claims from evidence/evidence.json and the notes; `--check` only compares. */
const FOLDER = 'docs/claims'
const GENERATED = ['evidence gives', 'npm run gallery'] as const

const pages = galleryPages(await wholeEvidence('evidence/evidence.json'))
mkdirSync(FOLDER, { recursive: true })
for (const name of readdirSync(FOLDER).filter((name) => !pages.has(name)))
  if (isChecking()) tellDiffering(join(FOLDER, name), ...GENERATED)
  else rmSync(join(FOLDER, name))
writeOrCompare(new Map([...pages].map(([name, page]) => [`${FOLDER}/${name}`, page])), ...GENERATED)
