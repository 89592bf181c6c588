import type { PrecisionProfile } from '../profile.ts'
import type { FoundPrecision } from './found.ts'
import { blindWatchers } from './non-finite.ts'

/** A profile in a handful of lines for people. */
export function describeProfile({ found, widened, trigonometric }: PrecisionProfile): string[] {
  const { products, sums, functions, repeatability } = found
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
    ...(repeatability.unrepeatable.length + repeatability.batchDependent.length === 0
      ? ['the same inputs give the same bits, again and in other batches']
      : repeatabilityNotes(found)),
    ...widened,
  ]
}

/** What the user should know beside the engine's own notes: limits that are worse than stated, and what follows. */
export function profileNotes({ found, widened }: PrecisionProfile): string[] {
  const blind = blindWatchers(found.nonFinite)
  return [
    ...widened,
    ...repeatabilityNotes(found),
    ...(blind.length > 0
      ? [`NaN or infinity is lost by ${blind.join('; ')}: the running bound is not used`]
      : []),
  ]
}

function repeatabilityNotes({ repeatability: { unrepeatable, batchDependent } }: FoundPrecision): string[] {
  return [
    ...(unrepeatable.length > 0
      ? [`the same inputs do not always give the same bits: ${unrepeatable.join(', ')}; a replay may differ`]
      : []),
    ...(batchDependent.length > 0
      ? [`bits depend on what else is in the batch: ${batchDependent.join(', ')}; a replay may differ`]
      : []),
  ]
}

const power = (error: number) => `2^${Math.log2(error).toFixed(1)}`

function flushing({ inputs, results }: FoundPrecision['subnormals']): string {
  const names = (table: Readonly<Record<string, string>>) =>
    Object.entries(table).flatMap(([name, what]) => (what === 'kept' ? [] : [name]))
  const taken = names(inputs)
  const returned = names(results)
  if (taken.length + returned.length === 0) return 'kept by every operation'
  return [
    ...(taken.length > 0 ? [`taken for 0 by ${taken.join(', ')}`] : []),
    ...(returned.length > 0 ? [`returned as 0 by ${returned.join(', ')}`] : []),
  ].join('; ')
}

function lost(table: FoundPrecision['nonFinite']): string {
  const of = (what: 'nan' | 'infinity') =>
    Object.entries(table).flatMap(([name, found]) => (found[what] === 'lost' ? [name] : []))
  const [nan, infinity] = [of('nan'), of('infinity')]
  if (nan.length + infinity.length === 0) return 'kept by every operation'
  return [
    ...(nan.length > 0 ? [`NaN lost by ${nan.join('; ')}`] : []),
    ...(infinity.length > 0 ? [`infinity lost by ${infinity.join('; ')}`] : []),
  ].join(', ')
}
