import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import * as library from '../index.ts'
import { loadClaim } from '../claim/load-claim.ts'
import { judgeClaim } from './judge-claim.ts'

const folder = mkdtempSync(join(tmpdir(), 'assay-examples-'))
afterAll(() => rmSync(folder, { recursive: true }))

const documented = readFileSync(new URL('../claim/claim.ts', import.meta.url), 'utf8')
const EXAMPLES = [...documented.matchAll(/ \* ```ts\n(.*?) \* ```/gs)].map(([, text]) =>
  text.replaceAll(/^ \* ?/gm, ''),
)

/** What an example does not import is imported as its reader would. */
function imported(text: string): string {
  if (text.includes('import ')) return text
  const names = Object.keys(library).filter((name) => new RegExp(`\\b${name}\\(`).test(text))
  return `import { ${names.join(', ')} } from 'attention-assay'\n${text}`
}

test.each(EXAMPLES.map((text) => [/id: '(.*?)'/.exec(text)![1], text]))(
  'the example %s is a claim that holds, and its control falls',
  async (id, text) => {
    const file = join(folder, `${id}.ts`)
    writeFileSync(file, imported(text))
    const judged = await judgeClaim(await loadClaim(file), { seed: 1, to: 2000 })
    expect(judged.error).toBeUndefined()
    expect(judged, judged.verdict.reals.meaning).toMatchObject({ asExpected: true })
  },
)

test('every kind of claim has an example', () => {
  const kinds = EXAMPLES.map((text) => /export default (\w+)\(/.exec(text)?.[1])
  expect(kinds.sort()).toEqual(['exists', 'forAll', 'probability', 'scaling'])
})
