import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exists, type Exists } from '../claim/claim.ts'
import { folklore } from '../claim/source.ts'
import { arrays } from '../generate/arrays.ts'
import { finding } from '../generate/finding.ts'
import { uniform } from '../generate/families.ts'
import { verify } from './verify.ts'

/** For every u there is a w with u + w = 0, found by this. */
const claim = (find: (u: number) => number) =>
  exists({
    ...{ id: 'opposites', title: 't', statement: 's', source: folklore() },
    inputs: finding(arrays({ arrays: { u: [1] }, from: uniform(1, 2) }), ({ u }) => ({
      w: { shape: [1], data: Float32Array.from(u.data, find) },
    })),
    quantifiers: { u: 'forAll', w: 'exists' },
    check: ({ u, w }) => u.add(w).equal(0).all(),
    expect: { reals: 'holds' },
    controls: [
      {
        name: 'u + w = 0 and w above 0',
        check: ({ u, w }) => u.add(w).equal(0).and(w.greater(0)).all(),
        obstruction: ({ u }) => u.greater(0).all(),
      },
    ],
  })

const statusOf = async (find: (u: number) => number) =>
  (await verify(claim(find), { cases: 2000, seed: 1 })).verdict.reals.status

test('a witness that is found for every draw supports, and does not prove', async () => {
  expect(await statusOf((u) => -u)).toBe('supported')
})

test('that none is found refutes nothing', async () => {
  expect(await statusOf((u) => u)).toBe('inconclusive')
})

describe('for half of all u from -1 to 1 there is no w from 0 to u', () => {
  const between = (find: (u: Float32Array) => number, changes: Partial<Exists> = {}) =>
    exists({
      ...{ id: 'between', title: 't', statement: 's', source: folklore() },
      inputs: finding(arrays({ arrays: { u: [1] }, from: uniform(-1, 1) }), ({ u }) => ({
        w: { shape: [1], data: Float32Array.of(find(u.data)) },
      })),
      quantifiers: { u: 'forAll', w: 'exists' },
      check: ({ u, w }) => w.less(u).and(w.greater(0)).all(),
      obstruction: ({ u }) => u.atMost(0).all(),
      expect: { reals: 'refuted' },
      controls: [
        {
          name: 'w < 0',
          check: ({ u, w }) => w.less(u).and(w.less(0)).and(w.greater(0)).all(),
          obstruction: ({ u }) => u.less(9).all(),
        },
      ],
      ...changes,
    })
  const found = async (claim: Exists) => (await verify(claim, { cases: 2000, seed: 1 })).verdict.reals

  test('whatever the code does to the numbers that it is given', async () => {
    const changing = between((u) => (u[0] = 1) / 2)
    expect((await found(changing)).status).toBe('refuted')
  })

  test('where that w is above 0 is said by `assuming`: what is found must satisfy it', async () => {
    const changes: Partial<Exists> = {
      check: ({ u, w }) => w.less(u).all(),
      assuming: ({ w }) => w.greater(0).all(),
    }
    expect((await found(between(([u]) => u / 2, changes))).status).toBe('refuted')
    const never = await found(
      between(([u]) => u / 2, { ...changes, obstruction: (_inputs, _attention, x) => x.constant(1).less(0) }),
    )
    expect(never.status).toBe('inconclusive')
  })

  test('but an obstruction that holds of a witness refutes nothing', async () => {
    const verdict = await found(between(([u]) => u / 2, { obstruction: ({ u }) => u.greater(0.9).all() }))
    expect(verdict).toMatchObject({ status: 'inconclusive', lacks: { what: 'code' } })
    expect(verdict.meaning).toMatch(/on case \d+: the obstruction holds where the case is a witness/)
  })
})

test.each([
  [undefined, 'what finds arrays gave undefined; give { name: { shape, data } }'],
  [Promise.resolve({}), 'what finds arrays gave a promise'],
])('what is found is arrays, not %s', (found, fault) => {
  const given = arrays({ arrays: { u: [1] } })
  expect(() =>
    fc.sample(
      finding(given, () => found as never),
      1,
    ),
  ).toThrow(fault)
})

test('what is given is not found again', () => {
  const given = arrays({ arrays: { u: [1] } })
  expect(() =>
    fc.sample(
      finding(given, ({ u }) => ({ u })),
      1,
    ),
  ).toThrow('u is given')
})
