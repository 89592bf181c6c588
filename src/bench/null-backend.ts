import type * as Tf from '@tensorflow/tfjs-core'
import type { NamedAttrMap, NamedTensorMap, Tensor, TensorInfo } from '@tensorflow/tfjs-core'

/** What kernels returned, each by its name and what it was computed from. */
export type Prepared = ReadonlyMap<string, Output>

interface Output {
  readonly kernel: string
  /** Without the lanes. */
  readonly shape: readonly number[]
  readonly dtype: Tf.DataType
  readonly numbers: Tf.TypedArray
}

/** Lanes of what a kernel is given; a constant has one. */
const lanesOf = (inputs: readonly TensorInfo[]): number =>
  Math.max(...inputs.map(({ shape: [lanes = 1] }) => lanes))

/** A kernel, what its inputs were computed from, and its switches; extents, which depend on the lanes, are left out. */
function nameOf(kernel: string, inputs: readonly string[], attributes: NamedAttrMap | undefined): string {
  const switches = Object.entries(attributes ?? {}).filter(([, value]) => value === true)
  return `${kernel}(${[...inputs, ...switches.map(([name]) => name)].join()})`
}

const inputName = (shape: readonly number[]): string => shape.slice(1).join('×')

/** Does some work on an engine of TensorFlow.js's, and notes what each kernel returns. */
export async function recorded(tf: typeof Tf, work: () => Promise<unknown>): Promise<Prepared> {
  const outputs = new Map<string, Promise<Output>>()
  const names = new WeakMap<Tensor, string>()
  const engine = tf.engine()
  const runKernel = engine.runKernel.bind(engine)
  const noted = (kernel: string, given: NamedTensorMap, attributes?: NamedAttrMap): Tensor => {
    const output = runKernel<Tensor>(kernel, given, attributes)
    const inputs = Object.values(given)
    const of = inputs.map((input) => names.get(input) ?? inputName(input.shape))
    const name = nameOf(kernel, of, attributes)
    const { shape, dtype } = output
    names.set(output, name)
    const about = { kernel, shape: shape.slice(1), dtype }
    outputs.set(
      name,
      output.data().then((numbers) => ({ ...about, numbers })),
    )
    return output
  }
  engine.runKernel = noted as typeof engine.runKernel
  try {
    await work()
  } finally {
    Reflect.deleteProperty(engine, 'runKernel')
  }
  return new Map(await Promise.all([...outputs].map(async ([name, output]) => [name, await output] as const)))
}

/** Registers a backend whose kernels return what was prepared, at once and whatever numbers they are given. */
export function registerNullBackend(tf: typeof Tf, backendName: string, prepared: Prepared): void {
  const held = new WeakMap<object, { readonly name: string; readonly numbers?: Tf.TypedArray }>()
  class NullBackend extends tf.KernelBackend {
    override write(_: Tf.BackendValues, shape: number[]): object {
      const dataId = {}
      held.set(dataId, { name: inputName(shape) })
      return dataId
    }
    override read(dataId: object): Promise<Tf.BackendValues> {
      return Promise.resolve(held.get(dataId)!.numbers!)
    }
    override incRef(): void {}
    override disposeData(): boolean {
      return true
    }
    override numDataIds(): number {
      return 0
    }
    override floatPrecision(): 32 {
      return 32
    }
    override dispose(): void {}
  }
  tf.registerBackend(backendName, () => new NullBackend())
  const compute = (
    kernel: string,
    inputs: TensorInfo[],
    attributes: NamedAttrMap | undefined,
  ): TensorInfo => {
    const lanes = lanesOf(inputs)
    const name = nameOf(
      kernel,
      inputs.map(({ dataId }) => held.get(dataId)!.name),
      attributes,
    )
    const output = prepared.get(name)
    if (!output) throw new Error(`nothing was prepared for ${name}`)
    const shape = [lanes, ...output.shape]
    const numbers = output.numbers.subarray(0, tf.util.sizeFromShape(shape))
    const dataId = {}
    held.set(dataId, { name, numbers })
    return { dataId, shape, dtype: output.dtype }
  }
  for (const kernelName of new Set([...prepared.values()].map(({ kernel }) => kernel)))
    tf.registerKernel({
      kernelName,
      backendName,
      kernelFunc: ({ inputs, attrs }) => compute(kernelName, Object.values(inputs) as TensorInfo[], attrs),
    })
}
