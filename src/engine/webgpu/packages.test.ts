import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { EngineError } from '../entry.ts'
import { BACKEND, DAWN, findPackages } from './packages.ts'

const root = mkdtempSync(join(tmpdir(), 'webgpu-packages-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

let number = 0
/** A `require` that finds what is planted: versions by package. */
function planted(packages: Record<string, string>): NodeJS.Require {
  const folder = join(root, String(number++))
  for (const [name, version] of Object.entries(packages)) {
    const into = join(folder, 'node_modules', name)
    mkdirSync(into, { recursive: true })
    writeFileSync(join(into, 'package.json'), JSON.stringify({ name, version, main: 'index.js' }))
    writeFileSync(join(into, 'index.js'), '')
  }
  mkdirSync(folder, { recursive: true })
  return createRequire(join(folder, 'package.json'))
}

const errorOf = (find: () => unknown): EngineError => {
  try {
    find()
  } catch (error) {
    return error as EngineError
  }
  throw new Error('nothing was thrown')
}

test('what is missing is named, with the command that fetches it', () => {
  const both = errorOf(() => findPackages('nowhere', () => undefined))
  expect(both.message).toBe(
    `${BACKEND} and ${DAWN} are neither in this project nor in the cache of this user.\n  To fetch them: npx assay setup webgpu`,
  )
  expect(both.remedy).toBe('npx assay setup webgpu')
  const require = planted({ [BACKEND]: '4.22.0' })
  const one = errorOf(() => findPackages('nowhere', (name) => (name === BACKEND ? require : undefined)))
  expect(one.message).toMatch(/^webgpu is neither/)
})

test('versions are those of the packages that were found', () => {
  const require = planted({ [BACKEND]: '4.22.0', [DAWN]: '9.9.9' })
  expect(findPackages('nowhere', () => require).versions).toEqual({ [BACKEND]: '4.22.0', [DAWN]: '9.9.9' })
})

test('a backend of another version is refused, since its insides are used', () => {
  const require = planted({ [BACKEND]: '4.23.0', [DAWN]: '0.6.2' })
  const error = errorOf(() => findPackages('nowhere', () => require))
  expect(error.message).toMatch(/is 4\.23\.0, and 4\.22\.0 is needed/)
  expect(error.remedy).toBe(`npm install ${BACKEND}@4.22.0`)
})
