import { isDeepStrictEqual } from 'node:util'
import { subjectsOf, type Claim } from '../claim/claim.ts'
import type { ClaimEvidence } from '../evidence/schema.ts'
import { violatedOf } from '../judge/returned-numbers.ts'

/** Whether a claim names the decisive cases that a claim of its kind has, with these counts, and no others. */
export function checkWhichDecide(claim: Claim, found: ClaimEvidence): string[] {
  const { counterexample, witnesses, verdict } = found
  const returned = verdict.float32?.counterexample
  if (claim.kind === 'probability')
    return counterexample || witnesses.length > 0 || returned
      ? ['it is about a probability, which no single case decides, and has one that does']
      : []
  return [...checkReadings(found), ...checkReals(claim, found), ...checkReturned(claim, found)]
}

/** Whether each is of the reading that it stands in. */
function checkReadings({ counterexample, witnesses, verdict }: ClaimEvidence): string[] {
  const returned = verdict.float32?.counterexample
  const wrong = [
    ...(counterexample && counterexample.reading !== 'reals' ? ['counterexample'] : []),
    ...witnesses.filter(({ reading }) => reading !== 'reals').map(() => 'witness'),
    ...(returned && returned.reading !== 'float32' ? ['float32 counterexample'] : []),
  ].map((name) => `its ${name} is of the other reading`)
  return returned?.certificate
    ? [...wrong, 'float32 counterexample: it has a certificate, which is about the reals']
    : wrong
}

function checkReals(claim: Claim, found: ClaimEvidence): string[] {
  const { counterexample, witnesses, verdict, cases } = found
  const subjects = subjectsOf(claim.subject)
  const wrong: string[] = []
  if (!counterexample && verdict.reals.status === 'refuted' && cases.violated > 0)
    wrong.push('it has no counterexample')
  if (counterexample && cases.violated === 0)
    wrong.push('it has a counterexample, and counts no case that violates it')
  if (claim.kind !== 'exists' && witnesses.length > 0) wrong.push('it has witnesses, and is about all cases')
  if (witnesses.length > subjects.length) wrong.push('it has more witnesses than subjects')
  if (claim.kind !== 'exists' || counterexample || found.nondeterminism.length > 0) return wrong
  const members = found.members.filter(({ of }) => of === 'subject')
  const having = (members.length > 0 ? members : [{ name: subjects[0].name, cases }])
    .filter(({ cases }) => cases.satisfied > 0)
    .map(({ name }) => name)
  const named = witnesses.map(({ subject }) => subject)
  if (!isDeepStrictEqual(named, having))
    wrong.push('it has not a witness for each subject of which it counts some')
  return wrong
}

function checkReturned({ kind }: Claim, { verdict: { float32 }, nondeterminism }: ClaimEvidence): string[] {
  if (kind === 'exists' || !float32) return []
  const violated = violatedOf(float32.cases)
  if (!float32.counterexample && violated > 0 && nondeterminism.length === 0)
    return ['it has no float32 counterexample']
  return float32.counterexample && violated === 0 ? ['it has a float32 counterexample, and counts none'] : []
}
