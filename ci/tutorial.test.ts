import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { packageSources } from './package-sources.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const page = readFileSync(join(root, 'docs', 'tutorial.md'), 'utf8')
const work = mkdtempSync(join(tmpdir(), 'assay-tutorial-'))
afterAll(() => rmSync(work, { recursive: true }))

const BLOCKS = [...page.matchAll(/^```(\w+)(?: (\S+))?( \+)?\n([^]*?)^```$/gm)].map(
  ([, language, file, added, text], at) => ({ at, language, file, added: added !== undefined, text }),
)

/*
 * In place of the published package stands this checkout: `npx` finds the program in its source, `npm install` has nothing
 * to do, and TypeScript is loaded by tsx, with the names of the package for its sources.
 */
const bin = join(work, 'bin')
mkdirSync(bin)
const script = (name: string, text: string): void => {
  writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`)
  chmodSync(join(bin, name), 0o755)
}
script('npm', '[ "$1" = install ]')
script('npx', `shift; exec node "${join(root, 'src/cli/assay.ts')}" "$@"`)
writeFileSync(
  join(work, 'tsconfig.json'),
  JSON.stringify({ extends: join(root, 'tsconfig.json'), compilerOptions: { paths: packageSources(root) } }),
)
const env = {
  ...process.env,
  PATH: [bin, process.env['PATH']].join(delimiter),
  TSX_TSCONFIG_PATH: join(work, 'tsconfig.json'),
  NODE_OPTIONS: `--import ${new URL('../node_modules/tsx/dist/loader.mjs', import.meta.url).href}`,
}

let place = work
let said = ''

/** Runs a block as somebody would type it, each after the other. */
function run(text: string): void {
  const at = join(work, 'place')
  said = execFileSync('bash', ['-ec', `exec 2>&1\n${text}\npwd > "${at}"`], {
    cwd: place,
    env,
    encoding: 'utf8',
  })
  place = readFileSync(at, 'utf8').trim()
}

/** Puts properties of a claim into its file: in the place of those of their names, or behind the last one. */
function put(file: string, text: string): void {
  const properties = text.split(/^(?= {2}\w+:)/m)
  const changed = properties.reduce(
    (whole, property) => {
      const [name] = /^ {2}\w+:/.exec(property)!
      const old = new RegExp(`^${name}.*,\\n`, 'm')
      return old.test(whole)
        ? whole.replace(old, () => property)
        : whole.replace(/^\}\)$/m, () => `${property}})`)
    },
    readFileSync(file, 'utf8'),
  )
  writeFileSync(file, changed)
}

/** The table of verdicts breaks its sentences, and draws lines between its cells. */
const bare = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()

test.each(BLOCKS)('block $at, $language, is true', ({ language, file, added, text }) => {
  if (language === 'sh') run(text)
  else if (language === 'text') {
    let rest = bare(said)
    for (const line of text.trim().split('\n').map(bare)) {
      expect(rest, `after what was said before, in ${said}`).toContain(line)
      rest = rest.slice(rest.indexOf(line) + line.length)
    }
  } else {
    const to = join(place, file)
    expect(existsSync(to)).toBe(added)
    mkdirSync(dirname(to), { recursive: true })
    if (added) put(to, text)
    else writeFileSync(to, text)
  }
})

test('there are blocks of each kind, and each file is named', () => {
  expect(new Set(BLOCKS.map(({ language }) => language))).toEqual(new Set(['sh', 'ts', 'text', 'js']))
  for (const { language, file } of BLOCKS) expect(file === undefined).toBe(['sh', 'text'].includes(language))
})
