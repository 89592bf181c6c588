import { describe, expect, test } from 'vitest'
import { batchOf, type Batch } from '../arithmetic/batch.ts'
import { run as runInIntervals } from '../arithmetic/interval/run.ts'
import type { Program, Shapes } from '../program/program.ts'
import type { Real } from '../program/real.ts'
import type { Recorder } from '../program/recorder.ts'
import { record, type Recordable } from '../program/record.ts'
import { decideOverReals } from './decide-over-reals.ts'
import { lookModulo } from './modular-look.ts'
import { Refutations } from './refutations.ts'
import { higherTiers, type HigherTiers } from './scalar-tiers.ts'
import { Status } from './status.ts'
import { TIERS } from '../evidence/tiers.ts'

const shapes: Shapes = { u: [2], v: [14] }
const batch: Batch = batchOf([
  {
    inputs: {
      u: { shape: [2], data: Float32Array.of(0.1, 0.7) },
      v: { shape: [14], data: Float32Array.from({ length: 14 }, (_, i) => Math.fround(Math.sin(i + 1))) },
    },
  },
])
/** u/3 in two ways, one after the other. */
const thirds = (u: Real, x: Recorder): Real => u.div(3).concat(u.mul(x.rational(1, 3)))
const programOf = (of: Recordable): Program => record(of, shapes).definition

/** The tiers, and the names of those that are asked. */
async function spied(): Promise<{ higher: HigherTiers; asked: string[] }> {
  const { tiers, described } = await higherTiers()
  const asked: string[] = []
  const spies = tiers.map(({ judge, ...tier }) => ({
    ...tier,
    judge: ((...of) => {
      asked.push(tier.tier)
      return judge(...of)
    }) satisfies typeof judge,
  }))
  return { higher: { tiers: spies, described }, asked }
}

async function decided(of: Recordable) {
  const { higher, asked } = await spied()
  const { status, tier, recheck } = decideOverReals(programOf(of), batch, higher)
  return { status: status[0], tier: TIERS[tier[0]], recheck: recheck[0], asked }
}

describe('a case that enclosures leave open', () => {
  test('is refuted by residues alone', async () => {
    const found = await decided(({ u }) => ({
      claim: u
        .mul(3)
        .add(2 ** -80)
        .equal(u.mul(3))
        .all(),
    }))
    expect(found).toMatchObject({ status: Status.Violated, tier: 'exact', asked: [] })
    const softmax = await decided(({ u }) => {
      const terms = u.exp()
      return {
        claim: terms
          .div(terms.sum())
          .sum()
          .equal(1 + 2 ** -52)
          .not()
          .not(),
      }
    })
    expect(softmax).toMatchObject({ status: Status.Violated, asked: [] })
  })

  test('is refuted where exact numbers have too many terms', async () => {
    const product = (x: Real, by: number) =>
      Array.from({ length: 14 }, (_, i) => x.gather([i]).exp().add(1))
        .reduce((a, b) => a.mul(b))
        .mul(by)
    const claim: Recordable = ({ v }) => ({
      claim: product(v, 1 + 2 ** -52)
        .equal(product(v, 1))
        .all(),
    })
    const { tiers } = await higherTiers()
    const exact = tiers.find(({ tier }) => tier === 'exact')!
    expect(exact.judge(programOf(claim), batch, ({ claim }) => [...claim])).toEqual([1])
    expect(await decided(claim)).toMatchObject({ status: Status.Violated, tier: 'exact', recheck: 0 })
  })

  test('goes to exact numbers where it looks like a tie, and to enclosures where it does not', async () => {
    const tie = await decided(({ u }, x) => ({
      claim: u
        .div(3)
        .atMost(u.mul(x.rational(1, 3)))
        .all(),
    }))
    expect(tie).toMatchObject({ status: Status.Satisfied, tier: 'exact', asked: ['exact'] })
    const near = await decided(({ u }, x) => ({
      claim: u
        .div(3)
        .less(u.mul(x.rational(1, 3)).add(2 ** -70))
        .all(),
    }))
    const { tiers } = await higherTiers()
    expect(near).toMatchObject({ status: Status.Satisfied, asked: [tiers[0].tier] })
    const decidedTies = await decided(({ u }, x) => ({
      claim: u
        .sub(u)
        .equal(0)
        .all()
        .and(
          u
            .div(3)
            .less(u.mul(x.rational(1, 3)).add(2 ** -70))
            .all(),
        ),
    }))
    expect(decidedTies.asked).toEqual(near.asked)
  })

  test.each<[string, boolean, Recordable]>([
    ['an order with a tie', true, ({ u }, x) => ({ claim: thirds(u, x).sameOrder(thirds(u, x).mul(2)) })],
    [
      'an order without',
      false,
      ({ u }, x) => ({ claim: u.sameOrder(thirds(u, x).gather([0, 1]).neg()).not() }),
    ],
    ['a rank', true, ({ u }, x) => ({ claim: thirds(u, x).reshape([2, 2]).rank().atMost(1) })],
    [
      'a rank of logarithms',
      false,
      ({ u }) => ({ claim: u.log().reshape([2, 1]).rank().atLeast(1).or(u.exp().equal(u).all()) }),
    ],
  ])('is tied or not: %s', (_, tied, of) => {
    const program = programOf(of)
    expect(lookModulo(program, batch, runInIntervals(program, batch), 0)!.tied).toBe(tied)
  })

  test('is confirmed by exact numbers only', async () => {
    const found = await decided(({ u }, x) => ({
      claim: u
        .div(3)
        .equal(u.mul(x.rational(1, 3)))
        .all(),
    }))
    expect(found).toMatchObject({ status: Status.Satisfied, tier: 'exact', asked: ['exact'] })
  })
})

test('truths of enclosures and of residues are put together', () => {
  const program = programOf(({ u }) => ({
    claim: u
      .square()
      .less(10)
      .and(
        u
          .mul(3)
          .add(2 ** -80)
          .equal(u.mul(3))
          .not(),
      )
      .all(),
  }))
  const enclosed = runInIntervals(program, batch)
  expect(enclosed.claim[0]).not.toBe(3)
  expect(lookModulo(program, batch, enclosed, 0)!.said.claim[0]).toBe(3)
})

test('a program that compares only logarithms and roots is not looked at', () => {
  const look = (of: Recordable) => {
    const program = programOf(of)
    return lookModulo(program, batch, runInIntervals(program, batch), 0)
  }
  expect(look(({ u }) => ({ claim: u.log().equal(u.log()).all() }))).toBeUndefined()
  expect(look(({ u }) => ({ claim: u.exp().exp().atMost(u.sqrt()).all() }))).toBeUndefined()
  expect(look(({ u }) => ({ claim: u.log().equal(u.log()).all().or(u.exp().equal(u).all()) }))).toBeDefined()
})

test('a look is likely to refute while some do', () => {
  const [program, other] = [
    programOf(({ u }) => ({ claim: u.equal(u).all() })),
    programOf(({ u }) => ({ claim: u.less(u).all() })),
  ]
  const counted = new Refutations()
  for (let i = 0; i < 4; i++) {
    expect(counted.areLikely(program)).toBe(true)
    counted.note(program, false)
  }
  expect([counted.areLikely(program), counted.areLikely(other)]).toEqual([false, true])
  counted.note(program, true)
  expect(counted.areLikely(program)).toBe(true)
})
