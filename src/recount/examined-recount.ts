import { isDeepStrictEqual } from 'node:util'
import { type Allowed, checkCertificate } from '../auditor/certificate-check.ts'
import { demandWithin, OverLimit } from '../auditor/limits.ts'
import { weigh } from '../auditor/weigh.ts'
import type { Evidence, ExaminedEvidence } from '../evidence/schema.ts'
import { certifyDeviation } from '../examine/certify-deviation.ts'
import { compare } from '../examine/conformity.ts'
import { declaredName } from '../examine/declared-name.ts'
import { conformityMeaning, conformsOf } from '../examine/examined-evidence.ts'
import { sizes, type Lanes } from '../examine/lanes.ts'
import { modelOf } from '../examine/model.ts'
import { requiredOf } from '../examine/required.ts'
import { isBeyondRounding, returnedMeaning, returnedStatus } from '../examine/returned/property-row.ts'
import { fromHex, toHex } from '../program/hex-float.ts'
import { inBrief } from './differences.ts'

/** Whether what evidence says of an examined attention fits together, and its deviation is one. */
export async function recountExamined(
  { run, claims }: Evidence,
  found: ExaminedEvidence,
  sameArithmetics: boolean,
  allowed: Allowed,
): Promise<string[]> {
  const wrong: string[] = []
  const compared = (what: string, is: unknown, should: unknown): void => {
    if (!isDeepStrictEqual(is, should))
      wrong.push(`${what} is ${inBrief(is)}; found again it is ${inBrief(should)}`)
  }
  if (!/^assay examine\b/.test(run.command)) wrong.push('its command is no `assay examine`')
  if (claims.length > 0 || run.selected.length > 0) wrong.push('it holds claims beside what was examined')
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
  for (const { claim, returned, beyondRounding } of found.properties) {
    if (!returned || 'notApplicable' in returned) continue
    compared(`${claim}: the returned numbers`, returned.status, returnedStatus(returned.counts))
    compared(`${claim}: the sentence`, returned.meaning, returnedMeaning(returned.counts, returned.reasons))
    compared(`${claim}: beyond rounding`, beyondRounding, isBeyondRounding(returned.reasons))
  }
  return found.deviation ? [...wrong, ...(await checkDeviation(found, sameArithmetics, allowed))] : wrong
}

/** Whether the deviation is outside of the range of honest answers, worked out again, and its certificate holds. */
async function checkDeviation(
  { declared, deviation }: ExaminedEvidence,
  sameArithmetics: boolean,
  allowed: Allowed,
): Promise<string[]> {
  const { extents, inputs, of, at, certificate } = deviation!
  const size = sizes(extents)
  const numbers = (name: 'q' | 'k' | 'v') => Float32Array.from(inputs[name], fromHex)
  const one: Lanes = {
    ...extents,
    lanes: 1,
    q: numbers('q'),
    k: numbers('k'),
    v: numbers('v'),
    ...(inputs.mask && { mask: Uint8Array.from(inputs.mask, fromHex) }),
  }
  for (const name of ['q', 'k', 'v'] as const)
    if (inputs[name].length !== size[name])
      return [`the deviation's ${name} has not the numbers that its extents say`]
  if (inputs.mask && inputs.mask.length !== size.mask)
    return ["the deviation's mask has not the extents that it says"]
  if (!(extents.keyHeads > 0 && extents.queryHeads % extents.keyHeads === 0))
    return ['the heads of keys of the deviation are not shared evenly']
  if (!(at < size[of])) return [`there is no number ${at} of the ${of} in the deviation`]
  demandWithin(allowed.limits, 'operations', size.weights * (extents.width + extents.valueWidth) ** 2)
  const returned = new Float32Array(size[of]).fill(NaN)
  const { ranges } = compare(modelOf(declared), one, { [of]: returned })
  const range = ranges[of]!
  const wrong = (['value', 'low', 'high'] as const)
    .filter((name) => toHex(range[name][at]) !== deviation![name])
    .map(
      (name) =>
        `${name} of the deviation is ${deviation![name]}; found again it is ${toHex(range[name][at])}`,
    )
  const is = fromHex(deviation!.returned)
  if (range.state[at] !== 0 || (is >= range.low[at] && is <= range.high[at]))
    wrong.push('an honest implementation may return what is said to deviate')
  if (wrong.length > 0) return wrong
  const again = await certifyDeviation(declared, one, {
    of,
    at,
    lane: 0,
    returned: is,
    value: range.value[at],
    low: range.low[at],
    high: range.high[at],
  })
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
