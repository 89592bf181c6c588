import { beforeAll, describe, expect, test } from 'vitest'
import { lanesOf } from '../../arithmetic/batch.ts'
import type { Engine } from '../engine.ts'
import { startEngine } from '../start.ts'
import { compared } from './against-enclosures.ts'
import { BROKEN, TOLERATED } from './broken-engines.fixture.ts'
import { spoiling } from './replaced-functions.fixture.ts'
import { OF_MANY_AXES } from './bound-checks.ts'
import type { Check } from './check.ts'
import { resultOf } from './check-result.ts'
import { CHECKS } from './conformance.ts'
import { OPERATION_CASES } from './operation-cases.ts'
import { randomQuestions } from './random-questions.ts'
import { FORMS } from './subject-list.ts'

let engine: Engine
beforeAll(async () => {
  engine = (await startEngine('cpu')).engine
})

const FEW = { lanes: 12, batches: 8, evaluations: 8 }
const KERNELS = 'only the kernels that are known are called'

/** Checks of a single thing; those of subjects and of their batches say the same of many. */
const single = CHECKS.filter(
  ({ group, name }) =>
    group !== 'subjects' && group !== 'bounds' && (group !== 'batching' || name.startsWith('operations:')),
)
const named = (name: string): Check => CHECKS.find((check) => check.name === name)!

async function failing(of: Engine, checks: readonly Check[]): Promise<string[]> {
  const failed: string[] = []
  for (const check of checks) if (!(await resultOf(check, of, FEW)).passed) failed.push(check.name)
  return failed
}

const seen = new Set<string>()

/** The functions of TensorFlow.js of operations that have another name. */
const CALLED: Readonly<Record<string, string>> = {
  ...{ belowMax: 'sub', wherePositive: 'where', whereNonNegative: 'where' },
}

describe('an engine with one mistake is told from an engine', () => {
  test.each(BROKEN)('$mistake', async ({ alter, caughtBy, alone }) => {
    const failed = await failing(alter(engine), single)
    expect(failed).toEqual(expect.arrayContaining([...caughtBy]))
    if (alone) expect([...failed].sort()).toEqual([...caughtBy].sort())
    for (const name of failed) seen.add(name)
  })

  test.each(Object.keys(OPERATION_CASES))('%s is wrong by 0.5', async (name) => {
    const checks = [name, `${name} ${OF_MANY_AXES}`, 'rank of exact numbers in float32'].map(named)
    const failed = await failing(spoiling(CALLED[name] ?? name)(engine), checks)
    expect(failed).toEqual(expect.arrayContaining(checks.slice(0, 2).map((check) => check.name)))
    for (const each of failed) seen.add(each)
  })

  test('every check has caught some mistake', () => {
    // These two are about the bounds alone: no engine can break them.
    const ofTheBounds = [
      'an input that is no number makes an atom undecided',
      'a tie in float32 that is none over the reals is not called one',
    ]
    const never = single.map(({ name }) => name).filter((name) => !seen.has(name))
    expect(never).toEqual(ofTheBounds)
  })

  test('subjects, by the operation that they use', async () => {
    const spoiled = spoiling('exp')(engine)
    const exponentials = ['softmax', 'linear(exp, recurrent, causal)', 'softmax at random shapes and scales']
    const others = ['linear(id)', 'linear(id) at random shapes and scales']
    expect(await failing(spoiled, [...exponentials, ...others].map(named))).toEqual(exponentials)
    const lanes = BROKEN.find(({ mistake }) => mistake.includes('number of lanes'))!.alter(engine)
    const batched = (name: string) => named(`${name}: the values of a lane do not depend on its batch`)
    expect(await failing(lanes, ['softmax', 'linear(id)', 'inline(exp)'].map(batched))).toHaveLength(2)
  })
})

test('a violation at random scales is found again, in the case alone', async () => {
  const spoiled = spoiling('exp')(engine)
  const form = FORMS.find(({ subject }) => subject.name === 'linear(exp, unnormalised)')!
  const questions = [...randomQuestions(form, 40, 3, 4)]
  expect(questions.reduce((sum, { batch }) => sum + batch.lanes, 0)).toBe(40)
  expect([...randomQuestions(form, 40, 3, 4)].map(({ batch }) => batch)).toEqual(
    questions.map(({ batch }) => batch),
  )
  let again = 0
  for (const question of questions) {
    const [{ escapes }] = await compared(spoiled, question)
    for (const escape of escapes.slice(0, 1)) {
      const alone = { ...question, batch: lanesOf(question.batch, escape.lane, escape.lane + 1) }
      expect((await compared(spoiled, alone))[0].escapes).toContainEqual({ ...escape, lane: 0 })
      expect((await compared(engine, alone))[0].escapes).toEqual([])
      again++
    }
  }
  expect(again).toBeGreaterThan(2)
})

test('nothing to compare is a fault, except where an engine has no bound to give', async () => {
  const check = named('linear(id) at random shapes and scales')
  const assuming = { ...engine, assumesFinite: true }
  // Of what this seed draws no static bound is finite.
  expect(await resultOf(check, assuming, { ...FEW, seed: 2 })).toMatchObject({ passed: true, cases: 0 })
  const empty: Check = { group: 'bounds', name: 'empty', async *run() {} }
  expect(await resultOf(empty, assuming, FEW)).toMatchObject({
    passed: false,
    detail: expect.stringMatching(/nothing/) as string,
  })
})

describe('what engines may do is no mistake', () => {
  const checks = [
    ...single.filter(({ name }) => name !== KERNELS),
    ...['softmax', 'linear(elu1)', 'inline(relu)'].map(named),
  ]
  test.each(Object.entries(TOLERATED))('%s', async (_, alter) => {
    expect(await failing(alter(engine), checks)).toEqual([])
  })
})
