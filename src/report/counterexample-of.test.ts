import { expect, test } from 'vitest'
import { withoutFile } from '../claim/load-claim.ts'
import { judgeClaim } from '../judge/judge-claim.ts'
import { needle } from '../judge/search/needle.fixture.ts'
import { attackText } from './attack-text.ts'
import { counterexampleOf } from './counterexample-of.ts'
import { factsOf } from './reporters/claim-facts.ts'
import { unexpectedIn } from './unexpected.ts'

test('what a walk alone leads to is shown as what refutes, with a line that walks there', async () => {
  const judged = await judgeClaim(withoutFile({ ...needle, expect: { reals: 'holds' } }), {
    seed: 1,
    to: 200,
    starts: 1,
  })
  expect(counterexampleOf(judged)).toMatchObject({ walk: 'violation', decisive: { case: { index: 0 } } })
  expect(factsOf(judged, needle.id).at(-1)).toEqual([
    'replay',
    'assay replay planted-needle --seed 1 --case 0 --walk violation',
  ])
  expect(attackText(judged)).toMatch(
    /"2 for 1" stands against the random cases; .* the walk from case 0 kills/,
  )
  // The mutant fell to a walk, so it is as expected; the claim is not.
  expect(unexpectedIn(judged).map(({ of, found, shown }) => [of, found, shown?.walk])).toEqual([
    ['reals', 'refuted', 'violation'],
  ])
  const blunt = { ...judged, mutants: judged.mutants.map((mutant) => ({ ...mutant, sharp: false })) }
  expect(unexpectedIn(blunt).at(-1)).toMatchObject({
    found: 'refuted',
    shown: { variant: '2 for 1', walk: 'violation', case: { index: 0 } },
  })
})
