import type * as tfTypes from '@tensorflow/tfjs-core'
import { BINARY, UNARY } from '../../program/step.ts'
import type { Engine } from '../engine.ts'
import { CASES } from './all-cases.ts'
import type { AtomName, OperationName } from './cases-of.ts'
import type { Check } from './check.ts'
import { COMPOUNDS } from './compound-cases.ts'
import { drawn } from './numbers.ts'
import { arrayOnDevice, MODES, statementOnDevice } from './on-device.ts'
import { ATOMS } from './atom-cases.ts'
import { OPERATIONS } from './operation-cases.ts'
import { asked, ASKS, FORMS } from './subject-list.ts'

/** The engine, with every call of a function of TensorFlow.js noted by name; of a cast also what to. */
export function recorded(engine: Engine): { engine: Engine; called: ReadonlySet<string> } {
  const called = new Set<string>()
  const tf = new Proxy(
    {},
    {
      get(_, name: string) {
        const found = (engine.tf as unknown as Record<string, unknown>)[name]
        if (typeof found !== 'function') return found
        return (...given: unknown[]) => {
          called.add(name === 'cast' ? `cast to ${String(given[1])}` : name)
          return (found as (...given: unknown[]) => unknown)(...given)
        }
      },
    },
  ) as unknown as typeof tfTypes
  return { engine: { ...engine, tf }, called }
}

/**
 * The functions of TensorFlow.js that the device arithmetic calls. A new one belongs here, and needs a case.
 *
 * Not among them, because engines differ in them: `round` (of int32 it gives 0 with TensorFlow 2.17 and newer), `sign`
 * (of NaN), `argMax` and `argMin` (which skip a NaN or do not), `floorDiv` and remainders, `multinomial`, casts to int32
 * (of what does not fit), denormals in `clip`.
 */
export const FUNCTIONS: readonly string[] = [
  ...UNARY,
  ...BINARY,
  ...[
    'cast to float32',
    'concat',
    'fill',
    'gather',
    'greater',
    'keep',
    'less',
    'lessEqual',
    'matMul',
    'max',
    'min',
  ],
  ...['reshape', 'slice', 'sum', 'tensor', 'tensor1d', 'tidy', 'tile', 'transpose', 'zerosLike'],
]

/** What it calls beside them on an engine that assumes finite numbers. */
const OF_CONTAINMENT = ['tensor2d', 'where']

/** The kernels behind them; an engine may need some of its own. */
export const KERNELS: readonly string[] = [
  ...UNARY.map((name) => name[0].toUpperCase() + name.slice(1)),
  ...['Add', 'Sub', 'Multiply', 'RealDiv', 'Minimum', 'Maximum'],
  ...[
    'BatchMatMul',
    'Cast',
    'Concat',
    'Fill',
    'GatherV2',
    'Greater',
    'Identity',
    'Less',
    'LessEqual',
    'Max',
    'Min',
  ],
  ...['PadV2', 'Reshape', 'Select', 'Slice', 'Sum', 'Tile', 'Transpose', 'ZerosLike'],
]

export const kernelCheck: Check = {
  group: 'operations',
  name: 'only the kernels that are known are called',
  async run(engine, { seed }) {
    const { engine: watched, called } = recorded(engine)
    // What throws in here would be thrown a second time where nobody can catch it, so the first run is a plain one.
    await runAll(watched, seed)
    const { kernelNames } = await engine.tf.profile(async () => {
      await runAll(watched, seed)
      return engine.tf.tensor1d([])
    })
    const without = (all: Iterable<string>, known: Iterable<string>) => {
      const set = new Set(known)
      return [...all].filter((name) => !set.has(name))
    }
    // The running bound is off there, and what it alone calls with it.
    const { assumesFinite = false } = engine
    const faults = [
      ...without(called, assumesFinite ? [...FUNCTIONS, ...OF_CONTAINMENT] : FUNCTIONS).map(
        (name) => `${name} is called`,
      ),
      ...(assumesFinite ? [] : without(FUNCTIONS, called)).map((name) => `${name} is not called any more`),
      ...without(kernelNames, KERNELS).map((name) => `the kernel ${name} is called`),
    ]
    return { cases: called.size + kernelNames.length, faults }
  },
}

/** Every operation, atom and subject, alone and in a batch. */
async function runAll(engine: Engine, seed: number): Promise<void> {
  const arrays = [...Object.keys(OPERATIONS).flatMap((name) => CASES[name as OperationName]), ...COMPOUNDS]
  const statements = Object.keys(ATOMS).flatMap((name) => CASES[name as AtomName])
  for (const mode of MODES) {
    for (const lanes of [1, 2]) {
      for (const { shapes, of } of arrays)
        await arrayOnDevice(engine, mode, drawn(shapes, 'moderate', lanes, seed), of)
      for (const { shapes, of } of statements)
        await statementOnDevice(engine, mode, drawn(shapes, 'corners', lanes, seed), of)
    }
    const batch = drawn({ q: [3, 2], k: [3, 2], v: [3, 2] }, 'moderate', 2, seed)
    for (const { subject } of FORMS) {
      for (const ask of ASKS)
        await arrayOnDevice(engine, mode, batch, (inputs, x) => asked(subject.implementation(x), ask, inputs))
    }
  }
}
