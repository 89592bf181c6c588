import { arrays, type Attention, bind, derived, elu1, linear, type Real, softmax } from 'attention-assay'
import { type Subject, uniform } from 'attention-assay'
import { number, openHypothesis, share } from 'attention-assay/open'
import { jacobian } from 'attention-assay/predicate'

const outputOf = (tokens: Real, attention: Attention) => attention.output({ q: tokens, k: tokens, v: tokens })
const SIZES = [1, 2, 4, 8, 16, 32, 64]

/** The largest entry of the Jacobian of pure self-attention at these tokens. */
const largestEntry = (subject: Subject, tokens: number[][]) =>
  number({
    inputs: { tokens },
    of: ({ tokens }, x) =>
      jacobian(outputOf(tokens, bind(subject, x)), tokens)
        .abs()
        .max(),
  })

/** Tokens 0 and (n - 1)/2 copies each of t and -t. */
const witness = (n: number) => (t: number) =>
  largestEntry(softmax, [[0], ...Array.from({ length: n - 1 }, (_, i) => [i % 2 === 0 ? t : -t])])

/** Random tokens in the cube of side 2t: how often some entry is larger than a bound. */
const above = (subject: Subject, width: number, bound: (t: number) => number) => (t: number) =>
  share({
    subject,
    inputs: arrays({ arrays: { tokens: [3, width] }, from: uniform(-t, t) }),
    event: ({ tokens }, attention) =>
      jacobian(outputOf(tokens, attention), tokens).abs().max().greater(bound(t)),
  })

const exact = (n: number, stated: string) => ({
  name: `softmax, d = 1, n = ${n}`,
  at: [1, 2, 4, 7, 16, 64],
  measure: witness(n),
  formula: (t: number) => 1 / n + ((n - 1) * t * t) / n,
  stated: { 7: stated },
})

export default openHypothesis({
  id: 'jacobian-growth',
  number: 'O3',
  title: 'How fast the Jacobian of pure self-attention grows with the size of the tokens',
  question:
    'Is the supremum of the Jacobian norm over |X| ≤ t of order t² for softmax, of order t for elu1 (d ≥ 2), and bounded for elu1 at d = 1? With which constants, and how does n enter?',
  known:
    'Lower bounds from explicit tokens: 0 and (n-1)/2 copies each of t, -t give softmax at d = 1 an entry 1/n + (n-1)t²/n. For elu1 at d = 2 an entry of about t/2 is known.',
  against: 'Random tokens whose entries pass t² (softmax), t (elu1, d = 2), or grow at all (elu1, d = 1).',
  seen: "The witness entries are as derived. Random tokens pass a twentieth of softmax's witness ever more rarely. At d = 2 some pass elu1's t/2, so its witness has not the largest entry; at d = 1 no draw passed 2.",
  source: derived('the lower bounds; no upper bound is proved'),
  figures: [
    {
      name: 'witness',
      title: "the largest entry at softmax's witness",
      measured: 'The largest entry of ∂(output)/∂(tokens) at tokens 0 and (n-1)/2 copies each of t and -t.',
      x: { label: 'size t', scale: 'log' },
      y: { label: 'entry of the Jacobian', scale: 'log' },
      series: [exact(3, '33'), exact(5, '39.4'), exact(9, '43.7')],
    },
    {
      name: 'random',
      title: 'how often random tokens have a larger entry',
      measured: 'Share of three tokens, uniform in the cube [-t, t]^d, with an entry above the bound.',
      x: { label: 'size t', scale: 'log' },
      y: { label: 'share of the draws' },
      series: [
        { name: 'softmax, d = 1: above t²/20', at: SIZES, measure: above(softmax, 1, (t) => (t * t) / 20) },
        { name: 'elu1, d = 2: above t/2', at: SIZES, measure: above(linear(elu1), 2, (t) => t / 2) },
        { name: 'elu1, d = 1: above 2', at: SIZES, measure: above(linear(elu1), 1, () => 2) },
      ],
    },
  ],
})
