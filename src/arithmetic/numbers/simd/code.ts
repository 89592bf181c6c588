/**
 * WebAssembly instructions as bytes (core specification 2.0, chapter 5), of which parts may be nested: an expression
 * leaves its value, a statement leaves nothing. Only what the kernels of this program need.
 */
export type Code = readonly (number | Code)[]

/** The types of values, by their bytes. */
export const I32 = 0x7f
export const F32 = 0x7d
export const F64 = 0x7c
export const V128 = 0x7b
export type ValueType = typeof I32 | typeof F32 | typeof F64 | typeof V128

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
  return { type, get: [0x20, ...at], set: (value) => [value, 0x21, ...at] }
}

const plain =
  (opcode: number) =>
  (...operands: readonly Code[]): Code => [...operands, opcode]
const vector =
  (opcode: number) =>
  (...operands: readonly Code[]): Code => [...operands, 0xfd, ...unsigned(opcode)]
const lane =
  (opcode: number) =>
  (operand: Code, index: number): Code => [operand, 0xfd, opcode, index]
/** A vector with one lane replaced. */
const replaceLane =
  (opcode: number) =>
  (operand: Code, index: number, value: Code): Code => [operand, value, 0xfd, opcode, index]
const bytesOf = (x: number): Code => [...new Uint8Array(Float64Array.of(x).buffer)]
/** No alignment is promised, and `offset` is added to the address. */
const memory = (offset: number): Code => [0, ...unsigned(offset)]
const load =
  (...opcode: Code) =>
  (address: Code, offset = 0): Code => [address, opcode, memory(offset)]
const store =
  (...opcode: Code) =>
  (address: Code, value: Code, offset = 0): Code => [address, value, opcode, memory(offset)]
/** Of, or into, a part of a vector. */
const inLane =
  (opcode: number) =>
  (address: Code, vector: Code, index: number, offset = 0): Code => [
    address,
    vector,
    0xfd,
    opcode,
    memory(offset),
    index,
  ]
const shift =
  (opcode: number) =>
  (a: Code, bits: number): Code => [a, i32.const(bits), 0xfd, ...unsigned(opcode)]
export const i32 = {
  const: (n: number): Code => [0x41, ...signed(n)],
  add: plain(0x6a),
  sub: plain(0x6b),
  mul: plain(0x6c),
  and: plain(0x71),
  or: plain(0x72),
  xor: plain(0x73),
  shl: plain(0x74),
  shrS: plain(0x75),
  shrU: plain(0x76),
  not: plain(0x45),
  ne: plain(0x47),
  lt: plain(0x49),
  load: load(0x28),
  store: store(0x36),
  store8: store(0x3a),
}

export const f32 = {
  load: load(0x2a),
  store: store(0x38),
  min: plain(0x96),
  max: plain(0x97),
  toF64: plain(0xbb),
  ofF64: plain(0xb6),
}

export const f64 = {
  const: (x: number): Code => [0x44, ...bytesOf(x)],
  load: load(0x2b),
  store: store(0x39),
  abs: plain(0x99),
  add: plain(0xa0),
  sub: plain(0xa1),
  mul: plain(0xa2),
  max: plain(0xa5),
  sqrt: plain(0x9f),
  eq: plain(0x61),
  lt: plain(0x63),
  gt: plain(0x64),
  ge: plain(0x66),
  ofSigned: plain(0xb7),
  ofUnsigned: plain(0xb8),
}

export const v128 = {
  load: load(0xfd, 0x00),
  /** One float32 in all four lanes. */
  loadSplat32: load(0xfd, 0x09),
  /** One float64 in both lanes. */
  loadSplat64: load(0xfd, 0x0a),
  /** Two float32, and two zeros. */
  load64: load(0xfd, 0x5d),
  /** The vector with one of four parts, or of two, loaded. */
  load32Lane: inLane(0x56),
  load64Lane: inLane(0x57),
  store32Lane: inLane(0x5a),
  store64Lane: inLane(0x5b),
  store: store(0xfd, 0x0b),
  zero: [0xfd, 0x0c, ...new Array<number>(16).fill(0)] as Code,
  ones: [0xfd, 0x0c, ...new Array<number>(16).fill(0xff)] as Code,
  and: vector(0x4e),
  /** Bits of the first that the second lacks. */
  without: vector(0x4f),
  or: vector(0x50),
  xor: vector(0x51),
  /** Bits of the first where the mask, which comes last, has ones; else of the second. */
  select: vector(0x52),
  anyTrue: vector(0x53),
  /** The upper half in both halves. */
  upper: (a: Code): Code => shuffle(a, a, [2, 3, 2, 3]),
}

/** Four of the eight words of two vectors. */
export const shuffle = (a: Code, b: Code, words: readonly number[]): Code => [
  a,
  b,
  0xfd,
  0x0d,
  ...words.flatMap((word) => [4 * word, 4 * word + 1, 4 * word + 2, 4 * word + 3]),
]

export const i32x4 = {
  splat: (n: number): Code => [i32.const(n), 0xfd, 0x11],
  add: vector(0xae),
  sub: vector(0xb1),
  shl: shift(0xab),
  shrS: shift(0xac),
  shrU: shift(0xad),
  lt: vector(0x39),
  lane: lane(0x1b),
  withLane: replaceLane(0x1c),
  /** Whether no lane is zero. */
  allTrue: vector(0xa3),
}

export const i64x2 = {
  /** Whether no lane is zero. */
  allTrue: vector(0xc3),
  /** The lanes' highest bits. */
  bitmask: vector(0xc4),
  shl: shift(0xcb),
}

export const f32x4 = {
  eq: vector(0x41),
  lt: vector(0x43),
  /** The second where it is smaller, else the first. */
  pmin: vector(0xea),
  pmax: vector(0xeb),
  add: vector(0xe4),
  sub: vector(0xe5),
  mul: vector(0xe6),
  lane: lane(0x1f),
  /** Two float64 in the lower half, rounded, and two zeros. */
  ofDoubles: vector(0x5e),
}

export const f64x2 = {
  const: (x: number): Code => [0xfd, 0x0c, ...bytesOf(x), ...bytesOf(x)],
  splat: vector(0x14),
  lane: lane(0x21),
  withLane: replaceLane(0x22),
  eq: vector(0x47),
  ne: vector(0x48),
  lt: vector(0x49),
  gt: vector(0x4a),
  le: vector(0x4b),
  ge: vector(0x4c),
  abs: vector(0xec),
  neg: vector(0xed),
  sqrt: vector(0xef),
  trunc: vector(0x7a),
  add: vector(0xf0),
  sub: vector(0xf1),
  mul: vector(0xf2),
  div: vector(0xf3),
  /** The second where it is smaller, else the first. */
  pmin: vector(0xf6),
  pmax: vector(0xf7),
  /** The two float32 of the lower half. */
  ofLower: vector(0x5f),
  /** The two signed words of the lower half. */
  ofIntegers: vector(0xfe),
}

/** Statements one after another. */
export const sequence = (...statements: readonly Code[]): Code => statements

/** Adds to an address. */
export const advance = (address: Local, bytes: Code | number): Code =>
  address.set(i32.add(address.get, typeof bytes === 'number' ? i32.const(bytes) : bytes))

/** The statements as long as the condition, looked at after each time, is not zero: once at least. */
export const repeat = (body: Code, goesOn: Code): Code => [0x03, 0x40, body, goesOn, 0x0d, 0, 0x0b]

export const when = (condition: Code, then: Code): Code => [condition, 0x04, 0x40, then, 0x0b]

export const either = (condition: Code, then: Code, otherwise: Code): Code => [
  ...[condition, 0x04, 0x40],
  ...[then, 0x05],
  ...[otherwise, 0x0b],
]

/** A function by its number; those that are imported come first. */
export const call = (index: number, ...operands: readonly Code[]): Code => [
  ...operands,
  0x10,
  ...unsigned(index),
]
