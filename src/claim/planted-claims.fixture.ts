import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { softmax } from '../attention/softmax.ts'
import { arrays } from '../generate/generate.ts'
import { folklore } from './source.ts'

/** The text of a claim file, for tests. */
export const claim = (id: string, changes = ''): string => `export default {
  kind: 'forAll', id: '${id}', title: 'T', statement: 'S', source: { attribution: 'folklore' },
  subject: { name: 'softmax', definition() {}, implementation() {} }, inputs: { generate() {} }, check() {},
  expect: { reals: 'holds' }, controls: [{ name: 'broken' }], ${changes} }`

/** A new folder with these files, for tests. */
export function folder(files: Record<string, string>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'assay-claims-')))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), text)
  }
  return root
}

/** What every claim about a number says, but for what it claims. */
export const about = {
  id: 'planted',
  title: 't',
  statement: 's',
  source: folklore(),
  subject: softmax,
  inputs: arrays({ arrays: { u: [1] } }),
  expect: { reals: 'holds' },
  controls: [{ name: 'broken' }],
} as const
