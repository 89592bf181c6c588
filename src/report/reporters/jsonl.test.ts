import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { beforeAll, describe, expect, test } from 'vitest'
import { catalogue } from '../../claim/catalogue.ts'
import { forAll, probability, type Claim } from '../../claim/claim.ts'
import { withoutFile } from '../../claim/load-claim.ts'
import { folklore } from '../../claim/source.ts'
import { arrays, uniform } from '../../generate/generate.ts'
import { runCampaign } from '../../judge/campaign.ts'
import { OBSERVED } from './case-sample.ts'
import { FILE, hostileRun } from './hostile-run.fixture.ts'
import { Observations } from './jsonl.ts'

/** The fields of an observation and their types, as Hypothesis documents them. */
const text = { type: 'string' }
const head = { property: text, run_start: { type: 'number' } }
const strict = (properties: object) => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
})
const isObservation = new Ajv({ allowUnionTypes: true }).compile({
  oneOf: [
    strict({
      ...head,
      type: { const: 'test_case' },
      status: { enum: ['passed', 'failed', 'gave_up'] },
      status_reason: text,
      representation: text,
      arguments: { type: 'object' },
      how_generated: { type: ['string', 'null'] },
      features: { type: 'object' },
      coverage: { type: ['object', 'null'] },
      timing: { type: 'object', additionalProperties: { type: 'number', minimum: 0 } },
      metadata: { type: 'object' },
    }),
    strict({
      ...head,
      type: { enum: ['info', 'alert', 'error'] },
      title: text,
      content: { type: ['string', 'object'] },
    }),
  ],
})

interface Line {
  readonly type: string
  readonly status: string
  readonly status_reason: string
  readonly representation: string
  readonly content: string
  readonly features: Readonly<Record<string, number | string>>
  readonly arguments: Readonly<Record<string, { readonly numbers: readonly number[] }>>
  readonly metadata: { readonly index: number; readonly replay: string }
}

/** A claim about one number from 0 to 1, but for its predicate. */
const numbers = {
  id: 'planted',
  title: 'planted',
  statement: 's',
  source: folklore(),
  inputs: arrays({ arrays: { u: [1] }, from: uniform(0, 1) }),
  expect: { reals: 'holds' },
  controls: [],
} as const

/** The observations of a run of a claim without an engine. */
async function observed(claim: Claim, to: number): Promise<Line[]> {
  const path = join(mkdtempSync(join(tmpdir(), 'assay-')), 'cases.jsonl')
  const reporter = new Observations(path)
  const startedAt = '2026-01-01T00:00:00.500Z'
  const onCases = reporter.watch({ ...withoutFile(claim), file: FILE }, 1, startedAt)
  await runCampaign(claim, { seed: 1, from: 0, to, onCases, chunk: 128 })
  const [test] = hostileRun().tests
  reporter.tell(hostileRun({ tests: [{ ...test, name: claim.id, outcome: 'pending' }] }))
  expect(existsSync(path)).toBe(false)
  reporter.tell(hostileRun({ startedAt, tests: [{ ...test, name: claim.id }] }))
  reporter.tell(hostileRun({ startedAt, tests: [{ ...test, name: claim.id }] }))
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n')
  rmSync(path)
  for (const line of lines) {
    const is = isObservation(JSON.parse(line))
    expect(is, `${line}: ${JSON.stringify(isObservation.errors)}`).toBe(true)
    expect(line.length).toBeLessThan(4096)
  }
  return lines.map((line) => JSON.parse(line) as Line)
}

describe('observations', () => {
  let lines: Line[]
  const cases = () => lines.slice(1)
  beforeAll(async () => {
    lines = await observed(await catalogue.load('linear-row-order'), OBSERVED + 100)
  })

  test('begin with what was found, and how many cases follow', () => {
    expect(lines[0]).toMatchObject({ type: 'info', property: 'linear-row-order', run_start: 1767225600.5 })
    expect(lines[0].content).toContain(`Observed here are ${OBSERVED} cases`)
  })

  test('are the first cases in their order, each once', () => {
    expect(cases().map(({ metadata }) => metadata.index)).toEqual([...Array(OBSERVED).keys()])
    expect(cases()[7].metadata.replay).toBe('assay replay linear-row-order --seed 1 --case 7')
  })

  test('say what became of each case, and of what kind it is', () => {
    const byStatus = new Map(cases().map((each) => [each.status, each]))
    expect(byStatus.get('passed')).toMatchObject({
      status_reason: '',
      features: { 'over the reals': 'satisfied' },
    })
    expect(byStatus.get('failed')).toMatchObject({
      status_reason: expect.stringMatching(/^violated, by tier /),
    })
    expect(byStatus.get('gave_up')).toMatchObject({ status_reason: 'discarded' })
    expect(new Set(cases().map(({ features }) => features.distribution)).size).toBeGreaterThan(2)
    expect(new Set(cases().map(({ features }) => features.subject)).size).toBe(5)
    for (const { features, representation } of cases()) {
      expect(features).toMatchObject({
        shape: expect.stringMatching(/^q\[/),
        'q axis 0': 1,
        largest: expect.any(Number),
      })
      expect(representation).toMatch(/^q \[1, \d+\] = [-\d]/)
    }
  })

  test('of a claim whose first violation is later have that one too, and no other', async () => {
    const rare = forAll({ ...numbers, check: ({ u }) => u.less(0.9997).all() })
    const late = await observed(rare, 4000)
    expect(late).toHaveLength(1 + OBSERVED + 1)
    expect(late.at(-1)).toMatchObject({ status: 'failed' })
    expect(late.at(-1)!.metadata.index).toBeGreaterThan(OBSERVED)
    expect(late.at(-1)!.arguments.u.numbers[0]).toBeGreaterThan(0.9997)
  })

  test('count an event that did not happen as no failure, and an equality as what is expected of it', async () => {
    const bound = { relation: 'atLeast', value: 0.4, formula: '0.4' } as const
    const half = await observed(probability({ ...numbers, bound, check: ({ u }) => u.less(0.5).all() }), 50)
    expect(new Set(half.slice(1).map(({ status }) => status))).toEqual(new Set(['passed']))
    expect(new Set(half.slice(1).map(({ features }) => features['over the reals'])).size).toBe(2)
    for (const [reals, status] of [
      ['holds', 'gave_up'],
      ['consistent', 'passed'],
    ] as const) {
      const one = forAll({
        ...numbers,
        check: ({ u }) => u.sin().square().add(u.cos().square()).equal(1).all(),
        expect: { reals },
      })
      const [, first] = await observed(one, 3)
      expect(first).toMatchObject({ status, features: { 'over the reals': 'consistent' } })
    }
  })
})
