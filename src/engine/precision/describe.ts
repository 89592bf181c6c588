import type { PrecisionProfile } from '../profile.ts'
import type { FoundPrecision } from './found.ts'
import { blindWatchers } from './watchers.ts'

/** A profile in a handful of lines for people. */
export function describeProfile({ found, widened, trigonometric }: PrecisionProfile): string[] {
  const { products, sums, functions } = found
  const repeats = repeatabilityNotes(found)
  const { exp, log, div, sqrt, tanh, sin, cos } = functions
  const how = found.method === 'exhaustive' ? 'every float32; division: ' : ''
  const ulps = (name: FoundPrecision['functions'][string] | undefined) => (name?.ulps ?? NaN).toFixed(2)
  return [
    `matrix products: ${
      products.rounding === 'none'
        ? 'factors as they are'
        : `factors of ${products.bits} bits (${products.rounding})`
    }, additions within ${power(products.accumulationError)}`,
    `sums: additions within ${power(sums.roundoff)}, order ${sums.order}; the reverse order changes ${Math.round(100 * sums.orderChanges)} % of them`,
    `largest errors in ulp (${how}${div?.arguments} arguments): exp ${ulps(exp)}, log ${ulps(log)}, division ${ulps(div)}, square root ${ulps(sqrt)}, tanh ${ulps(tanh)}; absolute ones in [-π, π]: sin ${power(sin.absolute)}, cos ${power(cos.absolute)}, with a limit up to ${trigonometric.upTo.toPrecision(2)}`,
    `numbers below 2^-126: ${flushing(found.subnormals)}`,
    `NaN and infinity: ${lost(found.nonFinite)}; overflow gives ${[...new Set(Object.values(found.overflow.becomes))].join(' or ')}`,
    ...(repeats.length > 0 ? repeats : ['the same inputs give the same bits, again and in other batches']),
    ...widened,
  ]
}

/** What somebody should know who reads verdicts; `assay doctor` has the rest. */
export function profileNotes({ found }: PrecisionProfile): string[] {
  const { unrepeatable, batchDependent } = found.repeatability
  const blind = blindWatchers(found.nonFinite)
  const unsteady = [
    ...listed('may return other last bits each time for the same numbers in', unrepeatable),
    ...listed('returns last bits that depend on which cases are computed together in', batchDependent),
  ]
  return [
    ...(unsteady.length > 0
      ? [
          `This engine ${unsteady.join('; it ')}. A float32 verdict that hangs on such bits may come out otherwise the next time, or when its case is replayed; what is said over the reals holds whatever they are.`,
        ]
      : []),
    ...listed('This engine loses NaN or infinity in', blind, '; ').map(
      (text) =>
        `${text}. A bound that has to see them is not used, and more cases are left to slower arithmetic.`,
    ),
  ]
}

const repeatabilityNotes = ({ repeatability }: FoundPrecision): string[] => [
  ...listed('the same inputs do not always give the same bits:', repeatability.unrepeatable),
  ...listed('bits depend on what else is in the batch:', repeatability.batchDependent),
]

/** One sentence about names, or none. */
const listed = (what: string, names: readonly string[], between = ', '): string[] =>
  names.length > 0 ? [`${what} ${names.join(between)}`] : []

const power = (error: number) => `2^${Math.log2(error).toFixed(1)}`

function flushing({ inputs, results }: FoundPrecision['subnormals']): string {
  const names = (table: Readonly<Record<string, string>>) =>
    Object.keys(table).filter((name) => table[name] !== 'kept')
  const said = [...listed('taken for 0 by', names(inputs)), ...listed('returned as 0 by', names(results))]
  return said.join('; ') || 'kept by every operation'
}

function lost(table: FoundPrecision['nonFinite']): string {
  const names = (what: 'nan' | 'infinity') =>
    Object.keys(table).filter((name) => table[name][what] === 'lost')
  const said = [
    ...listed('NaN lost by', names('nan'), '; '),
    ...listed('infinity lost by', names('infinity'), '; '),
  ]
  return said.join(', ') || 'kept by every operation'
}
