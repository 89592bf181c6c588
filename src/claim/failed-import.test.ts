import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { failedImport } from './failed-import.ts'
import { folder } from './planted-claims.fixture.ts'

/** What the versions of Node say, with ROOT for the folder and URL for its address. */
test.each([
  ["Cannot find module 'ROOT/gone.js' imported from ROOT/a.ts", "\nimport { b } from './gone.js'", 2],
  ["Cannot find module 'ROOT/gone.js' imported from URL/a.ts", "import './gone'\nimport './gone.js'", 2],
  ["Cannot find package 'gone' imported from ROOT/a.ts", "import './gone'\n\nimport 'gone'", 3],
  [
    `Package subpath './gone' is not defined by "exports" in /p/package.json imported from ROOT/a.ts`,
    "import { b } from 'p'\nimport { c } from 'p/gone'",
    2,
  ],
  [
    `Package import specifier "#gone" is not defined in package ROOT/package.json imported from ROOT/a.ts`,
    "\nconst a = await import('#gone')",
    2,
  ],
  [
    "Directory import 'ROOT/sub' is not supported resolving ES modules imported from ROOT/a.ts",
    "import './sub/b.js'\nimport './sub'",
    2,
  ],
  ['No such built-in module: node:gone', "import 'node:fs'\nimport {\n  b,\n} from 'node:gone'", 4],
  ['Module "URL/b.json" needs an import attribute of type "json"', "\nimport b from './b.json'", 2],
  ['Module "URL/b.json" needs an import attribute of "type: json"', "\nimport b from './b.json'", 2],
  [
    `ROOT/b.json: Unexpected token '}', "{" is not valid JSON`,
    "\nimport b from './b.json' with { type: 'json' }",
    2,
  ],
  ['Unknown file extension ".txt" for ROOT/b.txt', "import './b.txt.js'\nimport './b.txt'", 2],
  [
    "Only URLs with a scheme in: file and data are supported. Received protocol 'https:'",
    "\n\nimport 'https://a.example/b.js'",
    3,
  ],
])('%s', (message, text, line) => {
  const root = folder({ 'a.ts': text })
  const said = message.replaceAll('ROOT', root).replaceAll('URL', pathToFileURL(root).href)
  expect(failedImport(said, join(root, 'a.ts'))).toEqual({ file: join(root, 'a.ts'), line })
})

test('an error that names no importer is about the first file with such an import', () => {
  const root = folder({
    'a.ts': "import './b.js'\nimport './c.ts'",
    'b.ts': "import './a.js'\n\nimport 'node:gone'",
    'c.ts': "import 'node:gone'",
  })
  const said = 'No such built-in module: node:gone'
  expect(failedImport(said, join(root, 'a.ts'))).toEqual({ file: join(root, 'b.ts'), line: 3 })
})

test('an error that speaks of no import has no line', () => {
  const root = folder({ 'a.ts': "import './b.ts'\nimport 'package'" })
  expect(failedImport("it is not 'b' in a package", join(root, 'a.ts'))).toBeUndefined()
})
