import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const scalar = 'inputs: arrays({ arrays: { u: [1] }, from: { u: gaussian(1) } })'
const folklores = "title: 't', statement: 's', source: folklore()"

/** The rest of the text of a claim by its id, each of another kind or with another end. */
const CLAIMS: Readonly<Record<string, string>> = {
  // Refuted in both readings, about two subjects, with discarded cases, regions and variants of every kind.
  'shard-order': `forAll({ ${folklores}, subject: [linear(relu), linear(elu1)],
    inputs: queryAndKeys({ tokens: [2, 3], width: [1, 2] }), cases: 200, trivial: allScoresEqual,
    cover: [{ name: 'above', atLeast: 0.1, region: ({ q }) => q.sum().greater(0) }],
    check: ({ q, k }, a) => q.matMul(k.transpose()).sameOrder(a.weights({ q, k })),
    expect: { reals: 'refuted', float32: 'refuted' },
    controls: [{ name: 'backwards', cases: 64, check: ({ q, k }, a) => k.matMul(q.transpose()).sub(1).transpose().sameOrder(a.weights({ q, k }).neg()) }],
    ablations: [{ name: 'dropped', hypothesis: 'h', cases: 64, check: ({ q }) => q.sum().less(0) }],
    restrictions: [{ name: 'softmax', hypothesis: 'h', cases: 64, subject: softmax }, { name: 'exp', hypothesis: 'h', cases: 64, subject: softmax }],
    mutants: [{ name: 'half', sharp: true, cases: 64, check: ({ q }) => q.sum().less(0.5) }] })`,
  // An equality whose exact sample ends within the second of three shards for the larger shape.
  'shard-sums': `forAll({ ${folklores}, subject: softmax, cases: 90,
    inputs: arrays({ dims: { tokens: [2, 40], width: [1, 800] }, arrays: { q: [1, 'width'], k: ['tokens', 'width'] }, from: { q: lattice(1), k: lattice(1) } }),
    check: ({ q, k }, a) => a.weights({ q, k }).sum().equal(1),
    expect: { reals: 'holds' }, controls: [{ name: 'two', cases: 8, check: ({ q, k }, a) => a.weights({ q, k }).sum().equal(2) }] })`,
  // Most cases are undecided.
  'shard-undecided': `forAll({ ${folklores}, ${scalar}, cases: 150,
    check: ({ u }) => u.greater(1).all().or(u.exp().exp().log().atMost(u.exp()).all()), tightness: ({ u }) => u.exp().div(u.exp().add(1)).sum(),
    expect: { reals: 'holds' }, controls: [{ name: 'above', cases: 8, check: ({ u }) => u.greater(1).all() }] })`,
  // A witness is rare, and each subject has its own.
  'shard-witness': `exists({ ${folklores}, ${scalar}, subject: [softmax, linear(elu1), linear(relu)], cases: 150, quantifiers: { u: 'exists' },
    check: ({ u }) => u.greater(1.7).all(), obstruction: ({ u }) => u.greater(50).all(),
    expect: { reals: 'holds', float32: 'holds' },
    controls: [{ name: 'none', cases: 16, obstruction: ({ u }) => u.less(9).all(), check: ({ u }) => u.greater(9).all() }] })`,
  // Some cases have a witness, and few certainly have none.
  'shard-obstruction': `exists({ ${folklores}, cases: 120, quantifiers: { u: 'forAll', v: 'exists' },
    inputs: arrays({ arrays: { u: [1], v: [1] }, from: { u: gaussian(1), v: gaussian(1) } }),
    check: ({ u, v }) => v.greater(u).all(), obstruction: ({ u }) => u.greater(2).all(),
    expect: { reals: 'refuted' },
    controls: [{ name: 'none', cases: 16, check: ({ u, v }) => v.greater(u).and(v.less(u)).all(), obstruction: ({ u }) => u.less(9).all() }] })`,
  'shard-probability': `probability({ ${folklores}, ${scalar}, cases: 400, check: ({ u }) => u.greater(0).all(),
    bound: { relation: 'atLeast', value: 0.3, formula: '0.3', event: () => 0.5 },
    expect: { reals: 'holds', float32: 'holds' },
    controls: [{ name: 'more', cases: 400, bound: { relation: 'atLeast', value: 0.8, formula: '0.8' } }] })`,
  'shard-scaling': `scaling({ ${folklores}, inputs: arrays({ arrays: { u: [1] }, from: { u: uniform(2, 9) } }), cases: 90,
    measure: ({ u }) => u.square().add(0.1).log().div(u.log()).sum(), exponent: { is: 2, spacing: 1 },
    expect: { reals: 'holds' }, controls: [{ name: 'cube', cases: 8, measure: ({ u }) => u.log().mul(3).div(u.log()).sum() }] })`,
  // Its code fails on a shape that is rare.
  'shard-fails': `forAll({ ${folklores}, subject: softmax, inputs: queryAndKeys({ tokens: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11], width: [1, 2, 3] }), cases: 60,
    check: ({ q, k }, a) => { if (k.shape[0] === 7 && k.shape[1] === 3) throw new Error('no such luck'); return a.weights({ q, k }).greater(0).all() },
    expect: { reals: 'holds' }, controls: [{ name: 'above', check: ({ q, k }, a) => a.weights({ q, k }).greater(1).all() }] })`,
  // Fewer cases than shards, and a variant whose code fails.
  'shard-two-cases': `forAll({ ${folklores}, ${scalar}, cases: 2, check: ({ u }) => u.exp().greater(0).all(),
    expect: { reals: 'holds' }, controls: [{ name: 'below', cases: 8, check: ({ u }) => u.exp().less(0).all() },
    { name: 'unlucky', check: () => { throw new Error('no such luck') } }] })`,
}

/** Writes claims of every kind, which take little time, into a folder of a new theme. @returns their ids */
export function plantClaims(folder: string): string[] {
  const theme = join(folder, 'planted')
  mkdirSync(theme, { recursive: true })
  for (const [id, text] of Object.entries(CLAIMS)) {
    const claim = text.replace('({', `({ id: '${id}',`)
    const used = [
      'allScoresEqual',
      'arrays',
      'elu1',
      'exists',
      'folklore',
      'forAll',
      'gaussian',
      'lattice',
      'linear',
      'probability',
      'queryAndKeys',
      'relu',
      'scaling',
      'softmax',
      'uniform',
    ].join(', ')
    writeFileSync(
      join(theme, `${id}.js`),
      `import { ${used} } from 'attention-assay'\nexport default ${claim}\n`,
    )
  }
  return Object.keys(CLAIMS)
}
