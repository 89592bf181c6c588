import { SCORES, TOKENS } from '../examine/accuracy.ts'
import { MISTAKES } from '../examine/diagnoses/mistakes.ts'
import type { ExaminedEvidence } from '../evidence/schema.ts'
import { inBrief } from './differences.ts'

/** Whether what was compared of an attention that was examined fits together: its counts, families, errors and deviation. */
export function checkCompared(found: ExaminedEvidence): string[] {
  const { counts, families, gives, deviation, diagnosis } = found
  const wrong: string[] = []
  const demand = (holds: boolean, what: string): void => void (holds || wrong.push(what))
  demand(gives.length > 0 && new Set(gives).size === gives.length, 'it gives nothing, or one thing twice')
  demand(
    counts.compared + counts.unboundedNumbers <= counts.numbers,
    'more numbers are compared, or left open, than were returned',
  )
  demand(counts.unboundedNonFinite <= counts.unboundedNumbers, 'more infinities are open than numbers')
  demand(counts.nonFiniteLanes <= counts.deviatingLanes, 'more lanes have infinities than deviate')
  demand(counts.deviatingLanes <= counts.compared, 'more lanes deviate than numbers were compared')
  demand(
    new Set(families.map(({ family }) => family)).size === families.length,
    'a family stands there twice',
  )
  for (const { family, lanes, deviatingLanes } of families)
    demand(lanes > 0 && deviatingLanes <= lanes, `of the lanes of "${family}" more deviate than there are`)
  if (deviation) {
    const from = families.find(({ family }) => family === deviation.family)
    demand((from?.deviatingLanes ?? 0) > 0, 'the deviation is from a family of which no lane deviates')
    demand(gives.includes(deviation.of), `it deviates in its ${deviation.of}, which it does not give`)
  }
  demand(
    diagnosis.length === 0 || counts.deviatingLanes > 0,
    'a mistake is named, and nothing deviates that it could explain',
  )
  for (const { name } of diagnosis)
    demand(
      MISTAKES.some((mistake) => mistake.name === name),
      `a mistake is named, ${inBrief(name)}, that nobody knows`,
    )
  return [...wrong, ...checkAccuracy(found)]
}

/** Whether the errors are of the numbers that were returned, and those that deviate are among them. */
function checkAccuracy({ accuracy, counts }: ExaminedEvidence): string[] {
  const wrong: string[] = []
  const demand = (holds: boolean, what: string): void => void (holds || wrong.push(what))
  const places = accuracy.map(
    ({ scoresBelow, tokensAtMost }) =>
      placeOf(SCORES, scoresBelow) * TOKENS.length + placeOf(TOKENS, tokensAtMost),
  )
  demand(
    places.every((place, i) => i === 0 || place > places[i - 1]),
    'errors stand twice, or not by scores and tokens',
  )
  demand(
    accuracy.every(
      ({ scoresBelow, tokensAtMost }) =>
        placeOf(SCORES, scoresBelow) >= 0 && placeOf(TOKENS, tokensAtMost) >= 0,
    ),
    'errors are told apart by other scores or tokens than they are',
  )
  const total = (of: 'numbers' | 'nonFinite' | 'deviating'): number =>
    accuracy.reduce((sum, cell) => sum + cell[of], 0)
  demand(
    total('numbers') >= counts.compared && total('numbers') <= counts.compared + counts.unboundedNumbers,
    `errors are of ${total('numbers')} numbers, and ${counts.compared} were compared`,
  )
  demand(
    counts.deviatingLanes === 0 ? total('deviating') === 0 : total('deviating') >= counts.deviatingLanes,
    `${total('deviating')} numbers deviate by their errors, in ${counts.deviatingLanes} lanes`,
  )
  demand(
    total('nonFinite') <= total('deviating') + counts.unboundedNonFinite,
    'more numbers are infinite or NaN by their errors than deviate or are left open',
  )
  for (const { numbers, nonFinite, deviating, median, ninetyNine, largest } of accuracy) {
    demand(
      numbers > 0 && nonFinite <= numbers && deviating <= numbers,
      'errors are of fewer numbers than they say',
    )
    demand(
      0 <= median && median <= ninetyNine && ninetyNine <= largest,
      'half of the errors are above more of them',
    )
  }
  return wrong
}

const placeOf = (borders: readonly number[], border: number | string): number =>
  borders.indexOf(Number(border))
