import type { TensorFunctions, TensorOperation, Row } from '../tensor-operation.ts'
import { tensorOperations } from '../operations.ts'
import { resultsOf } from './computed.ts'
import type { FoundPrecision } from './found.ts'

type Found = FoundPrecision['nonFinite']
type Side = 'left' | 'right'

const INFINITIES = [Infinity, -Infinity]
const NUMBERS = [0, 1, -1, 2 ** 100, -0.5]
const WIDTH = 37
const PLACES = [
  ['first', 0],
  ['middle', WIDTH >> 1],
  ['last', WIDTH - 1],
] as const

/** Whether NaN and infinities come out of every operation as IEEE 754 prescribes, by operation and argument. */
export async function measureNonFinite(tf: TensorFunctions): Promise<Found> {
  const found: Found = {}
  for (const [name, operation] of tensorOperations()) {
    for (const { argument, rows, side } of questionsOf(operation)) {
      const survival = async (specials: Row) => {
        const asked = rows(specials)
        const wanted = asked.map((row) => operation.exact(...row))
        const got = await resultsOf(tf, operation, asked, side)
        return got.every((value, i) => same(value, wanted[i % wanted.length])) ? 'kept' : 'lost'
      }
      found[name + argument] = { nan: await survival([NaN]), infinity: await survival(INFINITIES) }
    }
  }
  return found
}

interface Question {
  /** What is added to the operation's name. */
  readonly argument: string
  readonly rows: (specials: Row) => Row[]
  readonly side?: Side | undefined
}

function questionsOf({ takes }: TensorOperation): Question[] {
  if (takes === 1) return [{ argument: '', rows: (specials) => [...specials, 1].map((x) => [x]) }]
  if (takes === 2) {
    const pairs = (specials: Row) => NUMBERS.flatMap((number) => specials.map((x) => [x, number]))
    return [
      { argument: ' (left)', rows: pairs },
      { argument: ' (right)', rows: (specials) => pairs(specials).map(([x, number]) => [number, x]) },
    ]
  }
  if (takes === 'row') return inPlaces('', [])
  return [...inPlaces(' (left)', [1]), ...inPlaces(' (right)', [1], 'right'), ...inPlaces(' (times 0)', [0])]
}

/** Long rows of small numbers with a special one in several places. */
const inPlaces = (argument: string, factor: Row, side?: Side): Question[] =>
  PLACES.map(([where, place]) => ({
    argument: `${argument}, ${where}`,
    side,
    rows: (specials) =>
      Array.from({ length: 5 * specials.length }, (_, r) => [
        ...Array.from({ length: WIDTH }, (_, i) =>
          i === place ? specials[r % specials.length] : ((r + i) % 5) - 2,
        ),
        ...factor,
      ]),
  }))

/** Equal, or both NaN; of finite results only that they are finite, since their errors are measured elsewhere. */
function same(value: number, wanted: number): boolean {
  if (Number.isFinite(wanted)) return Number.isFinite(value)
  return Number.isNaN(wanted) ? Number.isNaN(value) : value === wanted
}

/**
 * Operations on which the running bound relies to see a NaN or an infinity. Where one of them loses it, that bound
 * must not be used.
 */
const WATCHERS = ['abs', 'mul', 'add', 'sub', 'sum', 'less', 'lessEqual', 'greater']

/** The watchers that lose a NaN or an infinity. */
export const blindWatchers = (found: Found): string[] =>
  Object.entries(found)
    .filter(([name, { nan, infinity }]) => {
      const operation = name.split(/[ ,]/)[0]
      return WATCHERS.includes(operation) && (nan === 'lost' || infinity === 'lost')
    })
    .map(([name]) => name)
