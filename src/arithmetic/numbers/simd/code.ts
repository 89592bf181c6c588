/**
 * WebAssembly instructions as bytes (core specification 2.0, chapter 5): an expression leaves its value, a statement
 * leaves nothing. Only what the kernels of this folder need.
 */
export type Code = readonly number[]

/** The types of values, by their bytes. */
export const I32 = 0x7f
export const F64 = 0x7c
export const V128 = 0x7b
export type ValueType = typeof I32 | typeof F64 | typeof V128

/** An unsigned integer, seven bits a byte. */
export function unsigned(n: number): Code {
  return n < 128 ? [n] : [(n & 127) | 128, ...unsigned(n >>> 7)]
}

function signed(n: number): Code {
  return n >= -64 && n < 64 ? [n & 127] : [(n & 127) | 128, ...signed(n >> 7)]
}

/** A variable of a function. */
export interface Local {
  readonly type: ValueType
  readonly get: Code
  set(value: Code): Code
}

export function localAt(type: ValueType, index: number): Local {
  const at = unsigned(index)
  return { type, get: [0x20, ...at], set: (value) => [...value, 0x21, ...at] }
}

const plain =
  (opcode: number) =>
  (...operands: readonly Code[]): Code => [...operands.flat(), opcode]
const vector =
  (opcode: number) =>
  (...operands: readonly Code[]): Code => [...operands.flat(), 0xfd, ...unsigned(opcode)]
const lane =
  (opcode: number) =>
  (operand: Code, index: number): Code => [...operand, 0xfd, opcode, index]
/** No alignment is promised, and `offset` is added to the address. */
const load =
  (...opcode: Code) =>
  (address: Code, offset = 0): Code => [...address, ...opcode, 0, ...unsigned(offset)]
const store =
  (...opcode: Code) =>
  (address: Code, value: Code, offset = 0): Code => [...address, ...value, ...opcode, 0, ...unsigned(offset)]

export const i32 = {
  const: (n: number): Code => [0x41, ...signed(n)],
  add: plain(0x6a),
  sub: plain(0x6b),
  and: plain(0x71),
  or: plain(0x72),
  shl: plain(0x74),
  not: plain(0x45),
  lt: plain(0x49),
  store: store(0x36),
  store8: store(0x3a),
}

export const f32 = {
  load: load(0x2a),
  store: store(0x38),
  min: plain(0x96),
  max: plain(0x97),
  toF64: plain(0xbb),
}

export const f64 = {
  zero: [0x44, 0, 0, 0, 0, 0, 0, 0, 0] as Code,
  infinity: [0x44, 0, 0, 0, 0, 0, 0, 0xf0, 0x7f] as Code,
  load: load(0x2b),
  store: store(0x39),
  add: plain(0xa0),
  mul: plain(0xa2),
  max: plain(0xa5),
  sqrt: plain(0x9f),
  eq: plain(0x61),
  lt: plain(0x63),
}

export const v128 = {
  load: load(0xfd, 0x00),
  /** One float32 in all four lanes. */
  loadSplat32: load(0xfd, 0x09),
  /** Two float32, and two zeros. */
  load64: load(0xfd, 0x5d),
  store: store(0xfd, 0x0b),
  zero: [0xfd, 0x0c, ...new Array<number>(16).fill(0)] as Code,
  ones: [0xfd, 0x0c, ...new Array<number>(16).fill(0xff)] as Code,
  and: vector(0x4e),
  /** Bits of the first where the mask, which comes last, has ones; else of the second. */
  select: vector(0x52),
  /** The upper half in both halves. */
  upper: (a: Code): Code => [
    ...a,
    ...a,
    0xfd,
    0x0d,
    ...[8, 9, 10, 11, 12, 13, 14, 15],
    ...[8, 9, 10, 11, 12, 13, 14, 15],
  ],
}

export const i32x4 = {
  sub: vector(0xb1),
  lane: lane(0x1b),
}

/** Whether no lane is zero. */
export const i64x2 = { allTrue: vector(0xc3) }

export const f32x4 = {
  lt: vector(0x43),
  /** The second where it is smaller, else the first. */
  pmin: vector(0xea),
  pmax: vector(0xeb),
  add: vector(0xe4),
  mul: vector(0xe6),
  lane: lane(0x1f),
}

export const f64x2 = {
  splat: vector(0x14),
  lane: lane(0x21),
  lt: vector(0x49),
  gt: vector(0x4a),
  abs: vector(0xec),
  add: vector(0xf0),
  sub: vector(0xf1),
  mul: vector(0xf2),
  /** The two float32 of the lower half. */
  ofLower: vector(0x5f),
}

/** Statements one after another. */
export const sequence = (...statements: readonly Code[]): Code => statements.flat()

/** Adds to an address. */
export const advance = (address: Local, bytes: Code | number): Code =>
  address.set(i32.add(address.get, typeof bytes === 'number' ? i32.const(bytes) : bytes))

/** The statements as long as the condition, looked at after each time, is not zero: once at least. */
export const repeat = (body: Code, goesOn: Code): Code => [0x03, 0x40, ...body, ...goesOn, 0x0d, 0, 0x0b]

export const when = (condition: Code, then: Code): Code => [...condition, 0x04, 0x40, ...then, 0x0b]
