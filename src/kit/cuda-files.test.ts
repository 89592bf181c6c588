import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { planted } from '../engine/tensorflow/planted.fixture.ts'
import { copyCuda } from './cuda-files.ts'

const WHEELS: Record<string, string> = {
  'nvidia/__init__.py': '',
  'nvidia/cuda_runtime/lib/libcudart.so.12': 'cudart',
  'nvidia/cuda_runtime/lib/libcudart_static.a': 'static',
  'nvidia_cuda_runtime_cu12-12.9.79.dist-info/licenses/License.txt': 'EULA',
  'nvidia/cublas/lib/libcublas.so.12': 'cublas',
  'nvidia/cublas/lib/libcublasLt.so.12': 'cublasLt',
  'nvidia/cublas/lib/libnvblas.so.12': 'nvblas',
  'nvidia_cublas_cu12-12.9.3.dist-info/License.txt': 'EULA',
  'nvidia/cudnn/lib/libcudnn_graph.so.9': 'graph',
  'nvidia/cudnn/lib/libcudnn_engines_precompiled.so.9': 'engines',
  'nvidia/cufft/lib/libcufft.so.11': 'cufft',
}
const OPENED = {
  cufft: 'libcufft.so.11',
  cusolver: 'libcusolver.so.11',
  cusparse: 'libcusparse.so.12',
} as const

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))

test.runIf(process.platform === 'linux')(
  'what the suite calls is copied unchanged with its licence; what is only opened is empty',
  async () => {
    const [site, folder] = [planted(WHEELS), planted({})]
    const said: string[] = []
    const told = await copyCuda(site, folder, (line) => said.push(line))
    const empty = Object.entries(OPENED).map(([part, name]) => `nvidia/${part}/lib/${name}`)
    const copied = [
      'nvidia/cublas/lib/libcublas.so.12',
      'nvidia/cublas/lib/libcublasLt.so.12',
      'nvidia/cuda_runtime/lib/libcudart.so.12',
      'nvidia/cudnn/lib/libcudnn_graph.so.9',
    ]
    const licences = ['nvidia/cublas/licence/License.txt', 'nvidia/cuda_runtime/licence/licenses/License.txt']
    expect(filesIn(folder).sort()).toEqual([...empty, ...copied, ...licences].sort())
    for (const name of copied) expect(readFileSync(join(folder, name), 'utf8')).toBe(WHEELS[name])
    for (const name of empty) {
      const library = readFileSync(join(folder, name))
      expect(library.toString('latin1', 1, 4)).toBe('ELF')
      expect(library.includes(name.split('/').at(-1)!)).toBe(true)
    }
    expect(told.join('\n')).toMatch(/libcublas\.so\.12, libcublasLt\.so\.12: NVIDIA's, unchanged/)
    expect(told.at(-1)).toMatch(/^libcufft\.so\.11, .* empty ones/)
    expect(said).toEqual([])
  },
)

test('says so where no libraries of CUDA lie beside TensorFlow', async () => {
  const [site, folder] = [planted({ 'tensorflow/__init__.py': '' }), planted({})]
  const said: string[] = []
  expect(await copyCuda(site, folder, (line) => said.push(line))).toEqual(said)
  expect(said.join()).toMatch(/do not lie beside this TensorFlow .* its machine has to bring them/)
  expect(existsSync(join(folder, 'nvidia'))).toBe(false)
})
