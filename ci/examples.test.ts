import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { afterAll, describe, expect, test } from 'vitest'
import { bind } from '../src/attention/attention.ts'
import { softmax } from '../src/attention/softmax.ts'
import { loadClaim } from '../src/claim/load-claim.ts'
import { judgeClaim } from '../src/judge/judge-claim.ts'
import { Recorder } from '../src/program/recorder.ts'
import { compilerOptions, documentedExports } from './documented.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'assay-examples-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A package of modules, with the claim that programs import. */
const place = (...path: string[]): string => join(folder, ...path)
writeFileSync(place('package.json'), '{ "type": "module" }')
symlinkSync(join(root, 'node_modules'), place('node_modules'), 'junction')
const CLAIM = "export default forAll({ id: 'my-claim' } as unknown as Parameters<typeof forAll>[0])\n"
for (const path of [['claims'], ['tests', 'properties', 'order']]) {
  mkdirSync(place(...path), { recursive: true })
  writeFileSync(place(...path, 'my-claim.ts'), `import { forAll } from 'attention-assay'\n${CLAIM}`)
}

const EXPORTS = documentedExports(root)
const CLAIMED = EXPORTS.filter(({ from }) => /^attention-assay(\/predicate)?$/.test(from))

/** What is in an example without an import, as its reader would import it. */
const imports = (text: string): string =>
  ['attention-assay', 'attention-assay/predicate']
    .map((from) => {
      const names = CLAIMED.filter(
        (one) => one.from === from && new RegExp(`(?<![.\\w'])${one.name}\\b(?!')(?!:)`).test(text),
      ).map(({ name, kind }) => (kind === 'type' ? `type ${name}` : name))
      return names.length > 0 ? `import { ${names.join(', ')} } from '${from}'\n` : ''
    })
    .join('')

/**
 * An example as a file. A claim is one; what has an import is a program; all else is written as in the predicate of a claim
 * with these arrays, line by line.
 */
function file(text: string): string {
  if (text.includes('import ')) return text
  if (text.includes('export default')) return imports(text) + text
  const needed = imports(text + ' Attention Inputs Recorder Real Proposition')
  return `${needed}
export const example = ({ q, k, s }: Inputs<'q' | 'k' | 's'>, attention: Attention, x: Recorder): readonly unknown[] => {
  void [q, k, s, attention, x]
  return [
    ${text.replaceAll(/([^,{[(])\n(?=\S)(?![)\]}])/g, '$1,\n')}
  ]
}
export type Named = [Real, Proposition]
`
}

const EXAMPLES = EXPORTS.flatMap(({ name, examples }) =>
  examples.map((text, at) => {
    const id = /id: '(.*?)'/.exec(text)?.[1] ?? `${name}-${at}`
    const path = place('tests', `${id}.ts`)
    writeFileSync(path, file(text))
    return { name, text, path }
  }),
)

test('every function that users call has an example', () => {
  const without = EXPORTS.filter(({ kind, examples }) => kind === 'function' && examples.length === 0)
  expect(without.map(({ name }) => name)).toEqual([])
})

/** Of these the type says enough. */
const PLAIN = ['name', 'kind', 'version', 'q', 'k', 'v']

test('every export says what it is', () => {
  expect(EXPORTS.filter(({ text }) => text === '').map(({ from, name }) => `${from}: ${name}`)).toEqual([])
  const members = EXPORTS.flatMap(({ name, members }) => members.map((one) => ({ of: name, ...one })))
  expect(
    members
      .filter(({ text, name }) => text === '' && !PLAIN.includes(name))
      .map(({ of, name }) => `${of}.${name}`),
  ).toEqual([])
})

test('the compiler finds nothing wrong with an example', () => {
  const program = ts.createProgram(
    EXAMPLES.map(({ path }) => path),
    { ...compilerOptions(root), noUnusedLocals: false },
  )
  const faults = EXAMPLES.flatMap(({ name, path }) =>
    ts
      .getPreEmitDiagnostics(program, program.getSourceFile(path))
      .map(({ messageText }) => `${name}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`),
  )
  expect(faults).toEqual([])
})

const isClaim = ({ text }: { readonly text: string }): boolean =>
  /export default (forAll|exists|probability|scaling)\(/.test(text)

const read = (path: string): Promise<Record<string, unknown>> =>
  import(/* @vite-ignore */ path) as Promise<Record<string, unknown>>

describe('an expression, in the predicate of a claim, is recorded', () => {
  const arrays = { q: [2, 3], k: [4, 3], s: [2, 4] }
  test.each(EXAMPLES.filter(({ text }) => !/^(import|export) /m.test(text)))(
    '$name: $text',
    async ({ path }) => {
      const example = (await read(path))['example'] as (...of: unknown[]) => unknown[]
      const x = new Recorder()
      expect(example(x.inputs(arrays), bind(softmax, x), x).every((each) => each !== undefined)).toBe(true)
    },
  )
})

describe('an example that is a claim is as it expects', () => {
  test.each(EXAMPLES.filter(isClaim))('$name', async ({ path }) => {
    const judged = await judgeClaim(await loadClaim(path), { seed: 1, to: 6000 })
    expect(judged.error).toBeUndefined()
    expect(
      judged,
      JSON.stringify([judged.verdict, judged.controls, judged.ablations, judged.restrictions]),
    ).toMatchObject({
      asExpected: true,
    })
  })
})
