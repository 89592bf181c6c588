import { State } from '../honest-range.ts'
import { modelOf } from '../model.ts'
import { unaltered, withChange, type Altered } from './altered.ts'
import { agrees } from './explanation.ts'
import type { Candidate, Mistake } from './mistake.ts'
import { rowsMoved } from './order.ts'
import type { Trial } from './trial.ts'

/** Numbers of keys of which all permutations are tried. */
const MOST_KEYS = 6

/** All orders of the numbers below n, but for the one that leaves them. */
function* permutations(n: number, chosen: readonly number[] = []): Generator<readonly number[]> {
  if (chosen.length === n && chosen.some((token, at) => token !== at)) yield chosen
  for (let token = 0; token < n; token++)
    if (!chosen.includes(token)) yield* permutations(n, [...chosen, token])
}

type Orders = ReadonlyMap<number, readonly number[]>

/** Values in an order of their own for each number of keys; nothing is said of numbers whose order is not known. */
const permuted =
  (orders: Orders) =>
  (altered: Altered): Altered => {
    const values = withChange(altered, 'inputs', (lanes) => {
      const order = orders.get(lanes.keys)
      return order ? { ...lanes, v: rowsMoved(lanes.v, lanes.keys, (token) => order[token]) } : lanes
    })
    return withChange(values, 'output', (range, { lanes }) => {
      if (lanes.keys > 1 && !orders.has(lanes.keys)) range.state.fill(State.Unbounded)
    })
  }

/** The one order, other than their own, that explains all lanes of each small number of keys. */
function ordersOf(altered: Altered, trials: readonly Trial[]): Orders {
  const orders = new Map<number, readonly number[]>()
  for (let n = 2; n <= MOST_KEYS; n++) {
    const seen = trials.filter(({ lanes }) => lanes.keys === n)
    if (!seen.some(({ deviations }) => deviations > 0)) continue
    const found = [...permutations(n)].filter((order) =>
      agrees(permuted(new Map([[n, order]]))(altered), seen),
    )
    if (found.length === 1) orders.set(n, found[0])
  }
  return orders
}

const arbitrary: Mistake = {
  name: 'keys-permuted-against-values',
  sentence: (orders) => `Values are permuted against their keys; values in the order of the keys: ${orders}.`,
  kind: 'read',
  candidates(declared, trials): Candidate[] {
    if (!trials.some(({ answer }) => answer.output)) return []
    const orders = ordersOf(unaltered(modelOf(declared)), trials)
    if (orders.size === 0) return []
    const parameter = [...orders.values()]
      .map((order) => order.map((token) => token + 1).join(' '))
      .join(', ')
    return [{ parameter, alter: permuted(orders) }]
  },
}

/** Permutations that follow no known rule. */
export const PERMUTATIONS: readonly Mistake[] = [arbitrary]
