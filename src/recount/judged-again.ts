import { isDeepStrictEqual } from 'node:util'
import type { LoadedClaim } from '../claim/load-claim.ts'
import type { Engine } from '../engine/engine.ts'
import type { ClaimEvidence, Evidence } from '../evidence/schema.ts'
import type { CaseOptions } from '../judge/campaign-options.ts'
import { anywhere, differences, inBrief, type Difference } from './differences.ts'
import { whatWasFound } from './what-was-found.ts'
import { isWithin, restsOnDevice, trustedIn } from './trusted.ts'

/** How a claim is judged anew. */
export type Judge = (loaded: LoadedClaim, options: CaseOptions) => Promise<ClaimEvidence>

export interface JudgedAgain {
  readonly findings: readonly string[]
  /** What differs, and only the engine can say whether it should. */
  readonly onTrust: readonly string[]
  readonly decided: number
}

/** More cases than anybody decides again while he waits; a file says its range itself. */
const MOST_CASES = 1e8

/** What follows from other parts, which is found out without deciding anything. */
const DERIVED = [{ path: 'verdict' }, { path: 'asExpected' }]

/** What depends on how many cases stay open. */
const OF_OPEN = [
  'cases',
  'sample',
  'members',
  'undecided',
  'widest',
  'failureRateAtMost',
  'apartAtMost',
  'probability',
  'restrictions',
].map((path) => ({ path }))

/**
 * Judges a claim anew and compares all of its evidence: over the reals without an engine, which leaves what the device
 * decides on trust, or everything on the engine that is given.
 *
 * @param options `otherArithmetics`: those beyond float64 are not those that decided there; `byTime`: variants and shrinking
 * end where they did there
 */
export async function judgeAgain(
  found: ClaimEvidence,
  loaded: LoadedClaim,
  evidence: Evidence,
  options: {
    readonly judge: Judge
    readonly engine?: Engine
    readonly otherArithmetics: boolean
    readonly byTime: boolean
  },
): Promise<JudgedAgain> {
  const { run } = evidence
  const { judge, engine, otherArithmetics, byTime } = options
  const { from, to } = found.range
  const whole = found.range.of ?? found.range
  if (to - from > MOST_CASES)
    return refuse(`${to - from} cases are more than are decided again; give --resample a number`)
  const again = await judge(loaded, {
    ...(engine && { engine }),
    seed: run.seed,
    from: whole.from,
    to: whole.to,
    ...(run.shard && { shard: run.shard }),
    recheck: run.recheck,
    ...(byTime && { like: found }),
    ...(run.demand !== null && { demand: run.demand }),
    ...(found.search && { starts: Math.min(found.search.starts, 256) }),
  })
  if (again.error) return refuse(`its code fails here: ${again.error.message}`)
  const differing = differences(inOrder(found), inOrder(again))
  if (engine) return { findings: differing.map(inWords), onTrust: [], decided: to - from }
  const trusted = trustedIn(evidence).map(({ path }) => ({ path: path.replace(/^claims\[\]\./, '') }))
  const open = { here: openOf(again), there: openOf(found) }
  const onDevice = restsOnDevice(found, run)
  const excused = otherArithmetics || (onDevice && open.here > open.there)
  const findings = checkTiers(found, again, onDevice)
  const onTrust: string[] = []
  if (excused) {
    findings.push(...checkOpen(found, again, otherArithmetics))
    onTrust.push(
      otherArithmetics
        ? 'its counts: other arithmetics than here decided beyond float64'
        : `${open.here - open.there} cases of which nothing but the device decided`,
    )
  }
  for (const difference of differing) {
    const path = anywhere(difference.path)
    if (isWithin(path, DERIVED) || (excused && isWithin(path, OF_OPEN))) continue
    if (excused && otherArithmetics && /^(counterexample|witnesses|controls|ablations|mutants)/.test(path))
      continue
    if (!isWithin(path, trusted)) findings.push(inWords(difference))
    else if (onDevice && !/^(cases|rechecked|nondeterminism)/.test(path)) onTrust.push(inWords(difference))
    else if (!onDevice && !/^(rechecked|nondeterminism)/.test(path)) findings.push(inWords(difference))
  }
  return { findings, onTrust, decided: to - from }
}

const refuse = (finding: string): JudgedAgain => ({ findings: [finding], onTrust: [], decided: 0 })

const inWords = ({ path, is, should }: Difference): string =>
  `${path} is ${inBrief(is)}; decided again it is ${inBrief(should)}`

/** The order in which shapes were seen is none of the evidence's. */
const inOrder = (claim: ClaimEvidence) => ({
  ...whatWasFound(claim),
  inputs: { ...claim.inputs, shapes: [...claim.inputs.shapes].sort() },
})

const openOf = ({ cases }: ClaimEvidence): number => cases.undecided + cases.open + cases.consistent

/** Whether counts differ by no more than the cases that are open, here or there. */
function checkOpen(found: ClaimEvidence, again: ClaimEvidence, either: boolean): string[] {
  const [here, there] = [openOf(again), either ? openOf(found) : 0]
  return (['satisfied', 'violated', 'discarded'] as const).flatMap((name) => {
    const [stated, counted] = [found.cases[name], again.cases[name]]
    return stated > counted + here || counted > stated + there
      ? [`cases.${name} is ${stated}; decided again it is ${counted}, with ${here} open`]
      : []
  })
}

/** Whether no tier is said to have decided more cases than it does when all get to it. */
function checkTiers(found: ClaimEvidence, again: ClaimEvidence, onDevice: boolean): string[] {
  const stated = found.cases.byTier
  if (!onDevice)
    return isDeepStrictEqual(stated, again.cases.byTier)
      ? []
      : ['its cases by tier are not those that each decides']
  return (['interval', 'mpfr', 'exact'] as const).flatMap((tier) =>
    stated[tier] > again.cases.byTier[tier]
      ? [`${stated[tier]} cases are counted by ${tier}; no more than ${again.cases.byTier[tier]} need it`]
      : [],
  )
}
