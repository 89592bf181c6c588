import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { buildWhole } from './build-whole.ts'

describe('a folder that is built', () => {
  let folder: string
  const beside = () => readdirSync(join(folder, '..'))
  beforeEach(() => (folder = join(realpathSync(mkdtempSync(join(tmpdir(), 'assay-cache-'))), 'built')))

  test('takes the place of the one before as a whole', async () => {
    await buildWhole(folder, async (inside) => writeFileSync(join(inside, 'one'), ''))
    await buildWhole(folder, async (inside) => writeFileSync(join(inside, 'two'), ''))
    expect(readdirSync(folder)).toEqual(['two'])
    expect(beside()).toEqual(['built'])
  })

  test('is not there when building failed, and the one before still is', async () => {
    const failing = (inside: string): Promise<void> => {
      writeFileSync(join(inside, 'half'), '')
      return Promise.reject(new Error('half way'))
    }
    await expect(buildWhole(folder, failing)).rejects.toThrow('half way')
    expect(existsSync(folder)).toBe(false)
    await buildWhole(folder, async (inside) => writeFileSync(join(inside, 'one'), ''))
    await expect(buildWhole(folder, failing)).rejects.toThrow('half way')
    expect(readdirSync(folder)).toEqual(['one'])
    expect(beside()).toEqual(['built'])
  })

  test('is cleaned of what a killed process left', async () => {
    // No process has so large a number.
    mkdirSync(`${folder}.partial-99999999`)
    mkdirSync(`${folder}.partial-1`)
    await buildWhole(folder, () => Promise.resolve())
    expect(beside().sort()).toEqual(['built', 'built.partial-1'])
  })

  test.each([
    ['ENOSPC', /The disk is full; nothing was left/],
    ['EACCES', /may not be written; set ATTENTION_ASSAY_CACHE/],
  ])('says what %s means', async (code, message) => {
    const error = Object.assign(new Error(code), { code })
    await expect(buildWhole(folder, () => Promise.reject(error))).rejects.toThrow(message)
  })
})
