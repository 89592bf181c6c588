import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { forAll, type ForAll } from '../claim/claim.ts'
import { folklore } from '../claim/source.ts'
import { softmax } from '../attention/softmax.ts'
import type { Engine } from '../engine/engine.ts'
import { startEngine } from '../engine/start.ts'
import { arrays, lattice } from '../generate/generate.ts'
import { Truth } from '../program/truth.ts'
import { judgeClaim } from './judge-claim.ts'
import { truthsOf, truthsOppose } from './opposed-truths.ts'
import { higherTiers, type ScalarTier } from './scalar-tiers.ts'

const { True, False, Undecided, Consistent } = Truth

test('only what is certain on both sides is opposed', () => {
  const pair = (a: number, b: number) => truthsOppose([Uint8Array.of(a)], [Uint8Array.of(b)])
  expect(pair(True, False)).toBe(true)
  expect(pair(False, True)).toBe(true)
  for (const open of [Undecided, Consistent])
    for (const other of [True, False, open])
      expect([pair(open, other), pair(other, open)]).toEqual([false, false])
  expect(truthsOppose([Uint8Array.of(True, Undecided, True)], [Uint8Array.of(True, True, False)])).toBe(true)
})

test('each lane has its own truths, and those that all share', () => {
  const judgement = (lanes: number, ...truth: number[]) =>
    ({ atom: ['less', 0, 1], judgement: { lanes, truth: Uint8Array.from(truth) } }) as never
  const said = {
    ...{ hypothesis: Uint8Array.of(True, False), claim: Uint8Array.of(False, True), obstruction: undefined },
    atoms: [judgement(2, True, True, False, Undecided), judgement(1, True, False)],
  }
  const plain = (lane: number) => truthsOf(said as never, lane).map((truths) => [...truths])
  expect(plain(0)).toEqual([[True], [False], [True, True], [True, False]])
  expect(plain(1)).toEqual([[False], [True], [False, Undecided], [True, False]])
})

/** Of thirds, enclosures cannot tell that they are equal; and that 1 is less than 2 everybody knows. */
const thirds = (inside: Partial<ForAll>): ForAll =>
  forAll({
    ...{ id: 'thirds', title: 't', statement: 's', source: folklore(), subject: softmax },
    inputs: arrays({ arrays: { u: [2] }, from: lattice(3) }),
    check: ({ u }, _, x) =>
      u
        .div(3)
        .sub(u.mul(x.rational(1, 3)))
        .less(0)
        .not()
        .and(u.abs().add(1).less(u.abs().add(2)))
        .all(),
    expect: { reals: 'holds' },
    controls: [],
    ...inside,
  })

describe('an arithmetic that is wrong', () => {
  let engine: Engine
  let exact: ScalarTier
  let judge: ScalarTier['judge']
  beforeAll(async () => {
    engine = (await startEngine('wasm')).engine
    exact = (await higherTiers()).tiers.at(-1)!
  })
  beforeEach(() => ({ judge } = exact))
  afterEach(() => void Object.assign(exact, { judge }))

  const judged = (claim: ForAll, recheck?: 'all') =>
    judgeClaim(
      { claim, theme: 'planted', file: 'planted.ts', sourceHash: `sha256:${'0'.repeat(64)}`, imports: [] },
      { engine, seed: 1, to: 300, demand: 0.1, ...(recheck && { recheck }) },
    )
  /** Denies that one number is less than another, although it says so of the case as a whole. */
  const denying: ScalarTier['judge'] = (program, batch, read) =>
    judge(program, batch, (said, field) =>
      read(
        {
          ...said,
          atoms: said.atoms.map(({ atom, judgement }) => ({
            atom,
            judgement: { ...judgement, truth: judgement.truth.map((t) => (t === True ? False : t)) },
          })),
        },
        field,
      ),
    )

  test.each([undefined, 'all'] as const)(
    'raises the alarm where it was asked (recheck %s)',
    async (recheck) => {
      const sound = await judged(thirds({}), recheck)
      expect(sound.cases.byTier.exact).toBeGreaterThan(0)
      expect(sound.rechecked.contradictions).toEqual([])
      expect(sound.verdict.reals.status).toBe('supported')
      Object.assign(exact, { judge: denying })
      const found = await judged(thirds({}), recheck)
      expect(found.rechecked.contradictions.length).toBeGreaterThan(100)
      expect(found.verdict.reals.status).toBe('inconclusive')
      expect(found.verdict.reals.meaning).toMatch(/^A defect: in \d+ cases two arithmetics.*contradict/)
      expect(found.asExpected).toBe(false)
    },
  )

  test('and where it was asked about a variant alone', async () => {
    const claim = thirds({
      check: ({ u }) => u.abs().less(10).all(),
      controls: [{ name: 'thirds', check: thirds({}).check }],
    })
    expect((await judged(claim)).error).toBeUndefined()
    Object.assign(exact, { judge: denying })
    const found = await judged(claim)
    expect(found.verdict.reals.status).toBe('inconclusive')
    expect(found.verdict.reals.meaning).toMatch(/^A defect: of case 0 of "thirds" two arithmetics/)
    expect(found.asExpected).toBe(false)
  })
})
