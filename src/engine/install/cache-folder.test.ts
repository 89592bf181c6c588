import { join } from 'node:path'
import { expect, test } from 'vitest'
import { cacheFolder, enginesFolder } from './cache-folder.ts'

test('the cache of a user is where the system keeps caches, unless the user says otherwise', () => {
  expect(cacheFolder({ ATTENTION_ASSAY_CACHE: '/somewhere' }, 'linux')).toBe('/somewhere')
  expect(cacheFolder({ XDG_CACHE_HOME: '/x' }, 'linux')).toBe(join('/x', 'attention-assay'))
  expect(cacheFolder({}, 'linux')).toMatch(/\.cache.attention-assay$/)
  expect(enginesFolder({ ATTENTION_ASSAY_CACHE: '/somewhere' })).toBe('/somewhere')
  const kit = { ATTENTION_ASSAY_KIT: '/kit', ATTENTION_ASSAY_CACHE: '/somewhere' }
  expect(enginesFolder(kit)).toBe(join('/kit', 'cache'))
  expect(cacheFolder(kit)).toBe('/somewhere')
  expect(cacheFolder({}, 'darwin')).toMatch(/Library.Caches.attention-assay$/)
  expect(cacheFolder({ LOCALAPPDATA: 'C:\\L' }, 'win32')).toContain('C:\\L')
})
