import type { Evidence } from '../src/evidence/schema.ts'

interface Row {
  readonly question: string
  readonly reading: string
  readonly claim: string
  /** The answer when the statement holds, and when it does not. */
  readonly answers: readonly [holds: string, refuted: string]
}

const ROWS: readonly Row[] = [
  {
    question: 'Is the linear attention map injective in the query?',
    reading: 'maps with m = d (id, relu, elu+1, exp)',
    claim: 'linear-collision-constructors',
    answers: ['no: collisions by construction', 'the constructed collisions fail'],
  },
  {
    question: '',
    reading: 'every map, "never injective"',
    claim: 'linear-never-injective',
    answers: ['no, for no map', 'can be: Hedgehog is, once Φ(K) has full column rank'],
  },
  {
    question: '',
    reading: 'softmax, for comparison',
    claim: 'softmax-weights-injective-iff-affine-span',
    answers: ['yes, exactly when the keys span affinely', 'not even then: weights saturate'],
  },
  {
    question: 'Is softmax rank-preserving?',
    reading: 'rank of the scores, kept',
    claim: 'softmax-preserves-rank',
    answers: ['yes', 'no'],
  },
  {
    question: '',
    reading: 'rank of the scores, never lowered',
    claim: 'softmax-never-lowers-rank',
    answers: ['yes', 'no'],
  },
  {
    question: '',
    reading: 'order of the scores in a row',
    claim: 'softmax-row-order-strict',
    answers: ['yes', 'no: ties appear'],
  },
  {
    question: '',
    reading: 'linear attention: rank at most m',
    claim: 'linear-rank-le-m',
    answers: ['yes', 'no: rounding adds rank'],
  },
]

/** The two questions that most people come with, each reading apart, answered from evidence. */
export function questionTable(evidence: Evidence): string {
  const lines = [
    '| question | reading of it | over the reals | in float32 | claim |',
    '|---|---|---|---|---|',
  ]
  for (const { question, reading, claim, answers } of ROWS) {
    const found = evidence.claims.find((c) => c.id === claim)
    if (!found)
      throw new Error(`the evidence has no claim ${claim}: run \`npm run verify\` for all claims first`)
    const cell = (status: string | undefined) =>
      status === undefined
        ? 'untested'
        : status === 'inconclusive'
          ? 'inconclusive'
          : `${status === 'refuted' ? answers[1] : answers[0]} (${status})`
    const { reals, float32 } = found.verdict
    lines.push(
      `| ${question} | ${reading} | ${cell(reals.status)} | ${cell(float32?.status)} | \`${claim}\` |`,
    )
  }
  return `${lines.join('\n')}\n`
}
