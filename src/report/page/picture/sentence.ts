import { rankOf } from '../../../auditor/statements.ts'
import { filled } from '../../../auditor/arrays.ts'
import { comparedBy, type Atom } from '../../../program/statement.ts'
import type { Deciding } from './deciding.ts'
import { inWords } from './heat-map.ts'
import type { ValueNames } from './names.ts'
import { withDigits } from './number-text.ts'
import { nearest, type Values } from './values.ts'

const DIGITS = 7

/** What a comparison found, in a sentence with the numbers. */
export function sentenceOf({ atom, truth, places }: Deciding, names: ValueNames, values: Values): string {
  const [p, q] = comparedBy(atom)
  if (atom[0] !== 'less' && atom[0] !== 'atMost' && atom[0] !== 'equal' && atom[0] !== 'sameOrder')
    return rankSentence(atom, truth, names, values)
  const relation = RELATIONS[atom[0]][Number(truth)]
  if (places.length === 0) return `${names.name(p)} ${relation} ${names.name(q)}, in all entries.`
  if (atom[0] === 'sameOrder')
    return `${pairText(p, places[0], names, values)}, but ${pairText(q, places[1], names, values)}.`
  const [i, j] = [places[0][0], places[1][0]]
  return `${numberText(p, i, names, values)} ${relation} ${numberText(q, j, names, values)}${apartText(p, i, q, j, values)}.`
}

/** In words, where it is false and where it is true. */
const RELATIONS = {
  less: ['is not below', 'is below'],
  atMost: ['is above', 'is not above'],
  equal: ['differs from', 'equals'],
  sameOrder: ['does not have the order of', 'has the order of'],
} as const

/** Two entries of one array, and which is larger. */
function pairText(value: number, places: readonly number[], names: ValueNames, values: Values): string {
  const [a, b] = places.map((place) => values.entries[value][place])
  const relation = comparison(values.x.signLimits(values.x.sub(a, b)))
  const [p, q] = places.map((place) => numberText(value, place, names, values))
  return `${p} ${relation} ${q}${apartText(value, places[0], value, places[1], values)}`
}

/** @param low and high: limits on the sign of a difference */
function comparison([low, high]: readonly number[]): string {
  if (low === high) return low < 0 ? 'is below' : low > 0 ? 'is above' : 'equals'
  return low === 0 ? 'is not below' : high === 0 ? 'is not above' : 'is not told apart from'
}

/** `weights[0, 1] (0.5)`, or the number alone. */
function numberText(value: number, place: number, names: ValueNames, values: Values): string {
  if (names.isNumber(value)) return names.name(value)
  const shape = values.shapes[value]
  const found = nearest(values.entries[value][place])
  return `${names.name(value)}${shape.length > 0 ? inWords(place, shape) : ''} (${found === undefined ? 'unknown' : withDigits(found, DIGITS)})`
}

/** By how much two numbers differ, where their first digits do not show it. */
function apartText(p: number, i: number, q: number, j: number, { x, entries }: Values): string {
  const [a, b] = [entries[p][i], entries[q][j]]
  const by = x.sub(a, b)
  const [m, n, apart] = [a, b, by].map(nearest)
  if (m === undefined || n === undefined || apart === undefined || x.signOf(by) === 0) return ''
  return withDigits(m, DIGITS) === withDigits(n, DIGITS)
    ? `; they differ by ${withDigits(Math.abs(apart), 3)}`
    : ''
}

function rankSentence(atom: Atom, truth: boolean, names: ValueNames, values: Values): string {
  const [own, other] = comparedBy(atom)
  const relation = `${truth ? 'is' : 'is not'} ${atom[0].startsWith('rankAtMost') ? 'at most' : 'at least'}`
  const to =
    other === undefined ? String(atom[2]) : `${rankText(other, values)}, that of ${names.name(other)}`
  return `The rank of ${names.name(own)} is ${rankText(own, values)}, which ${relation} ${to}.`
}

function rankText(value: number, { x, shapes, entries }: Values): string {
  const { in: within } = rankOf(x, filled(shapes[value], entries[value]))
  if (!within) return 'unknown'
  const [low, high] = within.map(([m, e]) => Number(m) * 2 ** e)
  return low === high ? String(low) : `between ${low} and ${high}`
}
