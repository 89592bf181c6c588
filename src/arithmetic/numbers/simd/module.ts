import { F64, I32, localAt, unsigned, type Code, type Local, type ValueType } from './code.ts'

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
export const moduleOf = (kernels: readonly Kernel[], pages: number): Uint8Array =>
  assembled([
    section(1, vectorOf(kernels.map(({ parameters }) => functionType(parameters)))),
    section(3, vectorOf(kernels.map((_, i) => unsigned(i)))),
    section(5, vectorOf([[0, ...unsigned(pages)]])),
    section(
      7,
      vectorOf([
        [...text('memory'), 2, 0],
        ...kernels.map(({ name }, i) => [...text(name), 0, ...unsigned(i)]),
      ]),
    ),
    codeOf(kernels),
  ])

/**
 * The bytes of a module that exports one kernel. It imports `memory` and functions of float64 numbers to a float64 number,
 * which are its functions 0, 1 and so on; all of them as members of `outside`.
 */
export const importingModule = (
  kernel: Kernel,
  functions: readonly { readonly name: string; readonly operands: number }[],
): Uint8Array =>
  assembled([
    section(
      1,
      vectorOf([
        ...functions.map(({ operands }) => functionType(Array<ValueType>(operands).fill(F64), [F64])),
        functionType(kernel.parameters),
      ]),
    ),
    section(
      2,
      vectorOf([
        [...text('outside'), ...text('memory'), 2, 0, 0],
        ...functions.map(({ name }, i) => [...text('outside'), ...text(name), 0, ...unsigned(i)]),
      ]),
    ),
    section(3, vectorOf([unsigned(functions.length)])),
    section(7, vectorOf([[...text(kernel.name), 0, ...unsigned(functions.length)]])),
    codeOf([kernel]),
  ])

const assembled = (sections: readonly Code[]): Uint8Array => {
  const code: Code = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...sections]
  const bytes = new Uint8Array(lengthOf(code))
  write(code, bytes, 0)
  return bytes
}

/** Bytes of code. */
function lengthOf(code: Code): number {
  let length = 0
  for (const part of code) length += typeof part === 'number' ? 1 : lengthOf(part)
  return length
}

function write(code: Code, into: Uint8Array, from: number): number {
  let at = from
  for (const part of code) {
    if (typeof part === 'number') into[at++] = part
    else at = write(part, into, at)
  }
  return at
}

const functionType = (parameters: readonly ValueType[], results: readonly ValueType[] = []): Code => [
  0x60,
  vectorOf(parameters.map((type) => [type])),
  vectorOf(results.map((type) => [type])),
]

const codeOf = (kernels: readonly Kernel[]): Code =>
  section(
    10,
    vectorOf(
      kernels.map(({ locals, body }) => sized([vectorOf(locals.map((type) => [1, type])), body, 0x0b])),
    ),
  )

const sized = (code: Code): Code => [unsigned(lengthOf(code)), code]
const section = (id: number, code: Code): Code => [id, sized(code)]
const vectorOf = (items: readonly Code[]): Code => [unsigned(items.length), ...items]
const text = (ascii: string): Code => sized([...ascii].map((letter) => letter.charCodeAt(0)))
