import type { ExaminedEvidence } from '../../evidence/schema.ts'
import { changed, differing, paired, type Difference, type Value } from './difference.ts'
import { changeOf, changeOfVerdict, type Status } from './stronger.ts'

type Property = ExaminedEvidence['properties'][number]
type Implementation = ExaminedEvidence['implementation'][number]

/** All in which two examinations differ: what was examined first, then what was found. */
export function differencesOfExamined(old: ExaminedEvidence, now: ExaminedEvidence): Difference[] {
  const condition = (name: string, of: (found: ExaminedEvidence) => Value | undefined): Difference[] =>
    differing('condition', name, of(old), of(now))
  return [
    ...condition('attention', ({ subject }) => subject),
    ...condition('version of the attention', ({ version }) => version),
    ...condition('device of the attention', ({ device }) => device),
    ...condition('origin', ({ origin }) => origin),
    ...condition('definition', ({ definition }) => definition),
    ...condition('declared', ({ declared }) => JSON.stringify(declared)),
    ...condition('lanes', ({ counts }) => counts.lanes),
    ...changed(
      'conforms',
      'conforms',
      old.conforms,
      now.conforms,
      changeOf(old.conforms, now.conforms, true),
    ),
    ...differing('conforms', 'stopped answering', old.failed?.message, now.failed?.message),
    ...diagnoses(old, now),
    ...rows('property', old.properties, now.properties, ({ claim }) => claim, differencesOfClaim),
    ...rows('property', old.implementation, now.implementation, ({ property }) => property, ofImplementation),
    ...rows('required', old.required, now.required, ({ property }) => property, ofRequired),
  ]
}

/** A diagnosis says why something does not conform; that it does not is counted there. */
const diagnoses = (old: ExaminedEvidence, now: ExaminedEvidence): Difference[] =>
  paired(old.diagnosis, now.diagnosis, ({ name }) => name).flatMap((each) =>
    differing('diagnosis', each.name, each.old?.sentence, each.new?.sentence),
  )

type Compare<T> = (name: string, old: T, now: T) => Difference[]

/** Rows of two tables; what was looked at and is no longer is a regression. */
const rows = <T extends object>(
  what: string,
  old: readonly T[],
  now: readonly T[],
  idOf: (row: T) => string,
  compare: Compare<T>,
): Difference[] =>
  paired(old, now, idOf).flatMap((each): Difference[] => {
    const name = `${what} ${each.name}`
    if (!each.old) return differing('property', name, null, each.new && stateOf(each.new))
    const before = stateOf(each.old)
    if (!each.new) return changed('property', name, before, null, 'regression')
    const after = stateOf(each.new)
    if (before !== after) return changed('property', name, before, after, changeOf(before, after, 'examined'))
    return compare(name, each.old, each.new)
  })

const stateOf = (row: object): 'not applicable' | 'failed' | 'examined' =>
  'notApplicable' in row ? 'not applicable' : 'error' in row || 'failed' in row ? 'failed' : 'examined'

/** Of a definition that a claim is false of, faithful numbers violate it. */
const differencesOfClaim: Compare<Property> = (name, old, now) => {
  const isFalse = [old, now].every(({ reals }) => reals?.status === 'refuted')
  const [before, after] = [old, now].map(({ reals }) => (reals?.status ?? 'inconclusive') as Status)
  const reals = changeOfVerdict({ status: before, expected: 'holds' }, { status: after, expected: 'holds' })
  const returned = isFalse ? 'violated' : 'holds'
  return [
    ...changed('property', `${name}, of the definition`, before, after, reals),
    ...should(`${name}, of returned numbers`, numbersOf(old), numbersOf(now), returned),
    ...should(`${name}, beyond rounding`, old.beyondRounding, now.beyondRounding, false),
  ]
}

const numbersOf = ({ returned }: Property): string | undefined =>
  returned && ('status' in returned ? returned.status : 'not applicable')

const ofImplementation: Compare<Implementation> = (name, old, now) => [
  ...should(`${name}, exactly`, old.holds, now.holds, true),
  ...should(`${name}, beyond rounding`, old.beyondRounding, now.beyondRounding, false),
]

const ofRequired: Compare<ExaminedEvidence['required'][number]> = (name, old, now) =>
  should(`${name}, holds`, old.holds, now.holds, true)

const should = (name: string, old: Value | undefined, now: Value | undefined, wanted: Value): Difference[] =>
  changed('property', name, old ?? null, now ?? null, changeOf(old ?? null, now ?? null, wanted))
