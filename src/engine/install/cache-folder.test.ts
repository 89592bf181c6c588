import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { cacheFolder, enginesFolder } from './cache-folder.ts'

test('the cache of a user is where the system keeps caches, unless the user says otherwise', () => {
  expect(cacheFolder({ ATTENTION_ASSAY_CACHE: '/somewhere' }, 'linux')).toBe(resolve('/somewhere'))
  expect(cacheFolder({ XDG_CACHE_HOME: '/x' }, 'linux')).toBe(join('/x', 'attention-assay'))
  expect(cacheFolder({}, 'linux')).toMatch(/\.cache.attention-assay$/)
  expect(enginesFolder({ ATTENTION_ASSAY_CACHE: '/somewhere' })).toBe('/somewhere')
  const kit = { ATTENTION_ASSAY_KIT: '/kit', ATTENTION_ASSAY_CACHE: '/somewhere' }
  expect(enginesFolder(kit)).toBe(join('/kit', 'cache'))
  expect(cacheFolder(kit)).toBe('/somewhere')
  expect(cacheFolder({}, 'darwin')).toMatch(/Library.Caches.attention-assay$/)
  // Nobody's path is written in front of a relative one, nor in front of none.
  for (const XDG_CACHE_HOME of ['', 'cache', './x'])
    expect(cacheFolder({ XDG_CACHE_HOME }, 'linux')).toBe(cacheFolder({}, 'linux'))
  expect(cacheFolder({ ATTENTION_ASSAY_CACHE: 'here' }, 'linux')).toBe(resolve('here'))
  expect(cacheFolder({ LOCALAPPDATA: 'C:\\L' }, 'win32')).toContain('C:\\L')
})

test('without a home folder there is no cache, unless one is named', () => {
  const none = () => {
    throw new Error('ENOENT: no such file or directory, uv_os_homedir')
  }
  for (const home of [none, () => '', () => 'relative'])
    for (const platform of ['linux', 'darwin', 'win32'] as const)
      expect(() => cacheFolder({}, platform, home)).toThrow(/no home folder.*ATTENTION_ASSAY_CACHE/)
  expect(cacheFolder({ XDG_CACHE_HOME: '/x' }, 'linux', none)).toBe(join('/x', 'attention-assay'))
  expect(cacheFolder({ ATTENTION_ASSAY_CACHE: '/y' }, 'linux', none)).toBe(resolve('/y'))
})
