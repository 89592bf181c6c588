import { isDeepStrictEqual } from 'node:util'
import { type Allowed, checkCertificate } from '../auditor/certificate-check.ts'
import { demandWithin, OverLimit } from '../auditor/limits.ts'
import { weigh } from '../auditor/weigh.ts'
import type { Certificate } from '../evidence/certificate-schema.ts'
import type { ExaminedEvidence } from '../evidence/schema.ts'
import { certifyDeviation } from '../examine/certify-deviation.ts'
import { compare } from '../examine/conformity.ts'
import { declaredName } from '../examine/declared-name.ts'
import { conformityMeaning, conformsOf } from '../examine/examined-evidence.ts'
import { State } from '../examine/honest-range.ts'
import { sizes, type Lanes } from '../examine/lanes.ts'
import { modelOf } from '../examine/model.ts'
import { requiredOf } from '../examine/required.ts'
import { fromHex, toHex } from '../program/hex-float.ts'
import { inBrief } from './differences.ts'
import { checkCompared } from './examined-counts.ts'
import { checkImplementation, checkProperties } from './examined-rows.ts'

/** Whether what evidence says of an examined attention fits together, and its deviation is one. */
export async function recountExamined(
  found: ExaminedEvidence,
  sameArithmetics: boolean,
  allowed: Allowed,
): Promise<string[]> {
  const wrong = contradictionsOf(found)
  return found.deviation ? [...wrong, ...(await checkDeviation(found, sameArithmetics, allowed))] : wrong
}

/** What of an examined attention its own counts contradict: all that can be told without asking it, or computing. */
export function contradictionsOf(found: ExaminedEvidence): string[] {
  const wrong: string[] = []
  const compared = (what: string, is: unknown, should: unknown): void => {
    if (!isDeepStrictEqual(is, should))
      wrong.push(`${what} is ${inBrief(is)}; found again it is ${inBrief(should)}`)
  }
  const { counts, families, failed } = found
  const summary = { counts, families, failed: failed?.during === 'comparison' ? failed.message : undefined }
  compared('the definition', found.definition, declaredName(found.declared))
  compared('conforms', found.conforms, conformsOf(summary))
  compared('the sentence', found.meaning, conformityMeaning(summary))
  const total = (of: 'lanes' | 'deviatingLanes') => families.reduce((sum, family) => sum + family[of], 0)
  compared('the number of lanes', counts.lanes, total('lanes'))
  compared('the number of lanes that deviate', counts.deviatingLanes, total('deviatingLanes'))
  compared('whether there is a deviation', found.deviation !== undefined, counts.deviatingLanes > 0)
  compared(
    'what is required',
    found.required,
    requiredOf(
      found.required.map(({ property }) => property),
      found,
    ),
  )
  return [...wrong, ...checkCompared(found), ...checkImplementation(found), ...checkProperties(found)]
}

type StatedDeviation = NonNullable<ExaminedEvidence['deviation']>

/** Whether the deviation is outside of the range of honest answers, worked out again, and its certificate holds. */
async function checkDeviation(
  { declared, deviation: stated }: ExaminedEvidence,
  sameArithmetics: boolean,
  allowed: Allowed,
): Promise<string[]> {
  const deviation = stated!
  const one = laneOf(deviation)
  const misshapen = shapeFaults(deviation, declared)
  if (misshapen.length > 0) return misshapen
  const { extents, of, at } = deviation
  const size = sizes(extents)
  demandWithin(allowed.limits, 'operations', size.weights * (extents.width + extents.valueWidth) ** 2)
  const { ranges } = compare(modelOf(declared), one, { [of]: new Float32Array(size[of]).fill(NaN) })
  const range = ranges[of]!
  const found = { value: range.value[at], low: range.low[at], high: range.high[at] }
  const returned = fromHex(deviation.returned)
  const wrong = (['value', 'low', 'high'] as const)
    .filter((name) => toHex(found[name]) !== deviation[name])
    .map((name) => `${name} of the deviation is ${deviation[name]}; found again it is ${toHex(found[name])}`)
  if (range.state[at] !== State.Bounded || (returned >= found.low && returned <= found.high))
    wrong.push('an honest implementation may return what is said to deviate')
  if (wrong.length > 0) return wrong
  const again = await certifyDeviation(declared, one, { of, at, lane: 0, returned, ...found })
  return checkCertified(deviation.certificate, again, sameArithmetics, allowed)
}

function laneOf({ extents, inputs }: StatedDeviation): Lanes {
  const numbers = (name: 'q' | 'k' | 'v') => Float32Array.from(inputs[name], fromHex)
  const mask = inputs.mask && Uint8Array.from(inputs.mask, fromHex)
  return { ...extents, lanes: 1, q: numbers('q'), k: numbers('k'), v: numbers('v'), ...(mask && { mask }) }
}

function shapeFaults(
  { extents, inputs, of, at }: StatedDeviation,
  { heads }: ExaminedEvidence['declared'],
): string[] {
  const size = sizes(extents)
  const short = (['q', 'k', 'v', 'mask'] as const).filter(
    (name) => inputs[name] !== undefined && inputs[name].length !== size[name],
  )
  return [
    ...short.map((name) => `the deviation's ${name} has not the numbers that its extents say`),
    ...(extents.queryHeads === heads.query && extents.keyHeads === heads.key
      ? []
      : ['the deviation has not the heads that are declared']),
    ...(heads.query % heads.key === 0 ? [] : ['heads of keys are declared that are not shared evenly']),
    ...(at < size[of] ? [] : [`there is no number ${at} of the ${of} in the deviation`]),
  ]
}

function checkCertified(
  certificate: Certificate | undefined,
  again: Certificate | undefined,
  sameArithmetics: boolean,
  allowed: Allowed,
): string[] {
  if (!certificate) return again && sameArithmetics ? ['the deviation has no certificate'] : []
  try {
    weigh(certificate, allowed.limits)
  } catch (error) {
    if (error instanceof OverLimit) return [`the certificate of the deviation ${error.message}`]
    throw error
  }
  const same =
    again &&
    isDeepStrictEqual(certificate.program, again.program) &&
    isDeepStrictEqual(certificate.inputs, again.inputs)
  return [
    ...(same ? [] : ['the certificate is not about the deviation']),
    ...(sameArithmetics && same && !isDeepStrictEqual(certificate, again)
      ? ['the certificate says something else than is found again']
      : []),
    ...checkCertificate(certificate, allowed).map((what) => `certificate of the deviation: ${what}`),
  ]
}
