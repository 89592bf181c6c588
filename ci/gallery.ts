import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readEvidence } from '../src/evidence/read.ts'
import { galleryPages } from './gallery/pages.ts'

/** `npm run gallery`: writes docs/claims from evidence/evidence.json and the notes; `--check` only compares. */
const FOLDER = 'docs/claims'

const checking = process.argv.includes('--check')
const pages = galleryPages(readEvidence('evidence/evidence.json'))
mkdirSync(FOLDER, { recursive: true })
const differing = readdirSync(FOLDER).filter((name) => !pages.has(name))
if (!checking) for (const name of differing.splice(0)) rmSync(join(FOLDER, name))
for (const [name, page] of pages) {
  const path = join(FOLDER, name)
  if (!checking) writeFileSync(path, page)
  else if (textOf(path) !== page) differing.push(name)
}
for (const name of differing) {
  console.error(
    `${FOLDER}/${name} is not what the evidence gives. Run \`npm run gallery\` and look at what changed.`,
  )
  process.exitCode = 1
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
