import { expect, test } from 'vitest'
import { startEngine } from '../engine/start.ts'
import { ClaimPrograms } from '../claim/record-claim.ts'
import { caseAt } from '../generate/stream.ts'
import { Truth } from '../program/truth.ts'
import { decisiveCase } from './decisive-case.ts'
import { opinionsOf, oppositions } from './opposed-tiers.ts'
import { rowOrder } from './planted-claim.fixture.ts'
import { higherTiers } from './scalar-tiers.ts'
import { Status } from './status.ts'

const { Satisfied, Violated, Discarded, Undecided, Consistent, HypothesisOpen } = Status

test('certain opposites are told, and nothing else is', () => {
  const pair = (a: Status, b: Status) =>
    oppositions([
      { by: 'A', status: a },
      { by: 'B', status: b },
    ])
  expect(pair(Satisfied, Violated)).toEqual(['A is certain that the claim is true, B that it is false'])
  expect(pair(Discarded, Violated)).toHaveLength(1)
  expect(pair(Discarded, Satisfied)).toHaveLength(1)
  for (const status of [Undecided, Consistent, HypothesisOpen])
    for (const other of [Satisfied, Violated]) expect(pair(status, other)).toEqual([])
  for (const status of [Undecided, Consistent])
    expect(pair(Discarded, status)).toEqual([
      'A and B are certain of opposite things: whether it is a case of the claim',
    ])
  expect(pair(HypothesisOpen, Discarded)).toEqual([])
  for (const status of [Satisfied, Violated, Discarded]) expect(pair(status, status)).toEqual([])
  // All pairs, not neighbours alone.
  const three = [Satisfied, Undecided, Violated].map((status, i) => ({ by: 'ABC'[i], status }))
  expect(oppositions(three)).toEqual(['A is certain that the claim is true, C that it is false'])
})

test('opposite entries of an atom are told where the claim as a whole is open', () => {
  const opinion = (by: string, truth: string) => ({
    by,
    status: Undecided,
    atoms: [{ relation: 'less', truth }],
  })
  expect(oppositions([opinion('A', 'UTC'), opinion('B', 'UFT')])).toEqual([
    'A is certain that entry 1 of atom 0 (less) is true, B that it is false',
  ])
  expect(oppositions([opinion('A', 'TFCU'), opinion('B', 'UUFT')])).toEqual([])
})

const item = caseAt(rowOrder.inputs, rowOrder.id, 1, 0)
const { definition } = ClaimPrograms.of(rowOrder).of(
  0,
  Object.fromEntries(Object.entries(item.inputs).map(([name, { shape }]) => [name, shape])),
)

test('every arithmetic is asked, and they agree', async () => {
  const opinions = await opinionsOf(definition, item)
  expect(opinions.at(0)!.by).toBe('interval of 53 bits')
  expect(opinions.at(-1)!.by).toBe('exact')
  expect(opinions.map(({ status }) => status)).toContain(Satisfied)
  expect(oppositions(opinions)).toEqual([])
})

test('a case that decides a verdict is not agreed upon when one arithmetic is certain of the opposite', async () => {
  const { engine } = await startEngine('cpu')
  const options = { engine, seed: 1, from: 0, to: 1 }
  const decisive = { index: 0, reading: 'reals', status: Satisfied } as const
  const exact = (await higherTiers()).tiers.at(-1)!
  const sound = await decisiveCase(rowOrder, options, decisive)
  expect(sound).toHaveProperty('certificate')
  const { judge } = exact
  // It says false of whatever it is asked.
  const denying: typeof judge = (program, batch, read) =>
    judge(program, batch, (said, field) => read({ ...said, claim: Uint8Array.of(Truth.False) }, field))
  try {
    Object.assign(exact, { judge: denying })
    expect(await decisiveCase(rowOrder, options, decisive)).toMatchObject({
      first: 'true',
      again: 'not agreed upon: interval of 53 bits is certain that the claim is true, exact that it is false',
    })
  } finally {
    Object.assign(exact, { judge })
  }
})
