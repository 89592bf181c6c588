import type { Engine } from '../engine.ts'
import { TENSOR_OPERATIONS } from '../operations.ts'
import { MOST_AXES } from '../../arithmetic/device/axes.ts'
import { ATOM_CASES } from './atom-cases.ts'
import { AXES_CASES } from './axes-cases.ts'
import { arrayOnDevice, MODES, statementOnDevice } from './both-arithmetics.ts'
import type { Check } from './check.ts'
import { COMPOUNDS } from './compound-cases.ts'
import { drawn } from './drawn-inputs.ts'
import { OPERATION_CASES } from './operation-cases.ts'
import { recordingCalls } from './recorded-calls.ts'
import { asking, ASKS, FORMS } from './subject-list.ts'

/**
 * The functions of TensorFlow.js that the device arithmetic calls: the operations whose precision is measured, and what
 * makes, moves and holds tensors. A new one belongs here, and needs a case.
 *
 * Not among them, because engines differ in them: `round` (of int32 it gives 0 with TensorFlow 2.17 and newer), `sign`
 * (of NaN), `argMax` and `argMin` (which skip a NaN or do not), `floorDiv` and remainders, `multinomial`, casts to int32
 * (of what does not fit), denormals in `clip`.
 */
const FUNCTIONS: readonly string[] = [
  ...Object.keys(TENSOR_OPERATIONS),
  ...['cast to float32', 'fill', 'keep', 'reshape', 'slice', 'tensor', 'tensor1d', 'tidy', 'tile'],
  ...['transpose', 'where', 'zerosLike'],
]

/** What it calls beside them on an engine that assumes finite numbers. */
const OF_CONTAINMENT = ['tensor2d']

/** Kernels that do not have their function's name, and those that functions use beside their own. */
const KERNEL_NAMES: Readonly<Record<string, string>> = {
  ...{ mul: 'Multiply', div: 'RealDiv', matMul: 'BatchMatMul', gather: 'GatherV2' },
  ...{ 'cast to float32': 'Cast', keep: 'Identity', where: 'Select', slice: 'Slice', pad: 'PadV2' },
}

/** The kernels behind them; `pad` is for TensorFlow's `steadyKernels`. */
const KERNELS: readonly string[] = [...FUNCTIONS, 'pad'].map(
  (name) => KERNEL_NAMES[name] ?? name[0].toUpperCase() + name.slice(1),
)

export const kernelCheck: Check = {
  group: 'operations',
  name: 'only the kernels that are known are called',
  async *run(engine, { seed }) {
    const { engine: watched, called } = recordingCalls(engine)
    // What throws in here would be thrown a second time where nobody can catch it, so the first run is a plain one.
    await runAll(watched, seed)
    const { kernelNames } = await engine.tf.profile(async () => {
      await runAll(watched, seed)
      return engine.tf.tensor1d([])
    })
    const { assumesFinite = false } = engine
    const known = assumesFinite ? [...FUNCTIONS, ...OF_CONTAINMENT] : FUNCTIONS
    const faults = [
      ...without(called.keys(), known).map((name) => `${name} is called`),
      // What assumes finite numbers has no running bound, nor what that alone calls.
      ...(assumesFinite ? [] : without(FUNCTIONS, [...called.keys()])).map(
        (name) => `${name} is not called any more`,
      ),
      ...[...called]
        .filter(([, axes]) => axes > MOST_AXES)
        .map(([name, axes]) => `${name} is handed ${axes} axes`),
      ...without(kernelNames, KERNELS).map((name) => `the kernel ${name} is called`),
    ]
    yield { cases: called.size + kernelNames.length, faults }
  },
}

const without = (all: Iterable<string>, known: readonly string[]) =>
  [...all].filter((name) => !known.includes(name))

/** Every operation, atom and subject, alone and in a batch. */
async function runAll(engine: Engine, seed: number): Promise<void> {
  const arrays = [...Object.values(OPERATION_CASES).flat(), ...COMPOUNDS]
  const ofManyAxes = Object.values(AXES_CASES).flat()
  const subjects = FORMS.flatMap(({ subject }) => ASKS.map((ask) => asking(subject, ask)))
  const batch = drawn({ q: [3, 2], k: [3, 2], v: [3, 2] }, 'moderate', 2, seed)
  for (const mode of MODES) {
    for (const lanes of [1, 2]) {
      for (const { shapes, of } of lanes === 1 ? arrays : [...arrays, ...ofManyAxes])
        await arrayOnDevice(engine, mode, drawn(shapes, 'moderate', lanes, seed), of)
      for (const { shapes, of } of Object.values(ATOM_CASES).flat())
        await statementOnDevice(engine, mode, drawn(shapes, 'corners', lanes, seed), of)
    }
    for (const of of subjects) await arrayOnDevice(engine, mode, batch, of)
  }
}
