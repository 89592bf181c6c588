import { describe, expect, test } from 'vitest'
import { declaredFrom } from './declared-from.ts'
import type { Definition } from './definition.ts'

/** As the command line gives it, unchecked. */
const declared = (definition: object) => declaredFrom(definition as Definition)

test('what is left out is the usual', () => {
  expect(declaredFrom({ as: 'softmax' })).toEqual({
    mechanism: 'softmax',
    scale: 'inverse-sqrt-width',
    mask: { kind: 'none' },
    position: { kind: 'none' },
    heads: { query: 1, key: 1 },
    precision: 'float32',
    accumulation: 'float32',
  })
  expect(declaredFrom({ as: 'linear(elu1)' }).scale).toBe('none')
})

test.each([
  [{ as: 'linear(elu1)' }, { mechanism: { featureMap: 'elu1', normalised: true } }],
  [{ as: 'linear(relu, unnormalised)' }, { mechanism: { featureMap: 'relu', normalised: false } }],
  [{ scale: 'none' }, { scale: 'none' }],
  [{ scale: 0.5 }, { scale: 0.5 }],
  [{ scale: '-2.5e-1' }, { scale: -0.25 }],
  [{ mask: 'causal' }, { mask: { kind: 'causal', aligned: 'start' } }],
  [{ mask: 'causal:end' }, { mask: { kind: 'causal', aligned: 'end' } }],
  [{ mask: 'window:4' }, { mask: { kind: 'window', size: 4, aligned: 'start' } }],
  [{ mask: 'window:4:end' }, { mask: { kind: 'window', size: 4, aligned: 'end' } }],
  [{ mask: 'given' }, { mask: { kind: 'given' } }],
  [{ position: 'alibi' }, { position: { kind: 'alibi' } }],
  [{ position: 'rotary' }, { position: { kind: 'rotary', base: 10000, pairs: 'neighbours' } }],
  [{ position: 'rotary:halves' }, { position: { kind: 'rotary', base: 10000, pairs: 'halves' } }],
  [{ position: 'rotary:halves:5e5' }, { position: { kind: 'rotary', base: 500000, pairs: 'halves' } }],
  [{ position: 'rotary:100' }, { position: { kind: 'rotary', base: 100, pairs: 'neighbours' } }],
  [{ heads: 8 }, { heads: { query: 8, key: 8 } }],
  [{ heads: '8:2' }, { heads: { query: 8, key: 2 } }],
  [{ precision: 'float16' }, { precision: 'float16', accumulation: 'float32' }],
  [
    { precision: 'bfloat16', accumulate: 'bfloat16' },
    { precision: 'bfloat16', accumulation: 'bfloat16' },
  ],
  [{ emptyRow: 'zero' }, { emptyRow: 'zero' }],
])('%j', (definition, expected) => {
  expect(declared({ as: 'softmax', ...definition })).toMatchObject(expected)
})

describe('what means nothing is refused with what there is', () => {
  test.each([
    [{ as: 'sotfmax' }, '--as sotfmax: give softmax, or linear(MAP)'],
    [{ as: undefined }, '--as undefined: give softmax'],
    [{ as: 'linear' }, 'feature maps id, relu, elu1, exp, hedgehog, taylor2'],
    [{ as: 'linear(elu)' }, 'elu1'],
    [{ as: 'linear(elu1, normalised)' }, 'linear(MAP, unnormalised)'],
    [{ scale: '1/8' }, '--scale 1/8: give none, inverse-sqrt-width or a finite number'],
    [{ scale: '' }, '--scale : give'],
    [{ scale: '0x10' }, '--scale 0x10: give'],
    [{ scale: NaN }, '--scale NaN: give'],
    [{ scale: '1e999' }, 'a finite number'],
    [{ as: 'linear(relu)', scale: 2 }, 'linear attention multiplies no scores'],
    [{ mask: 'casual' }, '--mask casual: give none, causal, causal:end, window:SIZE'],
    [{ mask: 'causal:top' }, '--mask causal:top'],
    [{ mask: 'causal:end:end' }, '--mask causal:end:end'],
    [{ mask: 'none:end' }, '--mask none:end'],
    [{ mask: 'window' }, '--mask window: give'],
    [{ mask: 'window:0' }, '--mask window:0: give'],
    [{ mask: 'window:-1' }, '--mask window:-1: give'],
    [{ mask: 'window:2.5' }, '--mask window:2.5: give'],
    [{ position: 'rope' }, '--position rope: give none, alibi, rotary'],
    [{ position: 'alibi:2' }, '--position alibi:2'],
    [{ position: 'rotary:0' }, '--position rotary:0'],
    [{ position: 'rotary:halves:1:2' }, '--position rotary:halves:1:2'],
    [{ as: 'linear(relu)', position: 'rotary' }, 'without positions'],
    [{ heads: 0 }, '--heads 0: give their number'],
    [{ heads: '8:3' }, '3 heads of keys cannot be shared evenly by 8'],
    [{ heads: '2:4' }, 'cannot be shared evenly'],
    [{ heads: '8:2:1' }, '--heads 8:2:1'],
    [{ precision: 'float64' }, '--precision float64: give float32, float16 or bfloat16'],
    [{ precision: 'float16', accumulate: 'bfloat16' }, 'collected in float16 or in float32'],
    [{ accumulate: 'float16' }, '--accumulate float16: sums of float32 are collected in float32'],
    [{ emptyRow: 'one' }, '--empty-row one: give zero, nan or mean'],
    [{ masks: 'none' }, 'no "masks". Did you mean "mask"?'],
  ])('%j', (definition, said) => {
    const declaring = () => declared({ as: 'softmax', ...definition })
    expect(declaring).toThrow(RangeError)
    expect(declaring).toThrow(said)
  })
})
