import { describe, expect, it } from 'vitest'
import { arrays } from './arrays.ts'
import { logits, queriesAndKeys, queryAndKeys, queryKeysAndValues, sequences } from './attention-inputs.ts'
import { mixture } from './distribution.ts'
import { gaussian, lattice, signs } from './families.ts'
import { withPermutation } from './permutation.ts'
import { caseAt } from './stream.ts'

const shapesIn = (inputs: ReturnType<typeof arrays>, cases = 300) =>
  new Set(
    Array.from({ length: cases }, (_, i) =>
      Object.entries(caseAt(inputs, 'shapes', 1, i).inputs)
        .map(([name, { shape }]) => `${name}[${shape.join('×')}]`)
        .join(' '),
    ),
  )

describe('shapes', () => {
  it('draws every combination of extents, and describes it', () => {
    const inputs = queryAndKeys({ tokens: [2, 8], width: { min: 1, max: 3 } })
    expect(shapesIn(inputs)).toEqual(new Set(inputs.describe().shapes))
    expect(inputs.describe().shapes).toHaveLength(6)
  })

  it('draws only what `where` allows', () => {
    const inputs = sequences({
      tokens: [1, 2, 3],
      width: [1, 2, 3],
      where: ({ tokens, width }) => tokens > width,
    })
    expect(shapesIn(inputs)).toEqual(new Set(inputs.describe().shapes))
    expect(inputs.describe().shapes).toEqual(['2×1', '3×1', '3×2'].map((s) => `q[${s}] k[${s}] v[${s}]`))
  })

  it('describes many by their ranges', () => {
    const inputs = queryAndKeys({ tokens: { min: 1, max: 64 }, width: [1, 2] })
    expect(inputs.describe().shapes).toEqual(['q[1×width] k[tokens×width] with tokens 1 to 64, width 1 to 2'])
  })

  it('has scalars, vectors and stacks', () => {
    const inputs = arrays({
      dims: { n: 2 },
      arrays: { a: [], b: ['n'], c: ['n', 3, 'n'] },
      from: gaussian(1),
    })
    const item = caseAt(inputs, 'ranks', 1, 0)
    expect(Object.values(item.inputs).map(({ data }) => data.length)).toEqual([1, 2, 12])
    expect(inputs.canShrinkWithoutContext(item)).toBe(true)
  })

  it.each([0, -1, 1.5, NaN])('refuses the extent %s, naming the dim and the remedy', (wrong) => {
    for (const tokens of [wrong, [2, wrong], { min: wrong, max: 4 }]) {
      expect(() => queryAndKeys({ tokens, width: 4 })).toThrow(/"tokens".*positive integers/)
    }
    expect(() => arrays({ arrays: { a: [wrong] } })).toThrow(/"a".*positive integers/)
  })

  it('refuses what makes no sense', () => {
    expect(() => queryAndKeys({ tokens: [], width: 1 })).toThrow(/"tokens" has no extents/)
    expect(() => queryAndKeys({ tokens: { min: 3, max: 2 }, width: 1 })).toThrow(/min ≤ max/)
    expect(() => queryAndKeys({ tokens: 2, width: 1, where: () => false })).toThrow(
      /no shape is left.*tokens 2, width 1/,
    )
    // @ts-expect-error: there is no array x
    expect(() => queryAndKeys({ tokens: 2, width: 1, fixed: ['x'] })).toThrow(/no array "x"/)
    // @ts-expect-error: there is no array x
    expect(() => queryAndKeys({ tokens: 2, width: 1, from: { x: signs } })).toThrow(/no array "x"/)
    expect(() => arrays({ dims: { n: 2 }, arrays: { a: ['m'] } })).toThrow(
      /"m", which is no dim; the dims are n/,
    )
    expect(() => arrays({ dims: { n: 2 }, arrays: { a: [1] } })).toThrow(/"n" is an axis of no array/)
    expect(() => arrays({ arrays: {} })).toThrow(/at least one array/)
    const wide = { min: 1, max: 2000 }
    expect(() => queryAndKeys({ tokens: wide, width: wide, where: () => true })).toThrow(/combinations/)
    expect(() => queryAndKeys({ tokens: wide, width: wide })).not.toThrow()
  })
})

describe('families of a case', () => {
  const either = mixture([1, signs], [1, lattice(9)])

  it('is one for all the arrays that share a distribution', () => {
    const inputs = sequences({ tokens: 4, width: 4, from: either })
    expect(inputs.describe().distributions).toEqual(['signs ±1', 'lattice ±9'])
    for (let i = 0; i < 100; i++) {
      const item = caseAt(inputs, 'families', 1, i)
      const signsOnly = Object.values(item.inputs).every(({ data }) => data.every((x) => Math.abs(x) === 1))
      expect(item.distribution).toBe(signsOnly ? 'signs ±1' : 'lattice ±9')
    }
  })

  it('is named array by array where they differ', () => {
    const inputs = sequences({ tokens: 4, width: 4, from: { q: either, k: gaussian(1), v: either } })
    expect(inputs.describe().distributions).toEqual(['q v: signs ±1', 'q v: lattice ±9', 'k: gaussian σ=1'])
    expect(caseAt(inputs, 'families', 1, 0).distribution).toMatch(
      /^q v: (signs|lattice) ±\d; k: gaussian σ=1$/,
    )
  })
})

describe('ready-made inputs', () => {
  it.each([
    [queryAndKeys({ tokens: 3, width: 2 }), 'q[1×2] k[3×2]'],
    [queriesAndKeys({ queries: 4, tokens: 3, width: 2 }), 'q[4×2] k[3×2]'],
    [queryKeysAndValues({ tokens: 3, width: 2 }), 'q[1×2] k[3×2] v[3×2]'],
    [queryKeysAndValues({ tokens: 3, width: 2, values: 5 }), 'q[1×2] k[3×2] v[3×5]'],
    [sequences({ tokens: 3, width: 2 }), 'q[3×2] k[3×2] v[3×2]'],
    [logits({ rows: 3, columns: 2 }), 's[3×2]'],
    [
      arrays(withPermutation({ dims: { tokens: 3 }, arrays: { x: ['tokens', 2] } })),
      'x[3×2] permutation[3×3]',
    ],
  ])('%# has the shapes it says', (inputs, shapes) => expect(shapesIn(inputs, 1)).toEqual(new Set([shapes])))

  it('withPermutation keeps the distributions of the others', () => {
    const options = { dims: { n: [2, 5] }, arrays: { x: ['n'], y: ['n'] } }
    const names = (from: NonNullable<Parameters<typeof arrays>[0]['from']>) =>
      arrays(withPermutation({ ...options, from }, 'n', 'p')).describe().distributions
    expect(names(signs)).toEqual(['x y: signs ±1', 'p: permutation matrix'])
    expect(names({ x: signs, y: lattice(1) })).toEqual([
      'x: signs ±1',
      'y: lattice ±1',
      'p: permutation matrix',
    ])
  })
})

describe('canShrinkWithoutContext', () => {
  const inputs = queryAndKeys({ tokens: [2, 8], width: 2 })
  const input = (...shape: number[]) => ({ shape, data: new Float32Array(shape.reduce((a, b) => a * b, 1)) })

  it('knows a case of its own', () => {
    for (const tokens of [2, 5, 8]) {
      expect(inputs.canShrinkWithoutContext({ inputs: { q: input(1, 2), k: input(tokens, 2) } })).toBe(true)
    }
  })

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['no inputs', {}],
    ['an array too few', { inputs: { q: input(1, 2) } }],
    ['an array too many', { inputs: { q: input(1, 2), k: input(2, 2), v: input(2, 2) } }],
    ['another name', { inputs: { q: input(1, 2), v: input(2, 2) } }],
    ['too few tokens', { inputs: { q: input(1, 2), k: input(1, 2) } }],
    ['too many tokens', { inputs: { q: input(1, 2), k: input(9, 2) } }],
    ['two widths', { inputs: { q: input(1, 3), k: input(4, 2) } }],
    ['another rank', { inputs: { q: input(2), k: input(4, 2) } }],
    ['too few numbers', { inputs: { q: input(1, 2), k: { shape: [2, 2], data: new Float32Array(3) } } }],
    ['float64', { inputs: { q: input(1, 2), k: { shape: [2, 2], data: new Float64Array(4) } } }],
    [
      'infinity',
      { inputs: { q: input(1, 2), k: { shape: [2, 2], data: new Float32Array(4).fill(Infinity) } } },
    ],
  ])('refuses %s', (_, value) => expect(inputs.canShrinkWithoutContext(value)).toBe(false))
})
