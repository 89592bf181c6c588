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

/** What the user should know beside the engine's own notes: limits that are worse than stated, and what follows. */
export function profileNotes({ found, widened }: PrecisionProfile): string[] {
  return [
    ...widened,
    ...repeatabilityNotes(found),
    ...listed('NaN or infinity is lost by', blindWatchers(found.nonFinite), '; ').map(
      (text) => `${text}: the running bound is not used`,
    ),
  ]
}

const repeatabilityNotes = ({ repeatability }: FoundPrecision): string[] =>
  [
    ...listed('the same inputs do not always give the same bits:', repeatability.unrepeatable),
    ...listed('bits depend on what else is in the batch:', repeatability.batchDependent),
  ].map((text) => `${text}; a replay may differ`)

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
