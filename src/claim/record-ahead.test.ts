import { afterEach, expect, test, vi } from 'vitest'
import * as vm from 'node:vm'
import { softmax } from '../attention/softmax.ts'
import { queryAndKeys } from '../generate/attention-inputs.ts'
import { derived } from './source.ts'
import { forAll, type Inputs } from './claim.ts'
import { ClaimPrograms } from './record-claim.ts'

const limits = vi.spyOn(vm.Script.prototype, 'runInContext')
afterEach(() => void limits.mockClear())

const casesOf = (...tokens: number[]) =>
  tokens.map((n) => ({ subject: 0, batch: { shapes: { q: [1, 2], k: [n, 2] } } }))

/** A claim that is written down for all numbers of keys but one. @param seen the numbers for which it was */
const claimOf = (seen: number[], failing?: number) =>
  forAll({
    id: 'recorded-ahead',
    title: 'Recorded ahead',
    statement: 'k = k',
    source: derived(),
    subject: softmax,
    inputs: queryAndKeys({ tokens: [2, 3, 4, 5], width: [2] }),
    check({ k }: Inputs) {
      const [n] = k.shape
      seen.push(n)
      if (n === failing) throw new Error(`not for ${n} keys`)
      return k.equal(k).all()
    },
    expect: { reals: 'holds', float32: 'holds' },
    controls: [],
  })

test('shapes are recorded together, under one limit, and each once', () => {
  const seen: number[] = []
  const programs = ClaimPrograms.of(claimOf(seen))
  programs.recordAhead(casesOf(2, 3, 4))
  expect(limits).toHaveBeenCalledTimes(1)
  expect(new Set(seen)).toEqual(new Set([2, 3, 4]))
  const recorded = seen.length
  for (const { subject, batch } of casesOf(2, 3, 4)) void programs.of(subject, batch.shapes).definition
  programs.recordAhead(casesOf(2, 3, 4))
  expect(seen).toHaveLength(recorded)
  expect(limits).toHaveBeenCalledTimes(1)
})

test('what one recording throws is told to who reads it, and those after it are left', () => {
  const seen: number[] = []
  const programs = ClaimPrograms.of(claimOf(seen, 3))
  programs.recordAhead(casesOf(2, 3, 4))
  expect(new Set(seen)).toEqual(new Set([2, 3]))
  const read = (n: number) => programs.of(0, casesOf(n)[0].batch.shapes).implementation
  expect(() => read(3)).toThrow('not for 3 keys')
  expect(read(4).steps.length).toBeGreaterThan(0)
})
