import { describe, expect, test } from 'vitest'
import { conjunction, judged } from './judged.ts'
import { blankJudgement, type Judgement } from './judgement.ts'
import type { Proposition } from './proposition.ts'
import { Recorder } from './recorder.ts'
import type { Shape } from './shape.ts'
import { and, iff, implies, not, or, Truth } from './truth.ts'

const { False, Undecided, Consistent, True } = Truth
const ALL = [False, Undecided, Consistent, True]

/** What an arithmetic says of an atom. */
interface Planted {
  readonly shape: Shape
  /** Lane by lane. */
  readonly truths: readonly Truth[]
  readonly lanes?: number
  readonly margin?: readonly number[]
  readonly bound?: readonly number[]
}

const row = (...truths: Truth[]): Planted => ({ shape: [truths.length], truths })
const one = (truth: Truth, margin = NaN, bound = NaN): Planted => ({
  shape: [],
  truths: [truth],
  margin: [margin],
  bound: [bound],
})

/** What a statement about such atoms comes to, and in which order it asked for them. */
function judge(
  atoms: Readonly<Record<string, Planted>>,
  of: (atoms: Record<string, Proposition>) => Proposition,
): Judgement & { readonly asked: readonly string[] } {
  const x = new Recorder()
  const names = Object.keys(atoms)
  const inputs = x.inputs(Object.fromEntries(names.map((name) => [name, atoms[name].shape])))
  const { statement } = of(Object.fromEntries(names.map((name) => [name, inputs[name].equal(inputs[name])])))
  const asked: string[] = []
  const judgement = judged(statement, ([, value]) => {
    asked.push(names[value])
    const { shape, truths, lanes = 1, margin, bound } = atoms[names[value]]
    const blank = blankJudgement(lanes, shape)
    blank.truth.set(truths)
    if (margin) blank.margin.set(margin)
    if (bound) blank.bound.set(bound)
    return blank
  })
  return { ...judgement, asked }
}

describe('connectives', () => {
  test.each([
    ['and', and],
    ['or', or],
    ['implies', implies],
    ['iff', iff],
  ] as const)("%s is Kleene's, for every pair of truths", (connective, table) => {
    const { truth, shape } = judge({ p: { shape: [4, 1], truths: ALL }, q: row(...ALL) }, ({ p, q }) =>
      p[connective](q),
    )
    expect(shape).toEqual([4, 4])
    expect([...truth]).toEqual(ALL.flatMap((a) => ALL.map((b) => table(a, b))))
  })

  test('not is', () => {
    expect([...judge({ p: row(...ALL) }, ({ p }) => p.not()).truth]).toEqual(ALL.map(not))
  })

  test('say false of a contradiction, true of a certain alternative, and nothing of an open one', () => {
    const open = (of: (p: Proposition) => Proposition) =>
      judge({ p: row(False, Undecided, True) }, ({ p }) => of(p)).truth
    expect([...open((p) => p.and(p.not()))]).toEqual([False, Undecided, False])
    expect([...open((p) => p.or(p.not()))]).toEqual([True, Undecided, True])
    expect([...open((p) => p.iff(p))]).toEqual([True, Undecided, True])
  })

  test('take what is the same in every lane for each of them', () => {
    const each: Planted = { shape: [2], lanes: 3, truths: [True, True, True, False, Undecided, True] }
    const { lanes, truth } = judge({ each, same: row(True, Undecided) }, (p) => p.each.and(p.same))
    expect(lanes).toBe(3)
    expect([...truth]).toEqual([True, Undecided, True, False, Undecided, Undecided])
    expect([...judge({ each, same: one(False) }, (p) => p.same.or(p.each)).truth]).toEqual(each.truths)
  })
})

describe('all and any', () => {
  const of: Planted = { shape: [2, 2], lanes: 2, truths: [True, True, Consistent, True, False, False, 1, 0] }

  test('give one truth a lane', () => {
    const all = judge({ of }, (p) => p.of.all())
    expect(all.shape).toEqual([])
    expect([...all.truth]).toEqual([Consistent, False])
    expect([...judge({ of }, (p) => p.of.any()).truth]).toEqual([True, Undecided])
  })

  test('of nothing are true and false', () => {
    expect([...judge({ p: row() }, ({ p }) => p.all()).truth]).toEqual([True])
    expect([...judge({ p: row() }, ({ p }) => p.any()).truth]).toEqual([False])
  })

  test('a statement with entries left is read as "for all entries"', () => {
    expect([...conjunction(judge({ of }, (p) => p.of))]).toEqual([Consistent, False])
  })
})

test('the margin is that of the atom that is nearest to another truth, lane by lane', () => {
  const p: Planted = { shape: [], lanes: 3, truths: [3, 3, 3], margin: [3, -1, 9], bound: [1, 0.25, 0] }
  const q = one(True, -1.5, 0.125)
  const none = one(Undecided)
  const found = judge({ p, q, none }, (atoms) => atoms.p.not().all().implies(atoms.none.or(atoms.q)))
  expect([...found.margin]).toEqual([-1.5, -1, -1.5])
  expect([...found.bound]).toEqual([0.125, 0.25, 0.125])
  expect(judge({ none }, (atoms) => atoms.none.not()).margin[0]).toBeNaN()
})

test('atoms are asked for from left to right', () => {
  const open = one(Undecided)
  const { asked } = judge({ p: open, q: open, r: open, s: open }, ({ p, q, r, s }) =>
    r.and(p.not()).implies(s.iff(q.any())),
  )
  expect(asked).toEqual(['r', 'p', 's', 'q'])
})
