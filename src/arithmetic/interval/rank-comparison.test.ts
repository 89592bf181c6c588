import { describe, expect, it } from 'vitest'
import { Truth } from '../../program/truth.ts'
import { compareRanks, RankOf } from './rank-comparison.ts'
import { between, exact } from './worksheet.fixture.ts'

const { True, False, Undecided } = Truth
const ranks = new RankOf()
const diagonal = (...entries: number[]) =>
  [0, 1, 2].flatMap((i) => [0, 1, 2].map((j) => (i === j ? entries[i] : 0)))
const around = diagonal(1, 2, 0)
/** Of rank 2 or 3. */
const open = ranks.of(
  between(
    around.map((v) => v - 1e-9),
    around.map((v) => v + 1e-9),
    [3, 3],
  ),
)

describe('ranks are compared', () => {
  it.each([
    [true, 1, False],
    [true, 2, Undecided],
    [true, 3, True],
    [false, 2, True],
    [false, 3, Undecided],
    [false, 4, False],
  ] as const)('with a number (at most: %s, %i)', (atMost, number, truth) => {
    const judged = compareRanks(atMost, open, number)
    expect(judged.shape).toEqual([])
    expect([...judged.truth]).toEqual([truth])
  })

  it.each([
    ['three', ranks.of(exact(diagonal(1, 1, 1), [3, 3])), Undecided, True],
    ['one', ranks.of(exact(diagonal(1, 0, 0), [3, 3])), True, False],
    ['itself', open, Undecided, Undecided],
  ] as const)('with one that is itself only an interval: %s', (_, rank, atMost, atLeast) => {
    expect([...compareRanks(true, rank, open).truth]).toEqual([atMost])
    expect([...compareRanks(false, rank, open).truth]).toEqual([atLeast])
  })

  it('lane by lane', () => {
    const [two, one] = [exact([1, 2, 2, 4, 1, 0, 0, 1], [2, 2], 2), exact([1, 0, 0, 0], [2, 2])]
    const judged = compareRanks(true, ranks.of(two), ranks.of(one))
    expect([...judged.truth]).toEqual([True, False])
    expect([...judged.margin]).toEqual([0, -1])
    expect([...judged.bound]).toEqual([0, 0])
    expect([...compareRanks(true, open, 4).margin]).toEqual([1.5])
    expect([...compareRanks(true, open, 4).bound]).toEqual([0.5])
  })
})

it('the rank of a matrix is found once', () => {
  const matrix = exact([1, 2, 2, 4], [2, 2])
  expect(ranks.of(matrix)).toBe(ranks.of(matrix))
})
