import { expect, test } from 'vitest'
import { discover } from '../claim/discover.ts'
import type { Claim } from '../claim/claim.ts'
import { checkCertificate } from '../auditor/certificate-check.ts'
import { arrays, gaussian, uniform } from '../index.ts'
import { BROKEN_MECHANISMS } from './broken/broken-mechanisms.ts'
import { killMatrix } from './kill-matrix.ts'

const { claims } = await discover()
const named = (...ids: string[]) => claims.filter(({ claim }) => ids.includes(claim.id))
const mutants = (...names: string[]) => BROKEN_MECHANISMS.filter(({ name }) => names.includes(name))
const options = { seed: 1, cases: 300, starts: 1 }

test('a mistake is killed by the claim that sees it, and not by the one that does not', async () => {
  const { pairs, mutants: found } = await killMatrix(
    named('row-stochastic-convex-hull', 'softmax-row-order-strict'),
    mutants('output halved', 'negative temperature', 'no shift by the maximum'),
    options,
  )
  const first = (claim: string, mutant: string) =>
    pairs.find((pair) => pair.claim === claim && pair.mutant === mutant)!.random.firstViolated
  expect(first('row-stochastic-convex-hull', 'output halved')).toBeLessThan(10)
  expect(first('softmax-row-order-strict', 'output halved')).toBeNull()
  expect(first('row-stochastic-convex-hull', 'negative temperature')).toBeNull()
  expect(first('softmax-row-order-strict', 'negative temperature')).not.toBeNull()
  for (const { name, killed } of found) {
    expect(killed === null).toBe(name === 'no shift by the maximum')
    if (!killed) continue
    expect(checkCertificate(killed.certificate)).toEqual([])
    expect(killed.certificate.variant).toBe(name)
  }
})

test('a claim is put to those only of which it says something, and says why', async () => {
  const { claims: about, pairs } = await killMatrix(
    named('softmax-row-order-strict', 'linear-row-order', 'causal-rows-are-prefixes', 'softmax-tv-tanh'),
    mutants('scores ignored', 'mask forgotten', 'linear: no normaliser'),
    options,
  )
  const why = (id: string, meant: string) =>
    about.find((each) => each.id === id)!.silent.find((each) => each.meant === meant)?.why
  expect(why('softmax-row-order-strict', 'softmax(causal)')).toMatch(/may use every key/)
  expect(why('softmax-row-order-strict', 'linear(elu1)')).toMatch(/exponentials of scores/)
  expect(why('softmax-tv-tanh', 'linear(elu1)')).toMatch(/false of linear\(elu1\) itself/)
  expect(about.find(({ id }) => id === 'linear-row-order')!.killsNothing).toMatch(/false of honest/)
  expect(pairs.map(({ claim, mutant }) => `${claim}: ${mutant}`)).toEqual([
    'causal-rows-are-prefixes: mask forgotten',
    'softmax-row-order-strict: scores ignored',
    'softmax-tv-tanh: scores ignored',
    'softmax-tv-tanh: mask forgotten',
  ])
})

test('a claim of which only walks find an attention false kills nothing that was meant to be one', async () => {
  const [loaded] = named('attention-cubic-collapse-both')
  const inputs = arrays({
    dims: { n: [4], d: [2, 3] },
    arrays: { b: [1, 'd'], R: ['n', 'd'] },
    from: { b: uniform(0.4, 1.2), R: gaussian(1) },
  })
  const claim = { ...loaded.claim, assuming: undefined, inputs } as unknown as Claim
  const all = { ...loaded, claim }
  const { claims: about, pairs } = await killMatrix([all], mutants('linear: 1 forgotten'), {
    ...options,
    cases: 16,
    starts: 4,
  })
  expect(about[0].silent.map(({ why }) => why)).toEqual([
    'It is false of linear(elu1) itself, where a walk from case 0 leads.',
  ])
  expect(pairs).toEqual([])
})

test('each broken attention has a name and a mistake of its own, and no two are the same', () => {
  expect(BROKEN_MECHANISMS.length).toBeGreaterThanOrEqual(40)
  expect(new Set(BROKEN_MECHANISMS.map(({ name }) => name)).size).toBe(BROKEN_MECHANISMS.length)
  for (const { mistake } of BROKEN_MECHANISMS) expect(mistake).toMatch(/^[A-Z1].*\.$/)
})
