import type { ClaimEvidence, DecisiveCase } from '../evidence/schema.ts'
import { counterexampleOf } from './counterexample-of.ts'

type Status = ClaimEvidence['verdict']['reals']['status']

/** What the numbers that an engine returned come to, before the counts. */
const RETURNED: Readonly<Record<Status, string>> = {
  proved: 'the numbers that the engine returned are what is claimed to exist',
  certified: 'it is certified for what the verdict names, and nothing else',
  supported: 'the numbers that the engine returned support it in sampled cases, which is no proof',
  consistent: 'the numbers that the engine returned are consistent with it, which does not confirm it',
  inconclusive: 'nothing can be concluded',
  refuted: 'the numbers that the engine returned refute it',
}

/** What a verdict of a reading is, and what is not said by it; the verdict's own sentence with its counts follows. */
export function verdictSentences(claim: ClaimEvidence, reading: 'reals' | 'float32'): string[] {
  const verdict = claim.verdict[reading]
  if (!verdict) return ['In float32 nothing is known.']
  const said =
    reading === 'reals'
      ? `Over the reals ${overTheReals(claim, verdict.status)}.`
      : `In float32 ${RETURNED[verdict.status]}.`
  return [said, verdict.meaning]
}

function overTheReals(claim: ClaimEvidence, status: Status): string {
  const { kind, scaling } = claim
  const found = counterexampleOf(claim)
  const it =
    kind === 'probability'
      ? 'the bound on the probability'
      : kind === 'scaling'
        ? `the exponent ${scaling ? scaling.exponent : 'that is claimed'}`
        : 'it'
  const sampled = kind === 'probability' ? 'draws' : 'cases'
  switch (status) {
    case 'proved':
      return `${it} is proved by numbers that exist, ${certified(claim.witnesses)}`
    case 'certified':
      return `${it} is certified for what the verdict names, and nothing else`
    case 'supported':
      return `${it} is supported by sampled ${sampled}, not proved`
    case 'consistent':
      return `sampled ${sampled} are consistent with ${it}: it is neither confirmed nor refuted`
    case 'inconclusive':
      return 'nothing can be concluded'
    case 'refuted':
      return kind === 'probability'
        ? `${it} is refuted by confidence limits on sampled draws`
        : `${it} is refuted by ${kind === 'exists' ? 'an obstruction' : 'a counterexample'}, ${certified(found ? [found.decisive] : [])}`
  }
}

const certified = (deciding: readonly DecisiveCase[]): string =>
  deciding.length > 0 && deciding.every(({ certificate }) => certificate)
    ? 'with a certificate'
    : 'of which the evidence holds no certificate'
