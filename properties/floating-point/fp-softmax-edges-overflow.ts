import { arrays, derived, forAll, mixture, type Predicate, uniform } from 'attention-assay'

/** The largest finite float32 number, and a number just above its logarithm, 88.7228390…. */
const LARGEST = (2 - 2 ** -23) * 2 ** 127
const END = 88.72284

const beyond =
  (least: number): Predicate<'s'> =>
  ({ s }) =>
    s.greater(least).all()
const overflows = ({ s }: Parameters<Predicate<'s'>>[0], by = 0) => s.sub(by).exp().greater(LARGEST).all()
const scores = (least: number) =>
  arrays({ arrays: { s: [1] }, from: mixture([1, uniform(least, 89)], [1, uniform(89, 700)]) })

/** Only infinity is larger than the largest finite number, so the exponential overflows; infinity over infinity is no number. */
export default forAll({
  id: 'fp-softmax-edges-overflow',
  title: 'The exponential of a score above 88.72284 is beyond all float32 numbers',
  statement: String.raw`s > 88.72284:\quad e^s > (2 - 2^{-23})\,2^{127}`,
  source: derived('from the largest finite number of IEEE 754 binary32'),
  inputs: scores(END),
  assuming: beyond(END),
  trivial: { name: 's > 100', region: beyond(100) },
  check: (of) => overflows(of),
  tightness: ({ s }, _attention, x) => x.constant(LARGEST).div(s.exp()).sum(),
  cases: 4096,
  expect: { reals: 'holds', float32: 'holds' },
  controls: [{ name: 'the exponential of s - 1', check: (of) => overflows(of, 1) }],
  ablations: [{ name: 's > 88', hypothesis: 's > 88.72284', inputs: scores(88), assuming: beyond(88) }],
  mutants: [
    { name: 's > 0.98 · 88.72284', sharp: true, inputs: scores(0.98 * END), assuming: beyond(0.98 * END) },
  ],
})
