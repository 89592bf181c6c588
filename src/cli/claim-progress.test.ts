import { beforeEach, expect, test } from 'vitest'
import { plantedClaim } from '../evidence/planted-evidence.fixture.ts'
import { claimProgress, type Planned } from './claim-progress.ts'

const plan: Planned[] = [
  { id: 'kept', work: 100, variants: 9, kept: true },
  { id: 'first', work: 1, variants: 2, kept: false },
  { id: 'second', work: 3, variants: 4, kept: false },
]
const tried = (id: string) => plantedClaim(id, { range: { from: 0, to: 1000 } })

let said: string
let seconds: number
beforeEach(() => {
  said = ''
  seconds = 0
})
const now = () => 1000 * seconds
const lines = () => said.split('\n').slice(0, -1)
const output = { write: (text: string) => void (said += text) }

test('without a terminal there is a line for each finished claim, and one every half minute', () => {
  const progress = claimProgress(output, plan, undefined, now)
  progress.begin('first')
  for (const [at, done] of [
    [10, 100],
    [29, 200],
    [31, 250],
    [40, 300],
    [61, 500],
  ]) {
    seconds = at
    progress.advance(done, 1000)
  }
  expect(lines()).toEqual([
    // A quarter took 31 s, and 15 quarters are left.
    '[2/3] first: 250 of 1,000 cases · 8 min left',
    '[2/3] first: 500 of 1,000 cases · 7 min left',
  ])
  seconds = 100
  progress.finish(tried('first'), 100)
  expect(lines().at(-1)).toBe('[2/3] ✓ first: reals supported · 1,000 cases, 100 s')
  seconds = 129
  progress.begin('second')
  progress.advance(1, 3000)
  expect(lines()).toHaveLength(3)
})

test('variants are work of another kind', () => {
  const progress = claimProgress(output, plan, undefined, now)
  progress.begin('first')
  seconds = 10
  progress.advance(1000, 1000)
  progress.variant(0, 2)
  seconds = 50
  progress.variant(1, 2)
  // Three times 10 s, and five variants of 40 s.
  expect(lines().at(-1)).toBe('[2/3] first: variant 2 of 2 · 4 min left')
})

test('a claim that ends by time is as long as that', () => {
  const progress = claimProgress(
    output,
    [{ id: 'a', work: 1, seconds: 120, variants: 0, kept: false }],
    undefined,
    now,
  )
  progress.begin('a')
  seconds = 60
  progress.advance(5000, 24_000)
  expect(said).toBe('[1/1] a: 5,000 cases · 1 min left\n')
})

test('a run that has a time takes as long as that, whatever is done', () => {
  const progress = claimProgress(output, plan, 300_000, now)
  progress.begin('second')
  seconds = 60
  progress.advance(10, 3000)
  seconds = 90
  progress.begin('first')
  progress.advance(900, 1000)
  expect(lines()).toEqual(['[3/3] second: 10 of 3,000 cases · 4 min left', '[2/3] first · 4 min left'])
})

test('on a terminal one bar stands below the lines that stay, and takes no order from an id', () => {
  let obeyed = ''
  const terminal = {
    ...output,
    control: (text: string) => void (obeyed += text),
    isTTY: true,
    columns: 60,
  }
  const id = `\u001b[2J${'x'.repeat(80)}`
  const progress = claimProgress(terminal, [{ id, work: 1, variants: 0, kept: false }], undefined, now)
  progress.begin(id)
  seconds = 1
  progress.advance(3, 9)
  progress.write('note: something\n')
  progress.finish(tried(id), 3)
  progress.stop()
  expect(said).toMatch(/^note: something\n\[1\/1\] ✓ .{14}: reals supported · 1,000 cases, 3.0 s\n$/u)
  expect(obeyed).not.toContain('\u001b[2J')

  const bars = obeyed.split(/\u001b(?:\[[\d;]*\w|[78])/).filter((text) => text.includes('[1/1]'))
  expect(bars.at(-1)).toMatch(/^=+-* \[1\/1\] .*…x+: 3 of 9 cases · 2 s left$/)
  for (const bar of bars) expect([...bar].length).toBeLessThan(60)
})
