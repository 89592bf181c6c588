import { UsageError } from './exit-code.ts'
import type { AddCommand } from './services.ts'

interface TensorFlowOptions {
  readonly gpu?: boolean
  readonly cpu?: boolean
  readonly python?: string
  readonly library?: string
}

/** `assay setup`: makes an optional engine work on this machine. */
export const setupCommand: AddCommand = (program, services) => {
  const say = (line: string): void => void services.stderr.write(`${line}\n`)
  const setup = program
    .command('setup')
    .summary('makes an optional engine work here')
    .description(
      'Fetches and builds what an optional engine needs, once for this user, outside of any project.',
    )
  setup
    .command('tensorflow')
    .summary("TensorFlow's own kernels, on CPUs and CUDA (Linux)")
    .description(
      'Takes the TensorFlow of a Python environment, or fetches a private one with pip, and compiles the binding of @tensorflow/tfjs-node-gpu against it (10 seconds). Ends with a test that says whether the GPU or the CPU computes.',
    )
    .option('--gpu', 'insist on a TensorFlow for CUDA')
    .option('--cpu', 'be content with one for CPUs')
    .option(
      '--python <program>',
      'the Python whose TensorFlow is used, or whose pip fetches one (default: python3)',
    )
    .option('--library <folder>', 'use the TensorFlow in this folder: the Python package called tensorflow')
    .action(async ({ gpu, cpu, python, library }: TensorFlowOptions) => {
      if (gpu && cpu) throw new UsageError('--gpu and --cpu exclude each other')
      const { setupTensorFlow } = await import('../engine/tensorflow/setup.ts')
      await setupTensorFlow({
        say,
        ...((gpu || cpu) && { variety: gpu ? ('cuda' as const) : ('cpu' as const) }),
        ...(python !== undefined && { python }),
        ...(library !== undefined && { library }),
      })
      await proven('tensorflow', say)
    })
  setup
    .command('webgpu')
    .summary('any GPU with Vulkan, Metal or Direct3D 12')
    .description(
      'Fetches @tensorflow/tfjs-backend-webgpu and Dawn (the package webgpu). Ends with a test that says which adapter computes.',
    )
    .action(async () => {
      const { setupWebgpu } = await import('../engine/webgpu/setup.ts')
      await setupWebgpu({ say })
      await proven('webgpu', say)
    })
}

/** Lets the engine compute in a process of its own, and says what it computed on. */
async function proven(name: string, say: (line: string) => void): Promise<void> {
  const { tryEngine } = await import('../engine/install/try-engine.ts')
  const { device, accelerator, notes } = await tryEngine(name)
  const kind = { gpu: 'GPU', software: 'software, not a GPU', none: 'CPU' }[accelerator]
  say(`It works: ${kind} (${device}).`)
  for (const note of notes) say(note)
}
