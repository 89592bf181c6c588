import type { TensorFunctions, TensorOperation, Row } from '../tensor-operation.ts'
import { tensorOperations } from '../operations.ts'
import { resultsOf } from './computed.ts'
import type { FoundPrecision } from './found.ts'

type Found = FoundPrecision['nonFinite']
/** What is added to an operation's name, the rows with the special numbers, and where the rows stand. */
type Question = readonly [argument: string, rows: (specials: Row) => Row[], side?: 'left' | 'right']

const INFINITIES = [Infinity, -Infinity]
const NUMBERS = [0, 1, -1, 2 ** 100, -0.5]
const WIDTH = 37
const PLACES = { first: 0, middle: WIDTH >> 1, last: WIDTH - 1 }

/** Whether NaN and infinities come out of every operation as IEEE 754 prescribes, by operation and argument. */
export async function measureNonFinite(tf: TensorFunctions): Promise<Found> {
  const found: Found = {}
  for (const [name, operation] of tensorOperations()) {
    for (const [argument, rows, side] of questionsOf(operation)) {
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

function questionsOf({ takes }: TensorOperation): Question[] {
  if (takes === 1) return [['', (specials) => [...specials, 1].map((x) => [x])]]
  if (takes === 2) {
    const pairs = (specials: Row) => NUMBERS.flatMap((number) => specials.map((x) => [x, number]))
    return [
      [' (left)', pairs],
      [' (right)', (specials) => pairs(specials).map((pair) => pair.toReversed())],
    ]
  }
  if (takes === 'row') return inPlaces('', [])
  return [...inPlaces(' (left)', [1]), ...inPlaces(' (right)', [1], 'right'), ...inPlaces(' (times 0)', [0])]
}

/** Long rows of small numbers with a special one in several places. */
const inPlaces = (argument: string, factor: Row, side: 'left' | 'right' = 'left'): Question[] =>
  Object.entries(PLACES).map(([where, place]) => [
    `${argument}, ${where}`,
    (specials) =>
      Array.from({ length: 5 * specials.length }, (_, r) => {
        const row = Array.from({ length: WIDTH }, (_, i) => ((r + i) % 5) - 2)
        return [...row.with(place, specials[r % specials.length]), ...factor]
      }),
    side,
  ])

/** Equal, or both NaN; of finite results only that they are finite, since their errors are measured elsewhere. */
function same(value: number, wanted: number): boolean {
  if (Number.isFinite(wanted)) return Number.isFinite(value)
  return Number.isNaN(wanted) ? Number.isNaN(value) : value === wanted
}
