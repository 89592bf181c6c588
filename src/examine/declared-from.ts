import { closest } from 'fastest-levenshtein'
import { FEATURE_MAPS } from '../attention/feature-map.ts'
import type { Declared, DeclaredMask, DeclaredPosition, Precision } from './declared.ts'
import { chosen, numberFrom, wholeFrom } from './declared-values.ts'
import type { Definition } from './definition.ts'

const PRECISIONS = ['float32', 'float16', 'bfloat16'] as const

/** The names of what an attention can be said to be, and the option of the command line for each. */
const OPTIONS: Readonly<Record<keyof Definition, string>> = {
  as: '--as',
  scale: '--scale',
  mask: '--mask',
  position: '--position',
  heads: '--heads',
  precision: '--precision',
  accumulate: '--accumulate',
  emptyRow: '--empty-row',
}

/**
 * What an attention is said to be, from the words of a module or the command line.
 *
 * @throws {RangeError} for a word that means nothing, or two that do not go together; it says what there is
 */
export function declaredFrom(definition: Definition): Declared {
  for (const name of Object.keys(definition))
    if (!Object.hasOwn(OPTIONS, name)) {
      const names = Object.keys(OPTIONS)
      throw new RangeError(
        `a definition has no "${name}". Did you mean "${closest(name, names)}"? It has ${names.join(', ')}`,
      )
    }
  const mechanism = mechanismFrom(definition.as)
  const precision = chosen('--precision', definition.precision ?? 'float32', PRECISIONS)
  const { emptyRow } = definition
  return {
    mechanism,
    scale: scaleFrom(definition.scale, mechanism),
    mask: maskFrom(definition.mask ?? 'none'),
    position: positionFrom(definition.position ?? 'none', mechanism),
    heads: headsFrom(definition.heads ?? 1),
    precision,
    accumulation: accumulationFrom(definition.accumulate, precision),
    ...(emptyRow !== undefined && {
      emptyRow: chosen('--empty-row', emptyRow, ['zero', 'nan', 'mean'] as const),
    }),
  }
}

function mechanismFrom(as: string): Declared['mechanism'] {
  if (as === 'softmax') return 'softmax'
  const maps = FEATURE_MAPS.map(({ name }) => name)
  const [, map, unnormalised] = /^linear\(\s*([^,\s]+)\s*(,\s*unnormalised\s*)?\)$/.exec(String(as)) ?? []
  if (maps.includes(map)) return { featureMap: map, normalised: unnormalised === undefined }
  throw new RangeError(
    `--as ${as}: give softmax, or linear(MAP) or linear(MAP, unnormalised) with one of the feature maps ${maps.join(', ')}`,
  )
}

function scaleFrom(scale: Definition['scale'], mechanism: Declared['mechanism']): Declared['scale'] {
  if (mechanism !== 'softmax') {
    if (scale === undefined || scale === 'none') return 'none'
    throw new RangeError(`--scale ${scale}: linear attention multiplies no scores; leave it out`)
  }
  if (scale === undefined || scale === 'inverse-sqrt-width') return 'inverse-sqrt-width'
  if (scale === 'none') return 'none'
  return numberFrom('--scale', scale, 'none, inverse-sqrt-width or a finite number')
}

function maskFrom(mask: string): DeclaredMask {
  const [kind, ...rest] = String(mask).split(':')
  const wanted = 'none, causal, causal:end, window:SIZE, window:SIZE:end or given'
  const aligned = (at: number) => {
    const where = rest[at] ?? 'start'
    if (rest.length > at + 1 || (where !== 'start' && where !== 'end'))
      throw new RangeError(`--mask ${mask}: give ${wanted}`)
    return where
  }
  if (kind === 'causal') return { kind, aligned: aligned(0) }
  if (kind === 'window')
    return { kind, size: wholeFrom('--mask', mask, rest[0], wanted), aligned: aligned(1) }
  if (mask === 'none' || mask === 'given') return { kind: mask }
  throw new RangeError(`--mask ${mask}: give ${wanted}`)
}

function positionFrom(position: string, mechanism: Declared['mechanism']): DeclaredPosition {
  const wanted =
    'none, alibi, rotary, rotary:halves, and with another base than 10000 rotary:BASE or rotary:halves:BASE'
  const [kind, ...rest] = String(position).split(':')
  if (position === 'none') return { kind: 'none' }
  if (mechanism !== 'softmax')
    throw new RangeError(
      `--position ${position}: linear attention is declared without positions; leave it out`,
    )
  if (position === 'alibi') return { kind: 'alibi' }
  if (kind !== 'rotary') throw new RangeError(`--position ${position}: give ${wanted}`)
  const pairs =
    rest[0] === 'halves' || rest[0] === 'neighbours'
      ? (rest.shift() as 'halves' | 'neighbours')
      : 'neighbours'
  const base = rest.length === 0 ? 10_000 : numberFrom('--position', rest[0], wanted)
  if (rest.length > 1 || base <= 0) throw new RangeError(`--position ${position}: give ${wanted}`)
  return { kind: 'rotary', base, pairs }
}

function headsFrom(heads: string | number): Declared['heads'] {
  const wanted = 'their number, as in 8, or those of queries and those of keys, as in 8:2'
  const parts = String(heads).split(':')
  const [query, key = query] = parts.map((part) => wholeFrom('--heads', heads, part, wanted))
  if (parts.length > 2) throw new RangeError(`--heads ${heads}: give ${wanted}`)
  if (query % key !== 0)
    throw new RangeError(
      `--heads ${heads}: ${key} heads of keys cannot be shared evenly by ${query} of queries`,
    )
  return { query, key }
}

function accumulationFrom(accumulate: string | undefined, precision: Precision): Precision {
  if (accumulate === undefined) return 'float32'
  const chosenOne = chosen('--accumulate', accumulate, PRECISIONS)
  if (chosenOne === precision || chosenOne === 'float32') return chosenOne
  throw new RangeError(
    `--accumulate ${accumulate}: sums of ${precision} are collected in ${precision === 'float32' ? '' : `${precision} or in `}float32`,
  )
}
