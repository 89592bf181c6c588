import type { Subject } from '../../attention/attention.ts'
import { shapeKey, shapesInWords, shapesOf, type Case } from '../../arithmetic/batch.ts'
import type { Claim } from '../../claim/claim.ts'
import { caseAt } from '../../generate/stream.ts'
import type { Shapes } from '../../program/program.ts'
import type { Precision } from '../declared.ts'
import type { Examined } from '../examined.ts'
import { rounded } from '../round-to.ts'
import { CallDoesNotFit, type Placing } from './placing.ts'
import { recordCalls, type RecordedCalls } from './recorded-calls.ts'

/** Cases that are looked at to find out whether any fits. */
const LOOKED_AT = 256

/** A claim on those of its cases that an attention can be asked about. */
export interface Fitting {
  /** Its inputs are numbers of the precision, and of shapes that fit. */
  readonly claim: Claim
  /** Of the first cases of the claim: how many do not fit, and why the first does not. */
  readonly leftOut?: { readonly cases: number; readonly of: number; readonly reason: string }
  readonly callsFor: (shapes: Shapes) => RecordedCalls
}

/**
 * The cases of a claim that an attention can be asked about.
 *
 * @returns a reason, as a sentence, where there is none
 * @throws what the claim's own code throws
 */
export function fittingCases(
  claim: Claim,
  seed: number,
  {
    subject,
    placing,
    gives,
    precision,
  }: { subject: Subject; placing: Placing; gives: Examined['gives']; precision: Precision },
): Fitting | { readonly reason: string } {
  const known = new Map<string, RecordedCalls | { readonly reason: string }>()
  const recorded = (key: string, shapes: Shapes) => {
    let found = known.get(key)
    if (!found) known.set(key, (found = recordedOrReason(claim, subject, placing, gives, shapes)))
    return found
  }
  const why = (item: Case): string | undefined => {
    const found = recorded(shapeKey(item), shapesOf(item))
    if ('reason' in found) return found.reason
    return isOfNumbers(item) ? undefined : `It has inputs that ${precision} cannot hold.`
  }
  const inputs =
    precision === 'float32' ? claim.inputs : claim.inputs.map((item) => nearestCase(item, precision))
  const reasons: string[] = []
  for (let index = 0; index < LOOKED_AT; index++) {
    const item = caseAt(claim.inputs, claim.id, seed, index)
    const reason = why(precision === 'float32' ? item : nearestCase(item, precision))
    if (reason !== undefined) reasons.push(reason)
  }
  if (reasons.length === LOOKED_AT) return { reason: reasons[0] }
  return {
    claim: {
      ...claim,
      inputs: reasons.length === 0 ? inputs : inputs.filter((item) => why(item) === undefined),
    },
    ...(reasons.length > 0 && { leftOut: { cases: reasons.length, of: LOOKED_AT, reason: reasons[0] } }),
    callsFor(shapes) {
      const found = recorded(keyOf(shapes), shapes)
      if ('reason' in found) throw new CallDoesNotFit(found.reason)
      return found
    },
  }
}

function recordedOrReason(
  claim: Claim,
  subject: Subject,
  placing: Placing,
  gives: Examined['gives'],
  shapes: Shapes,
): RecordedCalls | { readonly reason: string } {
  try {
    return recordCalls(claim, subject, placing, gives, shapes)
  } catch (error) {
    if (error instanceof CallDoesNotFit) return { reason: error.message }
    throw error
  }
}

/** A case of the nearest numbers. */
function nearestCase(item: Case, precision: Precision): Case {
  const inputs = Object.fromEntries(
    Object.entries(item.inputs).map(([name, { shape, data }]) => [
      name,
      { shape, data: data.map((x) => rounded(precision, x)) },
    ]),
  )
  return { ...item, inputs }
}

const isOfNumbers = ({ inputs }: Case): boolean =>
  Object.values(inputs).every(({ data }) => data.every(Number.isFinite))

const keyOf = (shapes: Shapes): string => shapesInWords(Object.keys(shapes), Object.values(shapes))
