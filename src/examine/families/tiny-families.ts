import { leastNormalOf, leastOf } from '../round-to.ts'
import { fillNormal, oneOf, type Draft, type Family } from './family.ts'

/** Fills an array with subnormal numbers of the declared precision, and its least normal one. */
export function fillSubnormal({ draws, declared }: Draft, numbers: Float32Array): void {
  const least = leastOf(declared.precision)
  const count = leastNormalOf(declared.precision) / least
  for (let at = 0; at < numbers.length; at++)
    numbers[at] = draws.sign() * least * (1 + draws.below(draws.below(2) === 0 ? 4 : count))
}

const subnormal: Family = {
  name: 'subnormal queries and keys',
  fill(draft) {
    fillSubnormal(draft, draft.q)
    fillSubnormal(draft, draft.k)
  },
}

/** Scores of an ordinary size, of subnormal keys and huge queries or the other way round. */
const subnormalTimesHuge: Family = {
  name: 'subnormal keys against huge queries',
  fill(draft) {
    const { draws, declared } = draft
    const [small, large] = oneOf(draws, [
      [draft.k, draft.q],
      [draft.q, draft.k],
    ] as const)
    fillSubnormal(draft, small)
    fillNormal(draws, large, Math.min(1 / leastNormalOf(declared.precision), 1e37))
  },
}

/** Entries of very different sizes, so that partial sums lose the small ones. */
const wildExponents: Family = {
  name: 'entries of all sizes',
  fill({ draws, q, k, declared }) {
    const span = declared.precision === 'float16' ? 10 : 40
    for (const array of [q, k])
      for (let at = 0; at < array.length; at++)
        array[at] = draws.normal() * 2 ** (draws.below(span) - span * 0.75)
  },
}

export const TINY: readonly Family[] = [subnormal, subnormalTimesHuge, wildExponents]
