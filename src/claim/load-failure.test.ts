import { join } from 'node:path'
import { expect, test } from 'vitest'
import { DiscoveryError } from './discovery-error.ts'
import { loadClaim } from './load-claim.ts'
import { loadFailure } from './load-failure.ts'
import { claim, folder } from './planted-claims.fixture.ts'

const refused = async (files: Record<string, string>): Promise<string> => {
  const file = join(folder(files), Object.keys(files)[0])
  const error: unknown = await loadClaim(file).catch((error: unknown) => error)
  expect(error).toBeInstanceOf(DiscoveryError)
  expect((error as DiscoveryError).file).toBe(file)
  return (error as DiscoveryError).problem
}

// vitest loads these, and adds nothing to what Node says but for files that it translates.
test.each([
  ['an exception', '\nthrow new Error("boom")', 'cannot be loaded: boom (bad.mjs:2)'],
  ['a mistake of types', '\n\nconst a = undefined\na.b', "reading 'b') (bad.mjs:4)"],
  ['a value that is no claim', 'const a = 1\n\nexport default a\n', 'it is a number (bad.mjs:3)'],
  ['no name of a claim', claim('bad').replace('check()', 'chek()'), 'did you mean "check"? (bad.mjs:1)'],
  ['an id of another file', claim('other').replaceAll(', ', ',\n'), 'the id "other" (bad.mjs:3)'],
  ['no default export', 'export const a = 1', 'has no default export'],
])('%s is told with its line', async (_, text, problem) => {
  expect(await refused({ 'bad.mjs': text })).toContain(problem)
})

test('what an imported file throws is told with the line of that file', async () => {
  const problem = await refused({
    'order/bad.mjs': "import '../shared/own.mjs'",
    'shared/own.mjs': 'const f = () => {\n  throw new RangeError("inside")\n}\nf()',
  })
  expect(problem).toBe('cannot be loaded: inside (../shared/own.mjs:2)')
})

const failure = (stack: string, more: object = {}): Error =>
  Object.assign(new Error(stack.split(': ').slice(1).join(': ').split('\n    at')[0]), { stack }, more)

test.each([
  [
    'a frame of somebody with spaces in it, below those of Node and packages',
    '/home/me/my work/a.ts',
    failure(`Error: x
    at check (file:///home/me/my%20work/node_modules/attention-assay/dist/src/a.js:5:11)
    at ModuleJob.run (node:internal/modules/esm/module_job:325:25)
    at f (/home/me/my work/a.ts:7:3)`),
    'x (a.ts:7)',
  ],
  [
    'a frame of somebody by its address',
    '/home/me/my work/a.ts',
    failure('Error: x\n    at file:///home/me/my%20work/a.ts?v=1:7:3'),
    'x (a.ts:7)',
  ],
  [
    'what Node puts before an error of syntax',
    '/p/a.mjs',
    failure(`file:///p/a.mjs:2
import { b } from 'c'
         ^
SyntaxError: no b
    at ModuleJob._instantiate (node:internal/modules/esm/module_job:213:21)`),
    '(a.mjs:2)',
  ],
  [
    'what esbuild says',
    '/p/a.ts',
    failure('Error: Transform failed', {
      errors: [{ text: 'Unexpected "="', location: { file: '/p/b.ts', line: 3 } }],
    }),
    'Unexpected "=" (b.ts:3)',
  ],
  [
    'what is no Error',
    '/p/a.ts',
    { message: 'm' },
    "it throws { message: 'm' }, and what is no Error has no line",
  ],
])('%s is read', (_, file, error, told) => {
  expect(loadFailure(error, file).endsWith(told)).toBe(true)
})

test('of a name that is not defined the line is the one with the name, wherever V8 stopped before', () => {
  const file = join(
    folder({ 'a.mjs': "import 'b'\n\nconst forAllOf = 1\nexport default forAll()\n" }),
    'a.mjs',
  )
  const error = failure(`ReferenceError: forAll is not defined\n    at ${file}:1:1`)
  expect(loadFailure(error, file)).toBe('forAll is not defined (a.mjs:4)')
})

test('what CommonJS adds to the name of a missing module is left out', () => {
  expect(
    loadFailure(new Error("Cannot find module 'x'\nRequire stack:\n- /p/a.cjs"), '/p/a.cjs'),
  ).not.toContain('stack')
})
