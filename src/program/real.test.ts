import { describe, expect, test } from 'vitest'
import { record } from './record.ts'
import type { Operand, Real } from './real.ts'
import { Recorder } from './recorder.ts'

const x = new Recorder()
const { a, b, row, scalar, empty, cube } = x.inputs({
  a: [2, 3],
  b: [3, 4],
  row: [3],
  scalar: [],
  empty: [2, 0],
  cube: [5, 2, 3],
})
const p = a.less(0)
const elsewhere = new Recorder()
const { stranger } = elsewhere.inputs({ stranger: [2, 3] })
/** What a misspelt name gives. */
const missing = x.inputs({})['qq']
const anything = (value: unknown) => value as Real

describe('an array has the shape that its operation gives it', () => {
  test.each<[string, Real, number[]]>([
    ['an input', a, [2, 3]],
    ['a number', x.constant(3), []],
    ['a number that fills a shape', x.constant(3, [2, 2]), [2, 2]],
    ['numbers', x.constant([1, 2, 3]), [3]],
    ['numbers in a shape', x.constant([1, 2, 3, 4], [2, 2]), [2, 2]],
    ['no numbers', x.constant([]), [0]],
    ['a fraction', x.rational(1, 3), []],
    ['a function', a.exp(), [2, 3]],
    ['a matrix and a row', a.add(row), [2, 3]],
    ['a column and a row', a.sum(1, true).mul(row), [2, 3]],
    ['a number and three axes', scalar.minimum(cube), [5, 2, 3]],
    ['a matrix and three axes', a.sub(cube), [5, 2, 3]],
    ['a sum over all', a.sum(), []],
    ['a sum over all, axes kept', a.sum(undefined, true), [1, 1]],
    ['an extremum over the first axis', a.max(0), [3]],
    ['an extremum over the last axis, kept', cube.min(-1, true), [5, 2, 1]],
    ['a sum over no entries', empty.sum(1), [2]],
    ['a product', a.matMul(b), [2, 4]],
    ['a product of a stack', cube.matMul(b), [5, 2, 4]],
    ['a transpose', cube.transpose(), [5, 3, 2]],
    ['a reshaped array', a.reshape([3, 1, 2]), [3, 1, 2]],
    ['a reshaped array with an open extent', a.reshape([-1, 2]), [3, 2]],
    ['one that is all of it', a.reshape([-1]), [6]],
    ['chosen rows', a.gather([1, 1, 0]), [3, 3]],
    ['chosen columns', a.gather([2], -1), [2, 1]],
    ['no rows', a.gather([]), [0, 3]],
    ['joined rows', a.concat(b.transpose()), [6, 3]],
    ['joined columns', a.concat(empty, 1), [2, 3]],
    ['a shifted array', a.belowMax(-1), [2, 3]],
  ])('%s', (_, real, shape) => {
    expect(real.shape).toEqual(shape)
  })

  test.each([
    ['a comparison broadcasts', p.and(row.atMost(a)), [2, 3]],
    ['whichever side is named first', p.and(row.greaterEqual(a)), [2, 3]],
    ['an order has a truth for each row', cube.sameOrder(cube), [5, 2]],
    ['a rank has one', a.rank().atMost(b.rank()), []],
    ['and so have all and any', p.all().or(p.any()), []],
    ['connectives broadcast', p.iff(cube.equal(1)).not(), [5, 2, 3]],
  ])('%s', (_, said, shape) => {
    expect(said.shape).toEqual(shape)
  })
})

test('a comparison has one form in a program, whatever it is called', () => {
  const [less, atMost] = [a.less(row), a.atMost(row)].map(({ statement }) => statement)
  expect(row.greater(a).statement).toEqual(less)
  expect(row.greaterEqual(a).statement).toEqual(atMost)
  expect(a.lessEqual(row).statement).toEqual(atMost)
  expect(a.greater(0).statement).toEqual(['less', x.constant(0).value, a.value])
})

describe('what does not fit is refused, whatever the arithmetic will be', () => {
  test.each<[string, () => unknown]>([
    ['shapes [2, 3] and [3, 4] do not broadcast', () => a.add(b)],
    ['shapes [2, 3] and [3, 4] do not broadcast', () => a.less(b)],
    ['shapes [2, 3] and [3, 4] do not broadcast', () => p.and(b.less(0))],
    ['[2, 3] and [2, 3] cannot be multiplied as matrices', () => a.matMul(a)],
    ['[3] and [3, 4] cannot be multiplied as matrices', () => row.matMul(b)],
    ['[3] has no two axes to swap', () => row.transpose()],
    ['[2, 3] cannot be reshaped to [4]', () => a.reshape([4])],
    ['[2, 3] cannot be reshaped to [-1, 4]', () => a.reshape([-1, 4])],
    ['[2, 3] cannot be reshaped to [-1, -1]', () => a.reshape([-1, -1])],
    ['[2, 3] cannot be reshaped to [-2, -3]', () => a.reshape([-2, -3])],
    ['[2, 3] cannot be reshaped to [1.5, 4]', () => a.reshape([1.5, 4])],
    ['[2, 0] cannot be reshaped to [-1, 0]', () => empty.reshape([-1, 0])],
    ['there is no axis 2 in an array of 2 axes', () => a.sum(2)],
    ['there is no axis -3 in an array of 2 axes', () => a.belowMax(-3)],
    ['there is no axis 0 in an array of 0 axes', () => scalar.gather([0])],
    ['there is no axis 0.5 in an array of 2 axes', () => a.concat(a, 0.5)],
    ['there is no entry 3 along axis 1 of [2, 3]', () => a.gather([0, 3], 1)],
    ['there is no entry -1 along axis 0 of [2, 3]', () => a.gather([-1])],
    ['there is no entry 0.5 along axis 0 of [2, 3]', () => a.gather([0.5])],
    ['[2, 3] and [3, 4] do not join along axis 0', () => a.concat(b)],
    ['[2, 3] and [3] do not join along axis 1', () => a.concat(row, 1)],
    ['no entries of [2, 0] to find the largest or smallest one of', () => empty.max(1)],
    ['no entries of [2, 0] to find the largest or smallest one of', () => empty.min()],
    ['[2, 3] and [3, 4] have no rows to compare', () => a.sameOrder(b)],
    ['[] and [] have no rows to compare', () => scalar.sameOrder(scalar)],
    ['[5, 2, 3] is not one matrix', () => cube.rank()],
    ['rankAtLeast needs a whole number, and got 1.5', () => a.rank().atLeast(1.5)],
    ['2 numbers do not fill [3]', () => x.constant([1, 2], [3])],
    ['1 numbers do not fill [2]', () => x.constant([1], [2])],
    ['[-1] is no shape', () => x.constant(1, [-1])],
    ['[0.5] is no shape', () => x.inputs({ half: [0.5] })],
    ['1.5/2 is not a fraction of integers', () => x.rational(1.5, 2)],
    ['1/0 is not a fraction of integers', () => x.rational(1, 0)],
    ['9007199254740992/1 is not a fraction of integers', () => x.rational(2 ** 53, 1)],
  ])('%s', (message, write) => {
    expect(write).toThrow(RangeError)
    expect(write).toThrow(message)
  })
})

describe('what is no operand of the program is refused', () => {
  const kept = 'of another program: it was kept from another case'
  test.each<[string, () => unknown]>([
    ['add needs a number or an array, and got undefined: is the name of an input', () => a.add(missing)],
    ['matMul needs an array, and got undefined: is the name of an input', () => a.matMul(missing)],
    ['greater needs a number or an array, and got undefined', () => a.greater(missing)],
    ['less needs a number or an array, and got 1', () => a.less('1' as unknown as Operand)],
    ['matMul needs an array, and got 2', () => a.matMul(anything(2))],
    [`sub got an array ${kept}`, () => a.sub(stranger)],
    [`sameOrder got an array ${kept}`, () => a.sameOrder(stranger)],
    [`and got a proposition ${kept}`, () => p.and(stranger.less(0))],
    ['implies needs a proposition, such as a.less(b), and got true', () => p.implies(true as never)],
    ['rankAtMost needs a number or a rank of the same program', () => a.rank().atMost(stranger.rank())],
    ['assume needs a proposition, such as a.less(b), and got undefined', () => x.assume(undefined as never)],
    [`assume got a proposition ${kept}`, () => x.assume(stranger.less(0))],
    ['check needs a proposition, such as a.less(b), and got 42', () => claiming(42)],
    [`check got a proposition ${kept}`, () => claiming(p)],
  ])('%s', (message, write) => {
    expect(write).toThrow(TypeError)
    expect(write).toThrow(message)
  })

  const claiming = (claim: unknown) => record(() => ({ claim: claim as typeof p }), {}).definition
})
