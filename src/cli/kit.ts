import { Argument, InvalidArgumentError, type Command } from 'commander'
import type { KitEngine } from '../kit/kit.ts'
import { bytesOf } from '../kit/parts.ts'
import { ExitCode } from './exit-code.ts'
import { grouped } from './grouped.ts'
import { wholeNumber } from './numbers.ts'
import type { Surroundings } from './surroundings.ts'

interface Options {
  readonly out?: string
  readonly partSize: number
  readonly gpuArch?: number
  readonly level: number
}

/** `assay kit`: packs everything for a machine without a network. */
export function kitCommand(program: Command, around: Surroundings, answer: (code: ExitCode) => void): void {
  program
    .command('kit')
    .summary('packs the program and an engine for a machine without a network')
    .description(
      'Writes an archive that holds Node, the program with its claims, and an engine for Linux x86-64, in parts. The engine has to be set up here.',
    )
    .addArgument(new Argument('<engine>', 'the engine').choices(['tensorflow', 'webgpu']))
    .option('--out <folder>', 'where the parts are written (default: kit-<engine>)')
    .option('--part-size <size>', 'most bytes of a part, such as 60MiB', partSize, partSize('1GiB'))
    .option(
      '--gpu-arch <number>',
      'compute capability of the GPU times ten, for TensorFlow with CUDA: 90 for H100 and H200',
      wholeNumber(50, '--gpu-arch 90'),
    )
    .option('--level <0-9>', 'how hard xz tries', wholeNumber(0, '--level 6'), 6)
    .addHelpText('after', '\nExample:\n  $ assay kit webgpu --part-size 60MiB')
    .action(async (engine: KitEngine, { out, partSize: size, gpuArch, level }: Options) => {
      const { makeKit } = await import('../kit/kit.ts')
      const kit = await makeKit({
        engine,
        out: out ?? `kit-${engine}`,
        partSize: size,
        level: Math.min(level, 9),
        say: (line) => around.stderr.write(`${line}\n`),
        ...(gpuArch !== undefined && { gpuArch }),
      })
      for (const file of kit.files) around.stdout.write(`${file}\n`)
      around.stderr.write(
        `${kit.files.length} parts, ${grouped(Math.round(kit.bytes / 2 ** 20))} MiB. Copy them to the machine; there, in one line:\n  ${kit.line}\n`,
      )
      answer(ExitCode.Fine)
    })
}

function partSize(text: string): number {
  try {
    return bytesOf(text)
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message)
  }
}
