import { grouped } from '../judge/verdict/words.ts'
import type { ExaminedEvidence } from '../evidence/schema.ts'
import { fromHex } from '../program/hex-float.ts'
import { EMPTY_ROW_KINDS, EMPTY_ROW_WORDS } from '../examine/empty-row.ts'
import { claimHolds } from '../examine/required.ts'
import { accuracyText } from './examine-accuracy-text.ts'
import { deviationText } from './examine-deviation-text.ts'
import { inOneLine } from '../report/visible.ts'

/** What was found about an attention, for people: what it is, how accurate, which properties it has. */
export function examinedText(found: ExaminedEvidence): string {
  const { subject, version, device, definition, declared, conforms } = found
  const who = [subject, version, device].filter((each) => each !== undefined).join(' · ')
  const verdict = conforms === true ? '✓ conforms' : conforms === false ? '✗ does not conform' : '? undecided'
  const lines = [
    inOneLine(`${who}, said to be ${definition} in ${declared.precision}`),
    '',
    `1. Is it what it is said to be?   ${verdict}`,
    `   ${found.meaning}`,
    ...(found.deviation ? deviationText(found.deviation).map((line) => `   ${line}`) : []),
    ...diagnosisText(found),
    ...emptyRowText(found),
    '',
    '2. How accurate is it?   errors in units in the last place',
    ...accuracyText(found.accuracy).map((line) => `   ${line}`),
    '',
    '3. Which properties has it?',
    ...found.implementation.flatMap(implementationText),
    ...found.properties.flatMap(propertyText),
    ...notApplicableText(found),
    ...requiredText(found),
  ]
  return `${lines.join('\n')}\n`
}

function diagnosisText({ conforms, diagnosis }: ExaminedEvidence): string[] {
  if (conforms !== false) return []
  if (diagnosis.length === 0) return ['   No mistake that is known here explains every case.']
  return diagnosis.map(({ name, sentence }) => `   ${name}: ${inOneLine(sentence)}`)
}

function emptyRowText({ counts, declared }: ExaminedEvidence): string[] {
  const kinds = EMPTY_ROW_KINDS.filter((kind) => counts.emptyRows[kind] > 0)
  if (kinds.length === 0) return []
  const said = kinds.map((kind) => `${EMPTY_ROW_WORDS[kind]} ${grouped(counts.emptyRows[kind])} times`)
  const meant =
    declared.emptyRow === undefined
      ? 'nothing is said of what is meant'
      : `meant is ${EMPTY_ROW_WORDS[declared.emptyRow]}`
  return [`   For queries without allowed keys it returned ${said.join(', ')}; ${meant}.`]
}

const MARKS = new Map<unknown, string>([
  [true, '✓'],
  [false, '✗'],
])

function implementationText(row: ExaminedEvidence['implementation'][number]): string[] {
  const { property, title, holds, beyondRounding, meaning, notApplicable, failed } = row
  if (notApplicable !== undefined) return []
  if (failed !== undefined) return [`   ! ${property}: it failed to answer: ${inOneLine(failed)}`]
  const mark = holds === true ? '✓' : beyondRounding === true ? '✗' : holds === false ? '≈' : '?'
  return [`   ${mark} ${property}: ${title}. ${inOneLine(meaning ?? '')}`]
}

function propertyText(row: ExaminedEvidence['properties'][number]): string[] {
  const { claim, reals, returned, notApplicable, error } = row
  if (notApplicable !== undefined) return []
  if (error !== undefined || !reals) return [`   ! ${claim}: its own code failed: ${inOneLine(error ?? '')}`]
  const numbers = !returned || 'notApplicable' in returned ? 'not asked' : returned.status
  const mark = MARKS.get(claimHolds({ ...row, reals })) ?? '?'
  return [
    `   ${mark} ${claim}: over the reals ${reals.status}, in the returned numbers ${numbers}${reasonText(row)}`,
  ]
}

/** What does not fit, by the reason. */
function notApplicableText({ implementation, properties }: ExaminedEvidence): string[] {
  const byReason = new Map<string, string[]>()
  for (const row of [...implementation, ...properties]) {
    if (row.notApplicable === undefined) continue
    const id = 'claim' in row ? row.claim : row.property
    byReason.set(row.notApplicable, [...(byReason.get(row.notApplicable) ?? []), id])
  }
  return [...byReason].map(([reason, ids]) => `   – n/a: ${ids.join(', ')}. ${inOneLine(reason)}`)
}

function reasonText({ returned, beyondRounding }: ExaminedEvidence['properties'][number]): string {
  if (beyondRounding === true) return ', by more than rounding'
  if (beyondRounding === 'undecided') return '; whether by rounding is open'
  const some = returned && !('notApplicable' in returned) && returned.status !== 'holds'
  return some && returned.status !== 'undecided' ? ', by rounding alone' : ''
}

const requiredText = ({ required }: ExaminedEvidence): string[] =>
  required.length === 0
    ? []
    : [
        '',
        ...required.map(
          ({ property, holds }) => `   required: ${MARKS.get(holds) ?? '?'} ${inOneLine(property)}`,
        ),
      ]

/** What was found, as a program reads it. */
export function examinedJson(found: ExaminedEvidence) {
  const { deviation, diagnosis, properties } = found
  return {
    ...found,
    ...(deviation && {
      deviation: {
        ...deviation,
        ...Object.fromEntries(
          (['returned', 'value', 'low', 'high'] as const).map((name) => [
            name,
            jsonNumber(fromHex(deviation[name])),
          ]),
        ),
      },
    }),
    diagnosis: diagnosis.map(({ name }) => name),
    properties: properties.map(({ claim, reals, returned, beyondRounding, notApplicable, error }) => ({
      claim,
      ...(notApplicable !== undefined && { notApplicable }),
      ...(error !== undefined && { error }),
      ...(reals && { reals: reals.status }),
      ...(returned && { returned: 'notApplicable' in returned ? 'n/a' : returned.status }),
      ...(beyondRounding !== undefined && { beyondRounding }),
    })),
  }
}

/** JSON has no number for infinities and NaN. */
const jsonNumber = (number: number): number | string => (Number.isFinite(number) ? number : String(number))
