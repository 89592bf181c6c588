import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as tf from '@tensorflow/tfjs-core'
import { afterAll, expect, test } from 'vitest'
import { shareCore } from './share-core.ts'

const folder = mkdtempSync(join(tmpdir(), 'share-core-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a package gets the TensorFlow.js core of this program, not its own', () => {
  const plant = (name: string, text: string) => {
    const into = join(folder, 'node_modules', name)
    mkdirSync(into, { recursive: true })
    writeFileSync(join(into, 'index.js'), text)
  }
  plant('@tensorflow/tfjs-core', 'exports.env = () => "its own"')
  plant('asker', 'exports.core = require("@tensorflow/tfjs-core")')
  const require = createRequire(join(folder, 'package.json'))
  shareCore(require)
  const { core } = require('asker') as { core: typeof tf }
  expect(core.env()).toBe(tf.env())
})
