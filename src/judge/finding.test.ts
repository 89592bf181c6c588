import fc from 'fast-check'
import { expect, test } from 'vitest'
import { exists } from '../claim/claim.ts'
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

test('what is given is not found again', () => {
  const given = arrays({ arrays: { u: [1] } })
  expect(() =>
    fc.sample(
      finding(given, ({ u }) => ({ u })),
      1,
    ),
  ).toThrow('u is given')
})
