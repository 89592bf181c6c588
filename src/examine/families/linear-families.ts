import { fillNormal, isLinear, oneOf, type Draft, type Family } from './family.ts'

/** Queries and keys of one sign each, of Gaussian sizes. */
const signed = (name: string, query: number, key: number, scales: readonly number[]): Family => ({
  name,
  fits: isLinear,
  fill(draft) {
    const { draws, q, k } = draft
    const scale = oneOf(draws, scales)
    for (let at = 0; at < q.length; at++) q[at] = query * Math.abs(draws.normal()) * scale
    for (let at = 0; at < k.length; at++) k[at] = key * Math.abs(draws.normal()) * scale
  },
})

/** Keys in pairs that nearly cancel, so that the sum that divides a row is small beside its terms. */
const cancellingSums: Family = {
  name: 'sums near zero',
  fits: isLinear,
  fill(draft) {
    const { draws, k } = draft
    fillNormal(draws, draft.q, 1)
    fillNormal(draws, k, 1)
    cancelPairs(draft, oneOf(draws, [0.1, 0.01]))
  },
}

function cancelPairs({ draws, keys, keyHeads, width, k }: Draft, off: number): void {
  const row = keyHeads * width
  for (let key = 1; key < keys; key += 2)
    for (let c = 0; c < row; c++) k[key * row + c] = -k[(key - 1) * row + c] + off * draws.normal()
}

export const LINEAR: readonly Family[] = [
  signed('positive features', 1, 1, [1, 4]),
  signed('negative queries against positive keys', -1, 1, [1, 6]),
  signed('features near zero', -1, -1, [2, 8]),
  cancellingSums,
]
