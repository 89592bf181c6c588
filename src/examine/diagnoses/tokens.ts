import type { KernelRow } from '../kernel-row.ts'
import type { Lanes } from '../lanes.ts'
import { withChange, withModel, type Altered, type ScoredPlace } from './altered.ts'
import { widen } from './composed-ranges.ts'
import { mistake, type Candidate, type Mistake } from './mistake.ts'
import type { Trial } from './trial.ts'
import { largestScore } from './shifts.ts'

/** How often a key is counted. */
type Count = (key: number, lanes: Lanes) => number

const counted = (altered: Altered, count: Count, where: 'rows' | 'numerators' = 'rows'): Altered => {
  const { underflow } = altered.model.storage
  return withChange(altered, where, (row: KernelRow, { lanes }: ScoredPlace) => {
    for (let j = 0; j < row.kappa.length; j++) {
      const times = count(j, lanes)
      if (times === 1) continue
      if (times > 1) row.collected += times - 1
      else if (row.used[j] !== 0) {
        // What is left out was the largest, perhaps, so that the others may all vanish.
        if (row.convex) row.underflow = underflow
        row.convex = false
        row.allowed -= 1
        row.used[j] = 0
      }
      row.kappa[j] *= times
      row.size[j] *= times
      row.error[j] *= times
    }
    if (!row.convex)
      for (let j = 0; j < row.error.length; j++) if (row.used[j] !== 0) row.error[j] += row.underflow
  })
}

/** Keys that are not counted at all, left out before anything is made of their scores. */
const leftOut = (altered: Altered, count: Count): Altered => {
  const { allows } = altered.model
  return withModel(altered, {
    allows: (query, key, extents, given) =>
      count(key, extents as Lanes) !== 0 && allows(query, key, extents, given),
  })
}

/** In the numerators and the normaliser; or, as `Of` says, in one of them alone. */
const count = (name: string, sentence: string, count: Count): readonly Mistake[] => [
  mistake(name, `${sentence}.`, () => [
    (altered) => leftOut(counted(altered, count), count),
    (altered) => counted(altered, count),
  ]),
  mistake(`${name}-in-numerators`, `${sentence}, in what is divided by the normaliser.`, () => [
    (altered) => counted(altered, count, 'numerators'),
  ]),
]

const COUNTS: readonly Mistake[] = [
  ...count('first-token-dropped', 'The first key is left out', (key) => (key === 0 ? 0 : 1)),
  ...count('last-token-dropped', 'The last key is left out', (key, { keys }) => (key === keys - 1 ? 0 : 1)),
  ...count('first-and-last-token-dropped', 'The first and the last key are left out', (key, { keys }) =>
    key === 0 || key === keys - 1 ? 0 : 1,
  ),
  ...count('first-token-twice', 'The first key is counted twice', (key) => (key === 0 ? 2 : 1)),
  ...count('last-token-twice', 'The last key is counted twice', (key, { keys }) =>
    key === keys - 1 ? 2 : 1,
  ),
  ...count('every-other-token-dropped', 'Every other key is left out', (key) => (key % 2 === 0 ? 1 : 0)),
]

/** What goes wrong with blocks of keys, each block as long as `size`. */
const BLOCKS: readonly (readonly [
  name: string,
  sentence: string,
  count: (key: number, size: number, keys: number) => number,
])[] = [
  [
    'border-counted-twice',
    'The first key of each block of # but the first is counted twice',
    (key, size) => (key > 0 && key % size === 0 ? 2 : 1),
  ],
  [
    'border-counted-twice',
    'The last key of each full block of # is counted twice',
    (key, size, keys) => ((key + 1) % size === 0 && key + 1 < keys ? 2 : 1),
  ],
  [
    'border-dropped',
    'The first key of each block of # but the first is left out',
    (key, size) => (key > 0 && key % size === 0 ? 0 : 1),
  ],
  [
    'border-dropped',
    'The last key of each full block of # is left out',
    (key, size) => ((key + 1) % size === 0 ? 0 : 1),
  ],
  [
    'border-dropped',
    'The last key of each block of # but the last is left out',
    (key, size, keys) => ((key + 1) % size === 0 && key + 1 < keys ? 0 : 1),
  ],
  [
    'border-counted-twice',
    'The first key of the second block of # is counted twice',
    (key, size) => (key === size ? 2 : 1),
  ],
  [
    'border-counted-twice',
    'The last key of the first block of # is counted twice',
    (key, size, keys) => (key === size - 1 && key + 1 < keys ? 2 : 1),
  ],
  [
    'last-block-dropped',
    'Keys after the last full block of # are left out',
    (key, size, keys) => (key >= keys - (keys % size) ? 0 : 1),
  ],
  [
    'last-block-overlaps',
    'A last block that is not full begins earlier, so that blocks of # overlap and count keys twice',
    (key, size, keys) =>
      keys > size && keys % size !== 0 && key >= keys - size && key < keys - (keys % size) ? 2 : 1,
  ],
  [
    'keys-beyond-a-number-dropped',
    'Keys after the first # are left out',
    (key, size) => (key >= size ? 0 : 1),
  ],
  [
    'keys-before-a-number-dropped',
    'All keys but the last # are left out',
    (key, size, keys) => (key < keys - size ? 0 : 1),
  ],
  ['first-keys-dropped', 'The first # keys are left out', (key, size) => (key < size ? 0 : 1)],
  ['last-keys-dropped', 'The last # keys are left out', (key, size, keys) => (key >= keys - size ? 0 : 1)],
  [
    'first-block-dropped',
    'The first block of # keys is left out when there are more',
    (key, size, keys) => (key < size && keys > size ? 0 : 1),
  ],
  [
    'last-block-twice',
    'The last block of # keys, when it is not full, is counted twice',
    (key, size, keys) => (key >= keys - (keys % size) ? 2 : 1),
  ],
]

const LARGEST_BLOCK = 1024

const blocks: readonly Mistake[] = BLOCKS.map(([name, sentence, ofBlock]) => ({
  name,
  sentence: (size) => `${sentence.replace('#', String(size))}.`,
  kind: 'read',
  *candidates(_, trials): Iterable<Candidate> {
    for (let size = 1; size <= LARGEST_BLOCK; size++) {
      const of: Count = (key, { keys }) => ofBlock(key, size, keys)
      if (!touchesAll(trials, of)) continue
      yield { parameter: size, alter: (altered) => leftOut(counted(altered, of), of) }
      if (dropsSome(trials, of)) yield { parameter: size, alter: (altered) => counted(altered, of) }
    }
  },
}))

const dropsSome = (trials: readonly Trial[], of: Count): boolean =>
  trials
    .slice(0, 1)
    .some(({ lanes }) => Array.from({ length: lanes.keys }, (_, key) => of(key, lanes)).includes(0))

/** Whether each lane with a deviation, of the first ones, has a key that is not counted once, and some that are counted. */
const touchesAll = (trials: readonly Trial[], of: Count): boolean => {
  let counted = false
  for (const { lanes, deviations } of trials.slice(0, 64)) {
    if (deviations === 0) break
    const counts = Array.from({ length: lanes.keys }, (_, key) => of(key, lanes))
    if (counts.every((count) => count === 1)) return false
    if (counts.some((count) => count > 0)) counted = true
  }
  return counted
}

/** Keys of zeros, which nothing masks, fill up a block. */
const padded: Mistake = {
  name: 'padding-not-masked',
  sentence: (size) =>
    size === 'power of two'
      ? 'Keys are padded with zeros to a power of two, and the padding is not masked.'
      : `Keys are padded with zeros to a multiple of ${size}, and the padding is not masked.`,
  kind: 'read',
  *candidates({ mechanism }, trials) {
    const widest = Math.max(...trials.map(({ lanes }) => lanes.keys))
    const sizes = Array.from({ length: Math.min(4 * widest, 1023) }, (_, i) => i + 2)
    for (const size of ['power of two', ...sizes] as const) {
      const extra = (keys: number) =>
        (size === 'power of two' ? 2 ** Math.ceil(Math.log2(keys)) : Math.ceil(keys / size) * size) - keys
      if (mechanism === 'softmax') yield { parameter: size, alter: (altered) => withZeros(altered, extra) }
    }
  },
}

/** Further keys and values of zeros: more to divide by, and perhaps a larger maximum. */
const withZeros = (altered: Altered, extra: (keys: number) => number): Altered =>
  withChange(altered, 'weights', (range, place) => {
    const more = extra(place.lanes.keys)
    const { most, worst } = largestScore(place)
    // z' = z + more · e^-max, and w_max = 1 / z with an error that its own range states.
    const zeros = more * Math.exp(Math.min(-most, 700))
    if (more === 0 || place.scores === undefined) return
    const theta = altered.model.storage.theta
    let z = 0
    let error = 0
    place.scores.score.forEach((score, j) => {
      if (place.scores!.allowed[j] === 0) return
      const term = Math.exp(score - most)
      z += term
      error += term * Math.expm1(place.scores!.error[j] + 16 * theta * (1 + Math.abs(score - most)))
    })
    const factor = z / (z + zeros)
    const off = (error / z + Math.expm1(worst + 16 * theta)) * (1 - factor) + 16 * theta
    for (let j = 0; j < range.value.length; j++) {
      range.value[j] *= factor
      range.low[j] *= factor * (1 - off)
      range.high[j] *= factor * (1 + off)
      if (place.scores.allowed[j] !== 0) widen(range, j, 0, 4 * altered.model.storage.underflow)
    }
  })

/** One more key of zeros in every row. */
const zeroKey: Mistake = mistake(
  'zero-key-added',
  'A key and a value of zeros are counted in every row (1 is added to the normaliser of exponentials that are not shifted).',
  ({ mechanism }) => (mechanism === 'softmax' ? [(altered) => withZeros(altered, () => 1)] : []),
)

/** Keys that are counted more or less often than once. */
export const TOKENS: readonly Mistake[] = [...COUNTS, zeroKey, ...blocks, padded]
