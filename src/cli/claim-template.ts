import type { Kind } from '../claim/claim.ts'

/** A claim of each kind that holds, with a control that falls: to be replaced, line by line. */
const OF_KIND: Readonly<Record<Kind, string>> = {
  forAll: String.raw`
  statement: String.raw§\forall q,K,\ \forall j:\quad p_j > 0§,
  subject: softmax,
  inputs: queryAndKeys({ tokens: [2, 8], width: [1, 4] }),
  check: ({ q, k }, attention) => attention.weights({ q, k }).greater(0).all(),
  controls: [
    {
      name: 'more than 1/2 each',
      check: ({ q, k }, attention) => attention.weights({ q, k }).greater(0.5).all(),
    },
  ],`,
  exists: String.raw`
  statement: String.raw§\exists q,K,j:\quad p_j < 1/100§,
  subject: softmax,
  inputs: queryAndKeys({ tokens: [2, 8], width: [1, 4] }),
  quantifiers: { q: 'exists', k: 'exists' },
  check: ({ q, k }, attention) => attention.weights({ q, k }).min().less(0.01),
  controls: [
    {
      name: 'below 0',
      check: ({ q, k }, attention) => attention.weights({ q, k }).min().less(0),
      // What certifies, case by case, that there is no witness.
      obstruction: ({ q, k }, attention) => attention.weights({ q, k }).min().greaterEqual(0),
    },
  ],`,
  probability: String.raw`
  statement: String.raw§u \sim N(0, 1):\quad P(u > 0) \ge 0.4§,
  inputs: arrays({ arrays: { u: [1] }, from: gaussian(1) }),
  check: ({ u }) => u.greater(0).all(), // the event
  bound: { relation: 'atLeast', value: 0.4, formula: '0.4', event: 0.5 },
  controls: [{ name: 'at least 0.6', bound: { relation: 'atLeast', value: 0.6, formula: '0.6' } }],`,
  scaling: String.raw`
  statement: String.raw§\log u^2 / \log u = 2§,
  inputs: arrays({ arrays: { u: [1] }, from: uniform(2, 9) }),
  measure: ({ u }) => u.square().log().div(u.log()).sum(), // the slope of a case
  exponent: { is: 2, spacing: 1 },
  controls: [{ name: 'cubes', measure: ({ u }) => u.square().mul(u).log().div(u.log()).sum() }],`,
}

const controlOf = (kind: Kind): string => /name: '(.*?)'/.exec(OF_KIND[kind])![1]

const NAMES = ['arrays', 'folklore', 'gaussian', 'queryAndKeys', 'softmax', 'uniform'] as const

/** The text of a new claim's file. */
export function claimTemplate(kind: Kind, theme: string, id: string): string {
  const body = OF_KIND[kind].replaceAll('§', '`')
  const used = NAMES.filter((name) => name === 'folklore' || new RegExp(`\\b${name}\\b`).test(body))
  return `import { ${[kind, ...used].sort().join(', ')} } from 'attention-assay'

/** The statement in a sentence. Its proof, or what refutes it: proofs-notes/${theme}/${id}.md */
export default ${kind}({
  id: '${id}',
  title: 'The statement in a few words',
  source: folklore(), // or published(…), derived(…), reconstructed(…)${body}
  expect: { reals: 'holds' },
})
`
}

/** The text of a new claim's note. */
export const noteTemplate = (kind: Kind, id: string): string => `# ${id}

**Statement.** With all its hypotheses.

**Source.** Who says so, and where.

**Proof.** In steps that a reader can check; or what refutes it.

**What is tested.** What of the statement the predicate decides, and what only the proof adds.

**Controls and ablations.**
- *${controlOf(kind)}*: why it must fall.

**Float32.** What the statement says of the numbers that an engine returns.
`
