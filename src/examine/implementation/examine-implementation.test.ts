import { describe, expect, it } from 'vitest'
import { declaredFrom } from '../declared-from.ts'
import type { Declared } from '../declared.ts'
import { ExaminedError, type Examined } from '../examined.ts'
import type { Lengths } from '../families/family.ts'
import { examinedFrom, honest } from '../honest.fixture.ts'
import type { Computation } from '../honest-head.fixture.ts'
import type { Answer, Lanes } from '../lanes.ts'
import { examineImplementation } from './examine-implementation.ts'
import { PROPERTIES } from './properties.ts'

const softmax = declaredFrom({ as: 'softmax' })
const causal: Declared = { ...softmax, mask: { kind: 'causal', aligned: 'start' } }
const atTheEnd: Declared = { ...softmax, mask: { kind: 'causal', aligned: 'end' } }
const windowed: Declared = { ...softmax, mask: { kind: 'window', size: 3, aligned: 'start' } }
const given: Declared = { ...softmax, mask: { kind: 'given' } }
const grouped: Declared = { ...softmax, heads: { query: 4, key: 2 } }
const linear: Declared = {
  ...causal,
  mechanism: { featureMap: 'elu1', normalised: true },
  scale: 'none',
}

async function said(examined: Examined, declared: Declared, lengths: Lengths = 'self', batches = 10) {
  const rows = await examineImplementation({ examined, declared, lengths, seed: 3, batches, maxTokens: 40 })
  return new Map(rows.map((row) => [row.id, row]))
}

const attention = (declared: Declared, how: Computation = {}) =>
  examinedFrom('fixture', honest(declared, how))

describe('an honest attention', () => {
  it.each<[string, Declared, Lengths, Computation]>([
    ['softmax', softmax, 'self', {}],
    ['softmax of other lengths', softmax, 'free', { form: 'late' }],
    ['causal', causal, 'self', {}],
    ['causal, fewer and more queries', causal, 'free', { form: 'online', block: 4 }],
    ['aligned at the end', { ...atTheEnd, emptyRow: 'zero' }, 'free', {}],
    ['window', windowed, 'free', {}],
    ['given', { ...given, emptyRow: 'mean' }, 'self', {}],
    ['given, other lengths', { ...given, emptyRow: 'nan' }, 'free', {}],
    ['grouped heads', grouped, 'free', {}],
    ['one query', given, 'one-query', {}],
    ['linear', linear, 'self', { form: 'recurrent' }],
    ['rotary window', { ...windowed, position: { kind: 'rotary', base: 1e4, pairs: 'halves' } }, 'self', {}],
    ['ALiBi, given', { ...given, position: { kind: 'alibi' } }, 'self', {}],
    ['float16', { ...causal, precision: 'float16', accumulation: 'float16' }, 'self', {}],
  ])('has all properties that can be seen: %s', async (_, declared, lengths, how) => {
    for (const row of (await said(attention(declared, how), declared, lengths)).values()) {
      if ('notApplicable' in row) {
        expect(row.notApplicable).toMatch(/\.$/)
        continue
      }
      if ('failed' in row) expect.fail(row.failed)
      expect.soft(row.beyondRounding, `${row.id}: ${row.meaning}`).not.toBe(true)
      // Rotations at other positions round otherwise, and overflow is honest.
      if (['positions-are-relative', 'finite-on-finite-inputs'].includes(row.id)) continue
      if (row.id === 'rows-without-keys' && declared.emptyRow === undefined)
        expect(row.holds).toBe('undecided')
      else expect.soft(row.holds, `${row.id}: ${row.meaning}`).toBe(true)
    }
  })
})

/** The fixture's attention, changed in what it answers. */
const altered = (declared: Declared, alter: (one: Lanes, answer: Answer, call: number) => Answer) => {
  let calls = 0
  const answer = honest(declared)
  return examinedFrom('altered', (one) => alter(one, answer(one), calls++))
}

const scaled = ({ output, weights }: Answer, factor: number): Answer => ({
  ...(output && { output: output.map((each) => each * factor) }),
  ...(weights && { weights: weights.map((each) => each * factor) }),
})

/** Divides by what it has seen of the whole batch. */
function batchNormalised(): Examined {
  const examined = attention(softmax)
  return {
    ...examined,
    answer: async (lanes) => scaled(await examined.answer(lanes), 1 / lanes.lanes),
  }
}

describe('a broken attention lacks', () => {
  it.each<[string, Declared, Lengths, () => Examined]>([
    [
      'twice-the-same',
      softmax,
      'self',
      () => altered(softmax, (_, answer, call) => scaled(answer, 1 + (call % 3))),
    ],
    ['alone-as-in-a-batch', softmax, 'self', batchNormalised],
    [
      'no-row-sees-another-query',
      softmax,
      'self',
      () => attention(softmax, { change: { normaliser: 'queries' } }),
    ],
    [
      'a-key-head-reaches-its-group',
      grouped,
      'self',
      () => attention(grouped, { change: { keyHead: (head, { keyHeads }) => head % keyHeads } }),
    ],
    [
      'no-row-sees-a-later-token',
      causal,
      'self',
      () => attention(causal, { change: { allows: (q, k) => k <= q + 1 } }),
    ],
    [
      'no-row-sees-a-forbidden-key',
      windowed,
      'self',
      () => attention(windowed, { change: { allows: (q, k) => k <= q && k > q - 4 } }),
    ],
    [
      'no-row-sees-a-forbidden-key',
      given,
      'self',
      () => attention(given, { change: { allows: () => true } }),
    ],
    [
      'non-finite-values-stay-behind-the-mask',
      causal,
      'self',
      () => attention(causal, { masking: 'multiply' }),
    ],
    [
      'non-finite-keys-stay-behind-the-mask',
      causal,
      'self',
      () => attention(causal, { masking: 'additive' }),
    ],
    [
      'padding-does-not-matter',
      given,
      'self',
      () => altered(given, (one, answer) => scaled(answer, one.keys)),
    ],
    [
      'prefix-as-in-the-whole',
      causal,
      'self',
      () => altered(causal, (one, answer) => scaled(answer, one.keys)),
    ],
    [
      'queries-in-chunks',
      softmax,
      'free',
      () => altered(softmax, (one, answer) => scaled(answer, one.queries)),
    ],
    [
      'positions-are-relative',
      { ...windowed, position: { kind: 'alibi' } },
      'self',
      () =>
        attention(windowed, {
          change: { bias: (_head, query, key) => -0.1 * (query - key) * Math.sqrt(query) },
        }),
    ],
    [
      'rows-without-keys',
      { ...given, emptyRow: 'zero' },
      'self',
      () => attention({ ...given, emptyRow: 'mean' }),
    ],
    [
      'finite-on-finite-inputs',
      softmax,
      'self',
      () =>
        attention(softmax, { change: { kernel: { kind: 'exponential', exp: Math.exp, shifted: false } } }),
    ],
  ])('%s', async (id, declared, lengths, broken) => {
    const row = (await said(broken(), declared, lengths, 16)).get(id)!
    if (!('holds' in row)) expect.fail(JSON.stringify(row))
    expect(row.holds, row.meaning).toBe(false)
    if (id !== 'non-finite-keys-stay-behind-the-mask') expect(row.beyondRounding, row.meaning).toBe(true)
    expect(row.first?.asked.lanes).toBe(1)
  })
})

describe('a report', () => {
  it('names what cannot be seen, with the reason', async () => {
    const rows = await said(attention(softmax), softmax, 'self', 2)
    expect([...rows.keys()]).toEqual(PROPERTIES.map(({ id }) => id))
    expect(rows.get('no-row-sees-a-later-token')).toMatchObject({
      notApplicable: 'No causal mask is declared: later tokens may be seen.',
    })
  })

  it('counts what queries without keys get, where nothing is declared', async () => {
    const row = (await said(attention(given), given, 'self', 4)).get('rows-without-keys')!
    expect(row).toMatchObject({ holds: 'undecided', emptyRows: { zero: 0, mean: 0, other: 0 } })
    if ('meaning' in row)
      expect(row.meaning).toMatch(/^Of queries that may use no key \d+ got NaN; what is meant/)
  })

  it('keeps what was said when the attention fails, and goes on', async () => {
    const refuses = altered(causal, (one, answer) => {
      if (one.v.some(Number.isNaN)) throw new ExaminedError('v holds NaN')
      return answer
    })
    const rows = await said(refuses, causal)
    expect(rows.get('non-finite-values-stay-behind-the-mask')).toMatchObject({ failed: 'v holds NaN' })
    expect(rows.get('no-row-sees-a-later-token')).toMatchObject({ holds: true })
  })

  it('calls a last bit that differs rounding', async () => {
    const isOrdinary = ({ q, k, v }: Lanes) =>
      [q, k, v].every((all) => all.every((each) => Math.abs(each) < 10))
    const bits = altered(softmax, (one, answer, call) =>
      scaled(answer, isOrdinary(one) ? 1 + (call % 3) * 2 ** -23 : 1),
    )
    const row = (await said(bits, softmax)).get('twice-the-same')!
    expect(row).toMatchObject({ holds: false, beyondRounding: false })
    if (!('meaning' in row)) expect.fail(JSON.stringify(row))
    expect(row.meaning).toContain('none differs by more than two honest answers may')
  })
})
