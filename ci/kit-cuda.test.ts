import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { expect, test } from 'vitest'

const CALLED = [
  'nvidia/cuda_runtime/lib/libcudart.so.12',
  'nvidia/cublas/lib/libcublas.so.12',
  'nvidia/cublas/lib/libcublasLt.so.12',
  'nvidia/cudnn/lib/libcudnn_graph.so.9',
]
const LICENCES = [
  'nvidia_cuda_runtime_cu12-12.9.79.dist-info/licenses/License.txt',
  'nvidia_cublas_cu12-12.9.3.dist-info/License.txt',
  'nvidia_cudnn_cu12-9.28.0.dist-info/LICENSE',
]
const IDLE = [
  'nvidia/__init__.py',
  'nvidia/cuda_runtime/lib/libcudart_static.a',
  'nvidia/cublas/lib/libnvblas.so.12',
  'nvidia_cublas_cu12-12.9.3.dist-info/METADATA',
  'nvidia/cudnn/lib/libcudnn_engines_precompiled.so.9',
  'nvidia/cufft/lib/libcufft.so.11',
]
const OPENED = [
  'nvidia/cufft/lib/libcufft.so.11',
  'nvidia/cusolver/lib/libcusolver.so.11',
  'nvidia/cusparse/lib/libcusparse.so.12',
]

/** A folder that holds these files, in each its own name. */
function planted(names: readonly string[]): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'assay-kit-cuda-')))
  for (const name of names) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), name)
  }
  return folder
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))

const copyCuda = (site: string, binding: string): string =>
  execFileSync('ci/kit-cuda', [site, binding], { encoding: 'utf8' })

test.runIf(process.platform === 'linux')(
  'what the suite calls is copied unchanged with its licence; what is only opened is empty',
  () => {
    const [site, binding] = [planted([...CALLED, ...LICENCES, ...IDLE]), planted([])]
    const told = copyCuda(site, binding)
    const licences = [
      'cuda_runtime/licence/licenses/License.txt',
      'cublas/licence/License.txt',
      'cudnn/licence/LICENSE',
    ]
    expect(filesIn(binding).sort()).toEqual(
      [...CALLED, ...OPENED, ...licences.map((name) => `nvidia/${name}`)].sort(),
    )
    for (const name of CALLED) expect(readFileSync(join(binding, name), 'utf8')).toBe(name)
    for (const name of OPENED) {
      const library = readFileSync(join(binding, name))
      expect(library.toString('latin1', 1, 4)).toBe('ELF')
      expect(library.includes(basename(name))).toBe(true)
    }
    for (const name of CALLED) expect(told).toContain(`${basename(name)}: NVIDIA's, unchanged`)
    for (const name of OPENED) expect(told).toContain(`${basename(name)}: empty`)
  },
)

test.runIf(process.platform === 'linux')('says so where no libraries of CUDA lie beside TensorFlow', () => {
  const [site, binding] = [planted(['tensorflow/__init__.py']), planted([])]
  expect(copyCuda(site, binding)).toMatch(
    /do not lie beside this TensorFlow .* its machine has to bring them/,
  )
  expect(existsSync(join(binding, 'nvidia'))).toBe(false)
})
