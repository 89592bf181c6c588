import type { ClaimEvidence, Evidence } from '../src/evidence/schema.ts'

/** What follows where a claim holds, and where it is refuted. */
type Answers = readonly [holds: string, refuted: string]

interface Row {
  /** What the question is taken to mean. */
  readonly meaning: string
  readonly claim: string
  readonly reals: Answers
  readonly float32: Answers
  /** The answer over the reals as a part of a sentence. */
  readonly inWords?: Answers
}

interface Question {
  readonly question: string
  readonly rows: readonly Row[]
}

const QUESTIONS: readonly Question[] = [
  {
    question: 'Is the linear attention map injective in the query?',
    rows: [
      {
        meaning: 'for maps with m = d (id, relu, elu+1, exp, focused), and for cosFormer',
        claim: 'linear-collision-constructors',
        reals: ['no: collisions by construction', 'the constructed queries do not collide'],
        float32: [
          'no: the constructed queries collide bit for bit',
          'constructed collisions differ by rounding',
        ],
        inWords: [
          'no, not with the usual feature maps: different queries with the same weights can be constructed',
          'the constructed queries do not collide',
        ],
      },
      {
        meaning: 'for no map whatever',
        claim: 'linear-never-injective',
        reals: ['no, for no map', 'yes for Hedgehog, once Φ(K) has full column rank'],
        float32: ['no: queries near 0 collide', 'yes'],
        inWords: ['with no map whatever it is', 'with Hedgehog’s map it is, once Φ(K) has full column rank'],
      },
      {
        meaning: 'softmax, for comparison',
        claim: 'softmax-weights-injective-iff-affine-span',
        reals: ['yes, exactly when the keys span affinely', 'no'],
        float32: ['yes, exactly when the keys span affinely', 'no: rounding merges queries'],
        inWords: ['softmax is, exactly when the keys span affinely', 'softmax is not either'],
      },
    ],
  },
  {
    question: 'Is softmax rank-preserving?',
    rows: [
      {
        meaning: 'it keeps the rank of the scores',
        claim: 'softmax-preserves-rank',
        reals: ['yes', 'no'],
        float32: ['yes', 'no'],
        inWords: ['yes, it keeps the rank of the scores', 'no, it does not keep the rank of the scores'],
      },
      {
        meaning: 'it never lowers the rank of the scores',
        claim: 'softmax-never-lowers-rank',
        reals: ['yes', 'no'],
        float32: ['yes', 'no'],
        inWords: ['it never lowers it', 'it can even lower it'],
      },
      {
        meaning: 'it keeps the order of the scores in a row',
        claim: 'softmax-row-order-strict',
        reals: ['yes', 'no'],
        float32: ['yes', 'no: ties appear'],
        inWords: [
          'it does keep the order of the scores in a row',
          'it does not keep the order of the scores',
        ],
      },
      {
        meaning: 'linear attention, for comparison: rank at most m',
        claim: 'linear-rank-le-m',
        reals: ['yes', 'no'],
        float32: ['yes', 'no: rounding adds rank'],
      },
    ],
  },
]

/** The two questions that most people come with, in words, then each reading apart, answered from evidence. */
export const questionTable = (evidence: Evidence): string =>
  QUESTIONS.map(({ question, rows }) => {
    const found = rows.map((row) => ({ ...row, found: claimIn(evidence, row.claim) }))
    const words = found.flatMap(({ inWords, found }) =>
      inWords ? [`${answer(found.verdict.reals, inWords) ?? found.id} (${found.verdict.reals.status})`] : [],
    )
    return [
      `**${question}** Over the reals: ${words.join('; ')}.`,
      '',
      '| taken to mean | over the reals | in float32 | claim |',
      '|---|---|---|---|',
      ...found.map(
        ({ meaning, claim, reals, float32, found: { theme, verdict } }) =>
          `| ${meaning} | ${cell(verdict.reals, reals)} | ${cell(verdict.float32, float32)} | [\`${claim}\`](proofs-notes/${theme}/${claim}.md) |`,
      ),
      '',
    ].join('\n')
  }).join('\n')

function claimIn({ claims }: Evidence, claim: string): ClaimEvidence {
  const found = claims.find(({ id }) => id === claim)
  if (found) return found
  throw new Error(`the evidence has no claim ${claim}: run \`npm run verify\` for all claims first`)
}

type Verdict = { readonly status: string } | undefined

const answer = (verdict: Verdict, [holds, refuted]: Answers): string | undefined =>
  !verdict || verdict.status === 'inconclusive' ? undefined : verdict.status === 'refuted' ? refuted : holds

const cell = (verdict: Verdict, answers: Answers): string =>
  verdict ? `${answer(verdict, answers) ?? 'open'} (claim ${verdict.status})` : 'untested'
