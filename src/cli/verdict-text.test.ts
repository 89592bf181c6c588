import { expect, test } from 'vitest'
import { plantedClaim } from '../evidence/planted-evidence.fixture.ts'
import { verdictsText, type Shown } from './verdict-text.ts'

const shrunk = { x: { shape: [1, 2], data: ['0x1p+0', '0x0p+0'] } }
const meaning =
  'False: a certified counterexample; 3 of 200 cases violate it, which is a long sentence for one line of it.'
const refuted = plantedClaim('a', {
  asExpected: false,
  verdict: { reals: { status: 'refuted', meaning } },
  counterexample: {
    ...{ case: { seed: 1, index: 3 }, subject: 's', reading: 'reals', tier: 'exact', margin: '0x0p+0' },
    ...{ bound: '0x0p+0', shrunk, original: shrunk },
  },
})
const few = (id: string, lacks: object) =>
  plantedClaim(id, {
    asExpected: false,
    verdict: {
      reals: { status: 'inconclusive', meaning: 'So few.', lacks: { what: 'cases', ...lacks } },
    },
  })
const places = new Map([['a', { file: 'mine/a.ts', line: 3, name: 'mine/a.ts' }]])
const shown: Shown = { columns: 80, paint: (_, text) => text, verbose: false }
const text = (claims = [refuted], how: Partial<Shown> = {}): string =>
  verdictsText({ claims, places, engine: 'wasm' }, { ...shown, ...how })

test('what is not as expected stands below the table, in lines that fit', () => {
  expect(text()).toMatchInlineSnapshot(`
    "  claim     reals    float32  decided     limit
    ✗ a         refuted  –             90  < 3.28 %
      limit: of the probability of a failure (<), or of the event (≤, ≥, to)

    ✗ a
      The claim a
      mine/a.ts:3
      over the reals: expected holds, found refuted
        False: a certified counterexample; 3 of 200 cases violate it, which is a
        long sentence for one line of it.
        counterexample, shrunk from case 3 of seed 1:
          x [1×2]
            1  0
        assay replay mine/a.ts --seed 1 --case 3
    "
  `)
})

test('the command is one line, however long', () => {
  const long = `${'deep/'.repeat(20)}a.ts`
  const far = new Map([['a', { file: long, name: long }]])
  expect(verdictsText({ claims: [refuted], places: far, engine: 'wasm' }, shown)).toContain(
    `\n    assay replay ${long} --seed 1 --case 3\n`,
  )
})

test('claims that need more cases have a line each, and how many', () => {
  const claims = [
    few('a', { cases: 1375, about: false }),
    few('bcd', { cases: 21_000, about: true }),
    few('e', {}),
  ]
  expect(text(claims).split('\n\n')[1]).toMatchInlineSnapshot(`
    "? Too few cases. So many in all would do, if the others come out alike:
        a           1,375
        bcd  about 21,000
        e    nobody knows
    "
  `)
  expect(text(claims.slice(0, 2))).toContain('\n  For all of them: --cases 21000\n')
  expect(text(claims.slice(0, 1))).not.toContain('For all')
})

test('all sentences stand there when they are asked for', () => {
  const fine = plantedClaim('fine', { trivial: { name: 'tied', reached: 1, cases: 2 } })
  expect(text([fine])).not.toContain('No violation in 90 cases.')
  const said = text([fine], { verbose: true, columns: 40 })
  expect(said).toContain(
    '\n✓ fine\n  reals    No violation in 90 cases.\n  attack   Trivial (tied) in at least 50',
  )
  for (const line of said.split('\n')) expect(line.length).toBeLessThanOrEqual(40)
})
