import { derived } from 'attention-assay'
import { drawsNamed, nearestOfRank, number, openHypothesis } from 'attention-assay/open'

const [N, WIDTH] = [8, 2]

/** S = s Q Kᵀ/√d of normal Q and K: random logits of rank d, the same for all k. */
function logits(scale: number): number[][] {
  const numbers = new Float32Array(2 * N * WIDTH)
  drawsNamed('rank-drop logits').fillNormal(numbers, 0, numbers.length, 1)
  const dot = (i: number, j: number) =>
    [0, 1].reduce((sum, a) => sum + numbers[i * WIDTH + a] * numbers[(N + j) * WIDTH + a], 0)
  return Array.from({ length: N }, (_, i) =>
    Array.from({ length: N }, (_, j) => (scale * dot(i, j)) / Math.sqrt(WIDTH)),
  )
}
const kernel = (scale: number) => logits(scale).map((row) => row.map(Math.exp))

/** |S - ln A|/|S| for a positive A of rank at most k: softmax(ln A) has at most the rank k. */
const distance = (scale: number) => (rank: number) =>
  number({
    of(_inputs, x) {
      const { left, right } = nearestOfRank(kernel(scale), rank)
      const lowered = x
        .constant(left, [N, rank])
        .matMul(x.constant(right, [rank, N]))
        .log()
      const s = x.constant(logits(scale).flat(), [N, N])
      return s.sub(lowered).square().sum().div(s.square().sum()).sqrt()
    },
  })

const series = (scale: number) => ({
  name: `scale ${scale}`,
  at: [1, 2, 3, 4, 5, 6],
  measure: distance(scale),
  // The (k + 1)-st singular value of exp(S), over |S|, in float64.
  formula: (rank: number) =>
    nearestOfRank(kernel(scale), 1).singular[rank] / Math.hypot(...logits(scale).flat()),
})

export default openHypothesis({
  id: 'rank-drop',
  number: 'O10',
  title: 'How near random logits are to some whose softmax has a lower rank',
  question:
    'How near, in relative Frobenius norm, is a random S of rank d < n to a matrix whose softmax has rank k? Is it like the (k+1)-st singular value of exp(S)?',
  known:
    'Logits whose softmax has a lower rank form a set of measure zero. ln of the nearest matrix of rank k to exp(S), where it is positive, is such a matrix of logits, so its distance is an upper limit.',
  against:
    'Distances that do not follow the singular value: a quotient that grows or falls with k by orders of magnitude.',
  seen: 'The upper limits lie near the singular values over |S| and fall super-exponentially for small scales. Nothing is said of lower limits.',
  source: derived('the upper limit; the conjecture is open'),
  figures: [
    {
      name: 'distance',
      title: 'upper limit on the distance to a softmax of rank k',
      measured: `|S - ln A|/|S| for one S = s QKᵀ/√d at n = ${N}, d = ${WIDTH}; A the nearest matrix of rank k to exp(S). Lines: its singular value k + 1 over |S|, in float64.`,
      x: { label: 'rank k', scale: 'linear' },
      y: { label: 'relative distance', scale: 'log' },
      series: [0.1, 0.25, 0.5].map(series),
    },
  ],
})
