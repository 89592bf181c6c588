import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { Tensor } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { judgeClaim } from '../../judge/judge-claim.ts'
import { rowOrder } from '../../judge/planted-claim.fixture.ts'
import { runCampaign } from '../../judge/campaign.ts'
import { computed } from '../precision/computed.ts'
import type { Engine } from '../engine.ts'
import { ownScript } from '../own-script.ts'
import { startEngine } from '../start.ts'
import type { GpuDevice } from './interfaces.ts'

/** Where Debian's chromium-common puts SwiftShader; whoever names another driver gets that one. */
const SWIFTSHADER = '/usr/lib/chromium/vk_swiftshader_icd.json'
if (existsSync(SWIFTSHADER)) process.env.VK_DRIVER_FILES ??= process.env.VK_ICD_FILENAMES ?? SWIFTSHADER

// An engine that was there first.
await startEngine('wasm')
const started = await startEngine('webgpu').catch((error: Error) => error)
const why = started instanceof Error ? started.message.split('\n')[0] : undefined
if (why !== undefined) console.warn(`The tests of the engine webgpu on Dawn are not run. ${why}`)

const claim = { ...rowOrder, id: 'planted-on-dawn' }
const judge = (engine: Engine) =>
  judgeClaim(
    { claim, theme: 'planted', file: 'planted.ts', sourceHash: `sha256:${'0'.repeat(64)}`, imports: [] },
    { engine, seed: 1, to: 64 },
  )

const numbers = (size: number) => Float32Array.from({ length: size }, (_, i) => Math.sin(i * 12.9898) * 3)

describe.skipIf(why !== undefined)(
  `webgpu on Dawn${why === undefined ? '' : ` is not run here: ${why}`}`,
  () => {
    let engine: Engine
    const device = () => (engine.tf.backend() as unknown as { device: GpuDevice }).device
    beforeAll(async () => {
      engine = (await startEngine('webgpu')).engine
    })

    test('says what computes, and what that is held to', () => {
      expect(engine.device).toMatch(/^WebGPU through /)
      expect(engine.accelerator).toBe(/swiftshader|llvmpipe/i.test(engine.device) ? 'software' : 'gpu')
      expect(Object.keys(engine.versions)).toEqual(expect.arrayContaining(['webgpu', 'driver', 'adapter']))
      expect(engine.settings).toHaveProperty('maxStorageBufferBindingSize')
      expect(engine).toMatchObject({ assumesFinite: true, runningBound: false })
    })

    test('is passed over by auto where it is emulated', async (context) => {
      if (engine.accelerator !== 'software') return context.skip('a GPU computes here')
      const { ENGINES } = await import('../registry.ts')
      const entries = ENGINES.filter(({ name }) => name === 'webgpu' || name === 'cpu')
      const { engine: taken, notRun } = await startEngine('auto', entries)
      expect(taken.name).toBe('cpu')
      expect(notRun.join()).toMatch(/webgpu is emulated in software \(.*software adapter\)/)
      await engine.tf.setBackend('webgpu')
    })

    test('leaves an engine as it was that started first', async () => {
      expect((await startEngine('wasm')).engine.device).toMatch(/^WebAssembly/)
      await engine.tf.setBackend('webgpu')
    })

    const EXTENTS = [
      [1, 8, 16],
      [2, 2, 2],
      [5, 7, 9],
      [1, 100, 7],
      [8, 4, 12],
    ] as const
    test.each(EXTENTS)(
      'a product [%i, %i, %i] does not depend on its batch',
      async (rows, inner, columns) => {
        const { tf } = engine
        const lanes = 12
        const [a, b] = [numbers(lanes * rows * inner), numbers(lanes * columns * inner)]
        for (const transposed of [false, true]) {
          const product = (from: number, to: number) =>
            computed(tf, () => {
              const left = a.slice(from * rows * inner, to * rows * inner)
              const right = b.slice(from * columns * inner, to * columns * inner)
              return tf.matMul(
                tf.tensor3d(left, [to - from, rows, inner]),
                tf.tensor3d(right, transposed ? [to - from, columns, inner] : [to - from, inner, columns]),
                false,
                transposed,
              )
            })
          const all = await product(0, lanes)
          const some = (from: number, to: number) => all.slice(from * rows * columns, to * rows * columns)
          expect(await product(3, 4)).toEqual(some(3, 4))
          expect(await product(2, 7)).toEqual(some(2, 7))
        }
      },
    )

    test('an exponential does not depend on how many there are', async () => {
      const { tf } = engine
      const many = await computed(tf, () => tf.exp(tf.tensor1d(numbers(4000))))
      const few = await computed(tf, () => tf.exp(tf.tensor1d(numbers(400))))
      expect(few).toEqual(many.slice(0, 400))
    })

    test('a tensor that the device cannot hold is an error, not a zero', async () => {
      const { tf } = engine
      const floats = Number.parseInt(engine.settings.maxStorageBufferBindingSize) / 4
      const sum = tf.tidy(() => tf.sum(tf.add(tf.zeros([floats * 2]), 1)))
      await expect(sum.data()).rejects.toThrow(/^The GPU refused a batch: .*\n.*--batch 64/)
      sum.dispose()
      expect(await computed(tf, () => tf.sum(tf.ones([100])))).toEqual(Float32Array.of(100))
    })

    test('a device that is lost in a campaign is replaced, and nothing else changes', async () => {
      const undisturbed = await judge(engine)
      const before = engine.notes.length
      let batch = 0
      const tidy = (build: () => unknown) => {
        const result = engine.tf.tidy(build as never)
        if (batch++ === 1) device().destroy()
        return result
      }
      const disturbed = { ...engine, tf: { ...engine.tf, tidy } as unknown as Engine['tf'] }
      expect(await judge(disturbed)).toEqual(undisturbed)
      expect(engine.notes.slice(before)).toEqual([
        expect.stringMatching(/was lost \(destroyed.*on a new one/),
      ])
    })

    test('a device that is lost over the same batch again is an error for people', async () => {
      const tidy = (build: () => unknown) => {
        const result = engine.tf.tidy(build as never)
        device().destroy()
        return result
      }
      const doomed = { ...engine, tf: { ...engine.tf, tidy } as unknown as Engine['tf'] }
      const run = runCampaign(claim, { engine: doomed, seed: 1, from: 0, to: 8 })
      await expect(run).rejects.toThrow(
        /^The GPU's device was lost again, over the same batch \(.*\)\.\n.*--engine wasm/,
      )
      expect(await engine.recover!()).toMatch(/on a new one/)
    })

    test('buffers of many sizes are given back', async () => {
      const { tf } = engine
      const backend = tf.backend() as unknown as { bufferManager: { numBytesAllocated: number } }
      let most = 0
      const MIB = 2 ** 20
      for (let i = 0; i < 50; i++) {
        const sum: Tensor = tf.tidy(() => tf.sum(tf.add(tf.ones([MIB + 64 * i]), 1)))
        await sum.data()
        sum.dispose()
        most = Math.max(most, backend.bufferManager.numBytesAllocated)
      }
      // 50 batches of two tensors of 4 MiB would be 400.
      expect(most).toBeLessThan(300 * MIB)
    })

    test('a process that used it ends by itself, with nothing to complain of', () => {
      const { file, execArgv } = ownScript(import.meta.resolve('../install/try-engine.ts'), 'smoke-test')
      const child = spawnSync(process.execPath, [...execArgv, file, 'webgpu'], {
        encoding: 'utf8',
        timeout: 120_000,
      })
      expect(child).toMatchObject({ status: 0, signal: null, stderr: '' })
      expect(JSON.parse(child.stdout)).toMatchObject({ device: engine.device })
    })
  },
)
