import { join } from 'node:path'
import { expect, test } from 'vitest'
import { libraryAt } from './library.ts'
import { planted, plantedTensorFlow } from './planted.fixture.ts'

const at = (files: Record<string, string>): string => join(planted(files), 'tensorflow')

test.each([
  ['2.12.0', false],
  ['2.16.2', false],
  ['2.20.0', true],
  ['2.21.0', false],
])('TensorFlow %s is taken', (version, cuda) => {
  expect(libraryAt(at(plantedTensorFlow(version, { cuda })))).toMatchObject({ version, cuda })
})

test('its version stands in either of two headers', () => {
  const { 'tensorflow/include/tensorflow/core/public/version.h': text, ...rest } = plantedTensorFlow('2.19.1')
  const moved = { ...rest, 'tensorflow/include/tensorflow/core/public/release_version.h': text }
  expect(libraryAt(at(moved)).version).toBe('2.19.1')
})

test.each(['2.11.1', '1.15.0'])(
  'TensorFlow %s is too old, and the version that is needed is named',
  (version) => {
    expect(() => libraryAt(at(plantedTensorFlow(version)))).toThrow(
      `is ${version}, which is too old: 2.12 or newer`,
    )
  },
)

test('a library that is not whole is refused, and so is a folder that is none', () => {
  expect(() => libraryAt(at(plantedTensorFlow('2.16.2', { whole: false })))).toThrow(
    /not whole: libtensorflow_framework\.so\.2 is missing/,
  )
  expect(() => libraryAt(planted({ 'a/b': '' }))).toThrow(/holds no TensorFlow/)
})
