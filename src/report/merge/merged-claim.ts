import { isDeepStrictEqual } from 'node:util'
import { subjectsOf, type Claim, type Variant } from '../../claim/claim.ts'
import type { LoadedClaim } from '../../claim/load-claim.ts'
import { mutantsOf, variantsOf } from '../../claim/variants.ts'
import type { ClaimEvidence, DecisiveCase } from '../../evidence/schema.ts'
import { timeOfAll } from '../../evidence/time-schema.ts'
import { concluded, failedClaim, type Decisive } from '../../judge/conclusion.ts'
import { isAbout, isDefect } from '../../judge/contradiction-error.ts'
import type { Failure } from '../../judge/failure.ts'
import type { VariantEvidence } from '../../judge/variant-trials.ts'
import { violatedOf } from '../../judge/returned-numbers.ts'
import { walksIn } from '../../judge/shard.ts'
import { Tally } from '../../judge/tally.ts'
import { tallyOf } from '../../recount/tally-of.ts'

/**
 * What the shards of a run found out about one claim, as one.
 *
 * @param parts what each found, in the order of their cases
 */
export async function mergedClaim(
  loaded: LoadedClaim,
  parts: readonly ClaimEvidence[],
  { seed, demand }: { readonly seed: number; readonly demand: number | null },
): Promise<ClaimEvidence> {
  const { claim } = loaded
  const range = { ...parts[0].range.of! }
  const [{ origin }] = parts
  const times = parts.flatMap(({ time }) => time ?? [])
  const about = {
    ...(origin && parts.every((part) => isDeepStrictEqual(part.origin, origin)) && { origin }),
    ...(times.length === parts.length && { time: timeOfAll(times) }),
  }
  const failure = firstFailure(claim, parts)
  if (failure) return { ...failedClaim(loaded, failure, range, seed), ...about }
  const tally = new Tally(claim)
  for (const part of parts) tally.join(tallyOf(claim, part))
  const found = {
    tally,
    variants: variantsIn(claim, parts),
    decisive: decisiveIn(claim, parts),
    search: parts.find((_, i) => walksIn({ number: i + 1, of: parts.length }, claim))?.search,
  }
  return { ...(await concluded(loaded, { seed, demand: demand ?? undefined, range }, found)), ...about }
}

/** The failure at which one run would have ended: cases come before variants, and those in their order. */
function firstFailure(claim: Claim, parts: readonly ClaimEvidence[]): Failure | undefined {
  const failures = parts.flatMap(({ error }) => error ?? [])
  const variants = variantsOf(claim)
  const rank = (failure: Failure): number => {
    if (failure.case) return -2
    return isDefect(failure) ? variants.findIndex(({ name }) => isAbout(failure, name)) : -1
  }
  return failures.toSorted((a, b) => rank(a) - rank(b))[0]
}

/** Each variant as the shard found it that tried it. */
function variantsIn(claim: Claim, parts: readonly ClaimEvidence[]): VariantEvidence {
  const inOrder = <Kind extends keyof VariantEvidence>(kind: Kind, variants: readonly Variant[] = []) => {
    const found = new Map<string, VariantEvidence[Kind][number]>()
    for (const part of parts) for (const variant of part[kind]) found.set(variant.name, variant)
    return variants.map(({ name }) => found.get(name)!)
  }
  return {
    controls: inOrder('controls', claim.controls),
    ablations: inOrder('ablations', claim.ablations),
    restrictions: inOrder('restrictions', claim.restrictions),
    mutants: inOrder('mutants', mutantsOf(claim)),
  }
}

/**
 * The cases that would have decided one run, which are the first of their kind. What came out in two ways stays, wherever
 * it was seen.
 */
function decisiveIn(claim: Claim, parts: readonly ClaimEvidence[]): Decisive {
  const existential = claim.kind === 'exists'
  const counterexample = parts.find(({ cases }) => cases.violated > 0)?.counterexample
  const names = subjectsOf(claim.subject).map(({ name }) => name)
  const firstWitness = (name: string): DecisiveCase[] =>
    parts.flatMap(({ witnesses }) => witnesses.find(({ subject }) => subject === name) ?? []).slice(0, 1)
  const nondeterminism = parts.flatMap((part) => part.nondeterminism)
  return {
    reals: {
      ...(counterexample && { counterexample }),
      witnesses: existential && !counterexample ? names.flatMap(firstWitness) : [],
    },
    float32: existential ? returnedWitness(names, parts) : returnedCounterexample(parts),
    nondeterminism: nondeterminism.toSorted(
      (a, b) => +(a.reading === 'float32') - +(b.reading === 'float32'),
    ),
  }
}

const returnedCounterexample = (parts: readonly ClaimEvidence[]): DecisiveCase | undefined =>
  parts.find(({ verdict }) => verdict.float32 && violatedOf(verdict.float32.cases) > 0)?.verdict.float32
    ?.counterexample

/** Of the first subject of which any returned numbers are a witness. */
function returnedWitness(
  names: readonly string[],
  parts: readonly ClaimEvidence[],
): DecisiveCase | undefined {
  for (const name of names)
    for (const { verdict } of parts)
      if (verdict.float32?.witnesses?.some(({ subject }) => subject === name))
        return verdict.float32.counterexample
  return undefined
}
