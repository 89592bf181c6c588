import { I32, localAt, unsigned, type Code, type Local, type ValueType } from './code.ts'

/** A function without a result, written down in the order of its statements. */
export interface Kernel {
  readonly name: string
  readonly parameters: readonly ValueType[]
  readonly locals: readonly ValueType[]
  readonly body: Code
}

/**
 * @param parameters of the function, which the body gets first
 * @param body gets a maker of further variables, which are zero at first, too
 */
export function kernel(
  name: string,
  parameters: readonly ValueType[],
  body: (parameters: readonly Local[], local: (type?: ValueType) => Local) => Code,
): Kernel {
  const locals: ValueType[] = []
  const local = (type: ValueType = I32): Local => localAt(type, parameters.length + locals.push(type) - 1)
  const code = body(parameters.map(localAt), local)
  return { name, parameters, locals, body: code }
}

/** The bytes of a module that exports the kernels, and `memory` of so many pages of 64 KiB. */
export function moduleOf(kernels: readonly Kernel[], pages: number): Uint8Array {
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(
      1,
      vectorOf(kernels.map(({ parameters }) => [0x60, ...vectorOf(parameters.map((type) => [type])), 0])),
    ),
    ...section(3, vectorOf(kernels.map((_, i) => unsigned(i)))),
    ...section(5, vectorOf([[0, ...unsigned(pages)]])),
    ...section(
      7,
      vectorOf([
        [...text('memory'), 2, 0],
        ...kernels.map(({ name }, i) => [...text(name), 0, ...unsigned(i)]),
      ]),
    ),
    ...section(
      10,
      vectorOf(
        kernels.map(({ locals, body }) =>
          sized([...vectorOf(locals.map((type) => [1, type])), ...body, 0x0b]),
        ),
      ),
    ),
  ])
}

const sized = (bytes: Code): Code => [...unsigned(bytes.length), ...bytes]
const section = (id: number, bytes: Code): Code => [id, ...sized(bytes)]
const vectorOf = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()]
const text = (ascii: string): Code => sized([...ascii].map((letter) => letter.charCodeAt(0)))
