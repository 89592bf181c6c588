import { FORMATS } from '../format.ts'
import { State } from '../honest-range.ts'
import { normaliserOf, type Normaliser } from '../honest-rows.ts'
import type { KernelRow } from '../kernel-row.ts'
import { withChange, withModel, type Altered, type ScoredPlace } from './altered.ts'
import { readOff } from './fit.ts'
import { mistake, type Mistake } from './mistake.ts'
import { largestScore } from './shifts.ts'

type Sum = (z: Normaliser, row: KernelRow, place: ScoredPlace) => Normaliser

/** A row whose errors include that of its maximum, which no quotient cancels. */
const uncancelled = (altered: Altered): Altered =>
  withChange(altered, 'rows', (row, place) => {
    if (place.scores === undefined) return
    const { worst } = largestScore(place)
    const theta = altered.model.storage.theta
    row.convex = false
    for (let j = 0; j < row.kappa.length; j++) row.error[j] += row.size[j] * Math.expm1(2 * worst + 8 * theta)
  })

/** Another normaliser, made of the sum over the keys. */
const dividedBy = (altered: Altered, sum: Sum): Altered => {
  const base = uncancelled(altered)
  return {
    ...base,
    normaliser: (row, place) =>
      sum(
        altered.normaliser?.(row, place) ?? normaliserOf({ ...base.model, normaliser: 'keys' }, row),
        row,
        place,
      ),
  }
}

const exactly = (value: number): Normaliser => ({
  value,
  error: Math.abs(value) * 8 * FORMATS.float32.theta,
})

const other = (name: string, sentence: string, ...sums: readonly Sum[]): Mistake =>
  mistake(name, sentence, () => sums.map((sum) => (altered) => dividedBy(altered, sum)))

const times = ({ value, error }: Normaliser, by: number): Normaliser => ({
  value: value * by,
  error: error * Math.abs(by) + Math.abs(value * by) * 8 * FORMATS.float32.theta,
})

/** e^(max s), by which a row that is not shifted is larger. */
const unshift = (place: ScoredPlace) =>
  place.scores === undefined ? 1 : Math.exp(Math.min(largestScore(place).most, 700))

const most = (row: KernelRow, of: (j: number) => number) =>
  row.kappa.reduce((large, _, j) => Math.max(large, of(j)), 0)

const FIXED: readonly Mistake[] = [
  other(
    'no-normaliser',
    'Nothing is divided by the normaliser.',
    () => exactly(1),
    (_z, _row, place) => times(exactly(1), 1 / unshift(place)),
  ),
  mistake(
    'normaliser-not-declared',
    'The sum of the kernel over the keys divides what is declared without a normaliser.',
    ({ mechanism }) =>
      mechanism === 'softmax' || mechanism.normalised
        ? []
        : [(altered) => withModel(altered, { normaliser: 'keys' })],
  ),
  mistake(
    'normaliser-over-queries',
    'Weights sum to 1 over the queries of each key, not over the keys of each query: the axis is wrong.',
    () => [(altered) => withModel(altered, { normaliser: 'queries' })],
  ),
  other(
    'divided-by-keys-too',
    'The output is divided by the number of keys, besides its normaliser.',
    (z, _, { lanes }) => times(z, lanes.keys),
    (z, row) => times(z, Math.max(row.allowed, 1)),
  ),
  other(
    'divided-by-keys',
    'The number of keys stands in the place of the normaliser.',
    (_z, _row, { lanes }) => exactly(lanes.keys),
    (_, row) => exactly(Math.max(row.allowed, 1)),
    (_z, _row, place) => times(exactly(place.lanes.keys), 1 / unshift(place)),
    (_, row, place) => times(exactly(Math.max(row.allowed, 1)), 1 / unshift(place)),
  ),
  other(
    'divided-by-width-too',
    'The output is divided by √d or d, besides its normaliser.',
    (z, _, { lanes }) => times(z, Math.sqrt(lanes.width)),
    (z, _, { lanes }) => times(z, lanes.width),
  ),
  other(
    'divided-by-root-of-keys',
    'The output is divided by √n, besides or in place of its normaliser.',
    (z, _, { lanes }) => times(z, Math.sqrt(lanes.keys)),
    (_z, _row, { lanes }) => exactly(Math.sqrt(lanes.keys)),
  ),
  // Of softmax this is to divide by nothing.
  mistake(
    'normaliser-is-the-largest',
    'The largest term stands in the place of the sum over the keys.',
    ({ mechanism }) =>
      mechanism === 'softmax'
        ? []
        : [
            (altered) =>
              dividedBy(altered, (_, row) => ({
                value: most(row, (j) => row.kappa[j]),
                error: most(row, (j) => row.error[j]),
              })),
          ],
  ),
  other(
    'normaliser-is-the-norm',
    'The root of the sum of squares stands in the place of the sum over the keys.',
    (_, row) => {
      const value = Math.sqrt(row.kappa.reduce((sum, x) => sum + x * x, 0))
      return {
        value,
        error:
          row.error.reduce((sum, e) => sum + e, 0) + value * (row.collected + 8) * 2 * FORMATS.float32.theta,
      }
    },
  ),
  other(
    'normaliser-absolute',
    'The normaliser loses its sign.',
    ({ value, error }) => ({ value: Math.abs(value), error }),
    (z, row) => ({ value: row.kappa.reduce((sum, x) => sum + Math.abs(x), 0), error: z.error }),
  ),
  other('normaliser-squared', 'The row is divided by its normaliser twice.', (z) => ({
    value: z.value ** 2,
    error: z.error * (2 * Math.abs(z.value) + z.error) + z.value ** 2 * 8 * FORMATS.float32.theta,
  })),
  other('normaliser-root', 'The row is divided by the root of its normaliser.', (z) => ({
    value: Math.sqrt(z.value),
    error:
      z.error / Math.sqrt(Math.max(z.value - z.error, Number.MIN_VALUE)) +
      Math.sqrt(z.value) * 8 * FORMATS.float32.theta,
  })),
  mistake('double-softmax', 'The softmax is applied twice.', ({ mechanism }) =>
    mechanism === 'softmax' ? [twice] : [],
  ),
  mistake(
    'log-softmax',
    'Logarithms of the weights are returned and used in the place of weights.',
    ({ mechanism }) => (mechanism === 'softmax' ? [logarithms] : []),
  ),
]

const twice = (altered: Altered) =>
  withChange(altered, 'weights', ({ value, low, high, state }, { scores }) => {
    if (scores === undefined) return
    const theta = altered.model.storage.theta
    const allowed = (j: number) => scores.allowed[j] !== 0
    const [e, a, b] = [value, low, high].map((of) => Array.from(of, (w, j) => (allowed(j) ? Math.exp(w) : 0)))
    const total = (of: readonly number[]) => of.reduce((sum, x) => sum + x, 0)
    const off = 1 + (e.length + 60) * 2 * theta
    const [z, za, zb] = [total(e), total(a), total(b)]
    for (let j = 0; j < e.length; j++) {
      value[j] = e[j] / z
      low[j] = a[j] / (zb - b[j] + a[j]) / off
      high[j] = (b[j] / (za - a[j] + b[j])) * off
      if (state[j] !== State.Bounded) continue
    }
  })

const logarithms = (altered: Altered) =>
  withChange(altered, 'weights', ({ value, low, high, state }, { scores }) => {
    if (scores === undefined) return
    const theta = altered.model.storage.theta
    for (let j = 0; j < value.length; j++) {
      value[j] = Math.log(value[j])
      const off = theta * 64 * (Math.abs(value[j]) + 1) + theta * 8 * Math.abs(scores.score[j])
      low[j] = Math.log(low[j]) - off
      high[j] = Math.log(high[j]) + off
      if (!(low[j] > -80)) state[j] = State.Unbounded
    }
  })

const tiny = Array.from({ length: 90 }, (_, i) => 10 ** (i / 4 - 20))

const epsilon = (name: string, sentence: string, of: (parameter: number) => Sum): Mistake =>
  readOff(
    name,
    sentence,
    () => true,
    [...tiny.map((x) => -x).reverse(), 0, ...tiny],
    (parameter) => (altered) => dividedBy(altered, of(parameter)),
  )

const plus = ({ value, error }: Normaliser, more: number): Normaliser => ({
  value: value + more,
  error: error + 4 * FORMATS.float32.theta * (Math.abs(more) + Math.abs(value)),
})

const READ: readonly Mistake[] = [
  epsilon(
    'epsilon-in-the-normaliser',
    '# is added to the normaliser.',
    (parameter) => (z) => plus(z, parameter),
  ),
  epsilon(
    'epsilon-in-the-normaliser',
    '# is added to the normaliser, of exponentials that are not shifted.',
    (parameter) => (z, _, place) => plus(z, parameter / unshift(place)),
  ),
  epsilon(
    'epsilon-for-every-key',
    '# is added to each term of the normaliser.',
    (parameter) => (z, row) => plus(z, parameter * row.allowed),
  ),
  epsilon(
    'least-normaliser',
    'The normaliser is never less than #.',
    (parameter) =>
      ({ value, error }) =>
        value >= parameter
          ? { value, error }
          : {
              value: parameter,
              error: value + error > parameter ? error : 8 * FORMATS.float32.theta * parameter,
            },
  ),
  epsilon(
    'normaliser-factor',
    'The normaliser is # times too large.',
    (parameter) => (z) => times(z, parameter),
  ),
  epsilon(
    'constant-normaliser',
    'The row is divided by #, not by its normaliser.',
    (parameter) => () => exactly(parameter),
  ),
]

/** What a row is divided by. */
export const NORMALISERS: readonly Mistake[] = [...FIXED, ...READ]
