import { comparison, type ByHand, type Program } from './comparison.fixture.ts'

/** A number of the program that is as large as another one. */
const same = (title: string, x: string, make: (p: Program) => [number, number]): ByHand[] =>
  comparison(title, x, (p) => ['equal', ...make(p)], true)

const nothing = (p: Program): number => p.of('gather', p.of('reshape', 0, [1, 1]), [], 0)
const zero = (p: Program): number => p.constant('0x0p+0')

/** Arrays without entries keep their shapes: what they are summed, joined or multiplied to has some. */
export const NO_ENTRIES = [
  ...same('the sum of no rows is 0', '0x1p+1', (p) => [
    p.of('sum', p.of('sum', nothing(p), 0, false), null, false),
    zero(p),
  ]),
  ...same('the sum of all of nothing is 0', '0x1p+1', (p) => [p.of('sum', nothing(p), null, false), zero(p)]),
  ...same('the largest of each of no rows', '0x1p+1', (p) => [
    p.of('sum', p.of('max', nothing(p), 1, false), null, false),
    zero(p),
  ]),
  ...same('no rows joined to one', '0x1p+1', (p) => {
    const row = p.of('concat', nothing(p), p.of('reshape', 0, [1, 1]), 0)
    return [p.of('reshape', row, []), 0]
  }),
  ...same('a product over nothing is 0', '0x1p+1', (p) => {
    const product = p.of('matMul', p.of('transpose', nothing(p)), nothing(p))
    return [p.of('reshape', product, []), zero(p)]
  }),
  ...same('no rows of two axes, twice', '0x1p+1', (p) => {
    const wide = p.of('mul', nothing(p), p.of('constant', [3], ['0x1p+0']))
    return [p.of('sum', p.of('sum', p.of('reshape', wide, [3, 0]), 1, false), null, false), zero(p)]
  }),
]
