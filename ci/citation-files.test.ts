import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'

const textOf = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
const own = JSON.parse(textOf('package.json')) as Record<string, unknown> & { engines: { node: string } }
/** Whom the licence names; nobody else is. */
const authors = /^Copyright \(c\) \d+ (.+)$/m.exec(textOf('LICENSE'))![1]

test('CITATION.cff has what version 1.2.0 of its format requires, and says what package.json and the licence say', () => {
  expect(parse(textOf('CITATION.cff'))).toEqual({
    'cff-version': '1.2.0',
    message: expect.stringContaining('assay cite') as string,
    type: 'software',
    title: own.name,
    abstract: own.description,
    authors: [{ name: authors }],
    version: own.version,
    license: own.license,
    keywords: own.keywords,
  })
})

test('codemeta.json says what package.json and the licence say, in terms of CodeMeta', () => {
  expect(JSON.parse(textOf('codemeta.json'))).toEqual({
    '@context': 'https://w3id.org/codemeta/3.0',
    type: 'SoftwareSourceCode',
    name: own.name,
    description: own.description,
    version: own.version,
    license: `https://spdx.org/licenses/${own.license as string}`,
    author: [{ type: 'Organization', name: authors }],
    keywords: own.keywords,
    programmingLanguage: 'TypeScript',
    runtimePlatform: `Node.js ${own.engines.node}`,
  })
})
