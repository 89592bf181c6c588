import { ExaminedError, type Examined } from '../examined.ts'
import type { OrtMetadata, OrtSession } from './runtime.ts'

/** Which of a model's inputs and outputs are meant. */
export interface OnnxNames {
  /** Those that are the queries, keys, values and, of a given mask, the mask. @default q, k, v, mask */
  readonly inputs?: readonly string[]
  /** The output and, where it is asked for, the weights. @default output, weights, or the only one that there is */
  readonly outputs?: readonly string[]
}

/** What plays each part, by the model's own name. */
export interface Parts {
  readonly inputs: {
    readonly q: OrtMetadata
    readonly k: OrtMetadata
    readonly v: OrtMetadata
    readonly mask?: OrtMetadata
  }
  readonly outputs: { readonly output?: string; readonly weights?: string }
  readonly gives: Examined['gives']
}

/**
 * @param masked whether the mask is an input
 * @throws {ExaminedError} when the model has no such inputs or outputs, or more inputs than are named; it says which it has
 */
export function partsOf(session: OrtSession, { inputs, outputs }: OnnxNames, masked: boolean): Parts {
  const named = inputs ?? (masked ? ['q', 'k', 'v', 'mask'] : ['q', 'k', 'v'])
  const wanted = masked ? 4 : 3
  if (named.length !== wanted)
    throw new ExaminedError(
      `--inputs ${named.join()}: name ${wanted} inputs, those of the queries, keys${masked ? ', values and the mask' : ' and values'}; ${has(session)}`,
    )
  const [q, k, v, mask] = named.map((name) => inputOf(session, name))
  const left = session.inputNames.filter((name) => !named.includes(name))
  if (left.length > 0)
    throw new ExaminedError(
      `the model also wants ${left.join(', ')}, which --inputs does not name; examined are models of queries, keys, values and a mask alone; ${has(session)}`,
    )
  const [output, weights] = outputsOf(session, outputs)
  return {
    inputs: { q, k, v, ...(mask && { mask }) },
    outputs: { ...(output !== undefined && { output }), ...(weights !== undefined && { weights }) },
    gives: { output: output !== undefined, weights: weights !== undefined },
  }
}

function inputOf(session: OrtSession, name: string): OrtMetadata {
  const at = session.inputNames.indexOf(name)
  if (at < 0)
    throw new ExaminedError(`the model has no input ${name}; name its own with --inputs; ${has(session)}`)
  return session.inputMetadata?.[at] ?? { name, isTensor: true }
}

function outputsOf(
  session: OrtSession,
  named: readonly string[] | undefined,
): readonly (string | undefined)[] {
  const { outputNames } = session
  if (named === undefined) {
    const usual = ['output', 'weights'].map((name) => (outputNames.includes(name) ? name : undefined))
    if (usual.some((name) => name !== undefined)) return usual
    if (outputNames.length === 1) return outputNames
    throw new ExaminedError(
      `which output of the model is meant has to be said with --outputs; ${has(session)}`,
    )
  }
  const missing = named.find((name) => !outputNames.includes(name))
  if (named.length < 1 || named.length > 2 || missing !== undefined)
    throw new ExaminedError(
      `--outputs ${named.join()}: name the output, or the output and the weights; ${has(session)}`,
    )
  return named
}

/** What there is, with shapes. */
function has({ inputNames, outputNames, inputMetadata, outputMetadata }: OrtSession): string {
  const list = (names: readonly string[], metadata: readonly OrtMetadata[] = []): string =>
    names.map((name, at) => `${name}${described(metadata[at])}`).join(', ')
  return `its inputs are ${list(inputNames, inputMetadata)}, its outputs ${list(outputNames, outputMetadata)}`
}

const described = (metadata: OrtMetadata | undefined): string =>
  metadata?.shape === undefined ? '' : ` ${metadata.type} [${metadata.shape.join(', ')}]`
