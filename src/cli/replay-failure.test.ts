import { join } from 'node:path'
import { expect, test } from 'vitest'
import { folder } from '../claim/planted-claims.fixture.ts'
import { runCommandLine } from './command-line.ts'
import { ExitCode } from './exit-code.ts'
import { REAL_SERVICES } from './services.ts'

const INDEX = join(import.meta.dirname, '..', 'index.ts')

/** For every u in (0, 1) there is a v, and changes. */
const claim = (id: string, changes: string): string => `
import { arrays, exists, finding, folklore, uniform } from '${INDEX}'
export default exists({ id: '${id}', title: 't', statement: 's', source: folklore(),
  inputs: finding(arrays({ arrays: { u: [1] }, from: uniform(0, 1) }), ({ u }) => ({ v: { shape: [1], data: u.data } })),
  quantifiers: { u: 'forAll', v: 'exists' }, check: ({ u, v }) => u.equal(v).all(), expect: { reals: 'holds' },
  controls: [{ name: 'c', obstruction: ({ u }) => u.less(0).all() }], ${changes} })`

test.each([
  [
    'on-witness',
    'obstruction: ({ u }) => u.greater(0).all()',
    /the obstruction holds where the case is a wi/,
  ],
  ['of-sought', 'obstruction: ({ v }) => v.greater(0).all()', /the obstruction depends on v/],
  ['throws', "check: () => { throw new Error('no') }", /no \(throws\.mjs:8\)/],
])('replay of a case on which the code of %s fails says so, in one line', async (id, changes, said) => {
  let err = ''
  const services = { ...REAL_SERVICES, stderr: { write: (text: string) => void (err += text) } }
  const file = join(folder({ [`${id}.mjs`]: claim(id, changes) }), `${id}.mjs`)
  const asked = ['replay', file, '--seed', '1', '--case', '3', '--engine', 'cpu']
  expect(await runCommandLine(asked, services)).toBe(ExitCode.CannotRun)
  expect(err).toMatch(said)
  expect(err).toMatch(new RegExp(`^error: the code of ${id} failed on case 3: .*\n$`))
})
