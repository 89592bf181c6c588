import type { ExaminedEvidence } from '../evidence/schema.ts'
import { fromHex } from '../program/hex-float.ts'

type Deviation = NonNullable<ExaminedEvidence['deviation']>

/** Rows and columns of an array that are shown. */
const SHOWN = { rows: 6, columns: 8 }

/** The first deviation in decimals: the inputs, what was returned, and what honest implementations return. */
export function deviationText({
  family,
  extents,
  inputs,
  of,
  at,
  returned,
  value,
  low,
  high,
  certificate,
}: Deviation): string[] {
  const { queries, keys, width, valueWidth, queryHeads, keyHeads } = extents
  const widths = { q: queryHeads * width, k: keyHeads * width, v: keyHeads * valueWidth, mask: keys }
  return [
    `First deviation (${family}, shrunk): ${placeOf({ of, at, extents })}`,
    `  returned ${decimal(returned)}; the definition says ${decimal(value)}; honest is between ${decimal(low)} and ${decimal(high)}`,
    ...(['q', 'k', 'v', 'mask'] as const).flatMap((name) => arrayText(name, inputs[name], widths[name])),
    `  ${certificate ? `certified by ${certificate.decidedBy === 'exact' ? 'exact numbers' : `enclosures of ${certificate.bits} bits`}` : 'not certified: no arithmetic decides it'} · ${queries} ${queries === 1 ? 'query' : 'queries'}, ${keys} ${keys === 1 ? 'key' : 'keys'}`,
  ]
}

function placeOf({ of, at, extents }: Pick<Deviation, 'of' | 'at' | 'extents'>): string {
  const { queries, keys, queryHeads, valueWidth } = extents
  const head = of === 'weights' ? Math.floor(at / (queries * keys)) : Math.floor(at / valueWidth) % queryHeads
  const query =
    of === 'weights' ? Math.floor(at / keys) % queries : Math.floor(at / (valueWidth * queryHeads))
  const last = of === 'weights' ? `key ${at % keys}` : `entry ${at % valueWidth}`
  return `${of}, ${queryHeads > 1 ? `head ${head}, ` : ''}query ${query}, ${last}`
}

function arrayText(name: string, data: readonly string[] | undefined, width: number): string[] {
  if (!data) return []
  const rows = Array.from({ length: Math.ceil(data.length / width) }, (_, row) => {
    const numbers = data.slice(row * width, row * width + Math.min(width, SHOWN.columns)).map(decimal)
    return `[${numbers.join(', ')}${width > SHOWN.columns ? ', …' : ''}]`
  })
  const [first, ...more] = rows.slice(0, SHOWN.rows)
  return [
    `  ${name} = ${first}`,
    ...more.map((row) => `      ${row}`),
    ...(rows.length > SHOWN.rows ? [`      … ${rows.length - SHOWN.rows} more`] : []),
  ]
}

/** Nine digits, which name a float32. */
const decimal = (hex: string): string => {
  const number = fromHex(hex)
  return Number.isFinite(number) ? String(Number(number.toPrecision(9))) : String(number)
}
