import type { Evidence } from '../src/evidence/schema.ts'

type Answers = readonly [holds: string, refuted: string]

interface Row {
  readonly question: string
  /** What the question is taken to mean. */
  readonly meaning: string
  readonly claim: string
  /** What it means for the question that the claim holds, and that it is refuted. */
  readonly reals: Answers
  readonly float32: Answers
}

const ROWS: readonly Row[] = [
  {
    question: 'Is the linear attention map injective in the query?',
    meaning: 'for maps with m = d (id, relu, elu+1, exp)',
    claim: 'linear-collision-constructors',
    reals: ['no: collisions by construction', 'the constructed queries do not collide'],
    float32: ['no: the constructed queries collide bit for bit', 'constructed collisions differ by rounding'],
  },
  {
    question: '',
    meaning: 'for no map whatever',
    claim: 'linear-never-injective',
    reals: ['no, for no map', 'yes for Hedgehog, once Φ(K) has full column rank'],
    float32: ['no: queries near 0 collide', 'yes'],
  },
  {
    question: '',
    meaning: 'softmax, for comparison',
    claim: 'softmax-weights-injective-iff-affine-span',
    reals: ['yes, exactly when the keys span affinely', 'no'],
    float32: ['yes, exactly when the keys span affinely', 'no: rounding merges queries'],
  },
  {
    question: 'Is softmax rank-preserving?',
    meaning: 'it keeps the rank of the scores',
    claim: 'softmax-preserves-rank',
    reals: ['yes', 'no'],
    float32: ['yes', 'no'],
  },
  {
    question: '',
    meaning: 'it never lowers the rank of the scores',
    claim: 'softmax-never-lowers-rank',
    reals: ['yes', 'no'],
    float32: ['yes', 'no'],
  },
  {
    question: '',
    meaning: 'it keeps the order of the scores in a row',
    claim: 'softmax-row-order-strict',
    reals: ['yes', 'no'],
    float32: ['yes', 'no: ties appear'],
  },
  {
    question: '',
    meaning: 'linear attention, for comparison: rank at most m',
    claim: 'linear-rank-le-m',
    reals: ['yes', 'no'],
    float32: ['yes', 'no: rounding adds rank'],
  },
]

/** The two questions that most people come with, each reading apart, answered from evidence. */
export function questionTable(evidence: Evidence): string {
  const lines = [
    '| question | taken to mean | over the reals | in float32 | claim |',
    '|---|---|---|---|---|',
  ]
  for (const { question, meaning, claim, reals, float32 } of ROWS) {
    const found = evidence.claims.find((c) => c.id === claim)
    if (!found)
      throw new Error(`the evidence has no claim ${claim}: run \`npm run verify\` for all claims first`)
    const { verdict } = found
    const row = [
      question,
      meaning,
      cell(verdict.reals, reals),
      cell(verdict.float32, float32),
      `\`${claim}\``,
    ]
    lines.push(`| ${row.join(' | ')} |`)
  }
  return `${lines.join('\n')}\n`
}

function cell(verdict: { status: string } | undefined, [holds, refuted]: Answers): string {
  if (!verdict) return 'untested'
  if (verdict.status === 'inconclusive') return 'inconclusive'
  return `${verdict.status === 'refuted' ? refuted : holds} (claim ${verdict.status})`
}
