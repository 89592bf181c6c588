import { expect, test } from 'vitest'
import { batchOf } from '../src/arithmetic/batch.ts'
import { elu1, exponential, hedgehog, taylor2, type FeatureMap } from '../src/attention/feature-map.ts'
import { linear } from '../src/attention/linear.ts'
import type { Claim, Predicate } from '../src/claim/claim.ts'
import { ClaimPrograms } from '../src/claim/record-claim.ts'
import { valueAt } from '../src/generate/stream.ts'
import { decideOverReals } from '../src/judge/decide-over-reals.ts'
import { higherTiers } from '../src/judge/scalar-tiers.ts'
import { Status } from '../src/judge/status.ts'
import shipped from '../properties/injectivity/linear-never-injective.ts'

/** In how many of 40 cases an obstruction is certified, for attention with a feature map. */
async function certified(map: FeatureMap, obstruction: Predicate): Promise<number> {
  const planted: Claim = { ...shipped, subject: linear(map), obstruction }
  const programs = ClaimPrograms.of(planted)
  const higher = await higherTiers()
  let count = 0
  for (let index = 0; index < 40; index++) {
    const batch = batchOf([valueAt(planted.inputs, planted.id, 1, index).value])
    const { status } = decideOverReals(programs.of(0, batch.shapes).definition, batch, higher)
    if (status[0] === Status.Violated) count++
  }
  return count
}

/** What was once taken for an obstruction. */
const fullColumnRank =
  ({ define }: FeatureMap): Predicate =>
  ({ k }, _attention, x) =>
    define.keys(k, x).rank().atLeast(k.shape[1])

test.each([elu1, exponential])(
  'features of full column rank are no obstruction where a multiple of features is one of features: $name',
  async (map) => {
    expect(await certified(map, fullColumnRank(map))).toBeGreaterThan(30)
    expect(await certified(map, shipped.obstruction!)).toBe(0)
  },
)

test.each([hedgehog, taylor2])(
  'a map of which the features give the token back has one: $name',
  async (map) => {
    expect(await certified(map, shipped.obstruction!)).toBeGreaterThan(map === hedgehog ? 30 : 8)
  },
)
