import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { apiOf, doesNotLoad, findAdapter, openDawn } from './dawn.ts'
import type { Gpu } from './interfaces.ts'

const root = mkdtempSync(join(tmpdir(), 'dawn-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const own = Object.getOwnPropertyDescriptor(globalThis, 'navigator')
const forget = () => {
  delete (globalThis as { navigator?: unknown }).navigator
  if (own) Object.defineProperty(globalThis, 'navigator', own)
}
beforeEach(forget)
afterEach(forget)

let number = 0
function planted(text: string): NodeJS.Require {
  const file = join(root, `${number++}.mjs`)
  writeFileSync(file, text)
  return Object.assign((() => undefined) as unknown as NodeJS.Require, { resolve: () => file })
}

const DAWN = `export const globals = { GPUPlanted: 7 }
export const create = (options) => ({ options })`

test('Dawn becomes navigator.gpu, and its names become global', async () => {
  delete (globalThis as { navigator?: unknown }).navigator
  const gpu = await openDawn(planted(DAWN), ['backend=vulkan'])
  expect(gpu).toEqual({ options: ['backend=vulkan'] })
  expect((globalThis as { navigator?: unknown }).navigator).toEqual({ gpu })
  expect((globalThis as { GPUPlanted?: number }).GPUPlanted).toBe(7)
})

test("Node's own navigator, behind a getter, keeps what it has", async () => {
  const kept = { userAgent: 'Node.js/24' }
  Object.defineProperty(globalThis, 'navigator', { configurable: true, get: () => kept })
  const gpu = await openDawn(planted(DAWN), [])
  expect((globalThis as { navigator?: unknown }).navigator).toEqual({ userAgent: 'Node.js/24', gpu })
})

test('a binary that does not load says why', async () => {
  const text = 'throw new Error("libc.so.6: version GLIBC_2.99 not found\\nRequire stack: …")'
  await expect(openDawn(planted(text), [])).rejects.toThrow(
    /^Dawn's binary does not load: libc\.so\.6: version GLIBC_2\.99 not found\n.*npx assay setup webgpu$/,
  )
  const missing = doesNotLoad(new Error("Cannot find module 'dist/freebsd-x64/dawn.node'"))
  expect(missing.message).toMatch(/no binary for this machine/)
})

test('without an adapter it is said what to install', async () => {
  const none: Gpu = { requestAdapter: () => Promise.resolve(null) }
  await expect(findAdapter(none, 'linux')).rejects.toThrow(/Vulkan.*\n.*apt-get install libvulkan1/)
  await expect(findAdapter(none, 'darwin')).rejects.toThrow(/Metal/)
  await expect(findAdapter(none, 'win32')).rejects.toThrow(/Direct3D 12/)
})

test('each system has its interface', () => {
  expect(apiOf('linux')[0]).toBe('vulkan')
  expect(apiOf('darwin')[0]).toBe('metal')
  expect(apiOf('win32')[0]).toBe('d3d12')
})
