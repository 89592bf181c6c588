import { expect, it } from 'vitest'
import { queryAndKeys } from './attention-inputs.ts'
import type { Distribution } from './distribution.ts'
import { Draws } from './draws.ts'
import { gaussian, heavyTailed, lattice, saturated, signs, uniform } from './families.ts'
import { spread } from './spread.ts'
import { hash32 } from './hash.ts'
import { caseAt, caseHash, caseRandom } from './stream.ts'
import { permutationMatrix, properPermutation } from './permutation.ts'
import { collinear, lowRank, nearTied, twoLevel } from './structured.ts'

// What a (claim, seed, index) stands for, for ever: evidence that has been published replays only while these hold.

/** The bits of float32 numbers, in hexadecimal. */
const bits = (data: Float32Array) =>
  Array.from(new Uint32Array(data.slice().buffer), (word) => word.toString(16).padStart(8, '0')).join(' ')

it.each([
  ['', 0, 2287948138],
  ['softmax-row-order-strict', 0, 3454178297],
  ['softmax-row-order-strict', 7, 752660469],
  ['α😀', 0, 3465363011],
])('hash32(%j, %i) is %i', (text, salt, hash) => expect(hash32(text, salt)).toBe(hash))

it.each([
  ['', 0, 0, [593157557, -1877009083, -640721177, -968004236], [1449953977, -1242524362, 38], 2374912717],
  [
    'softmax-row-order-strict',
    42,
    0,
    [142437589, -374213958, -162050483, -1062896670],
    [-1437110628, -544651463, 46],
    2549688833,
  ],
  [
    'softmax-row-order-strict',
    42,
    1,
    [2017956204, 872504463, -273697066, 1693827613],
    [-1728635220, 1042534477, 38],
    2288412948,
  ],
  [
    'softmax-row-order-strict',
    43,
    0,
    [1806899209, 2087599722, -1331158736, -534304873],
    [1553294849, 1397150232, 62],
    2098103127,
  ],
  [
    'x',
    4294967296,
    4294967301,
    [1749396718, 411899105, 358083163, -1101677544],
    [-689778439, -1852652535, 13],
    4091342201,
  ],
  [
    'x',
    9007199254740991,
    9007199254740991,
    [-1125457193, -840663118, -20584467, 2134948324],
    [1294285206, 204395530, 85],
    3566233868,
  ],
])('the numbers of case (%j, %i, %i)', (claim, seed, index, state, numbers, hash) => {
  const random = caseRandom(claim, seed, index)
  expect(random.getState()).toEqual(state)
  expect([random.nextInt(), random.nextInt(), random.nextInt(0, 99)]).toEqual(numbers)
  expect(caseHash(claim, seed, index)).toBe(hash)
})

const families: [Distribution, string][] = [
  [gaussian(3), 'c0f5d726 3ffa355e 405cf13a c09cb695 3fe557dc 3ff3ef34 3ee2f7c8 3ee8e183 bf7cd084'],
  [heavyTailed(1), '3d5088b6 bf82ede7 bf058c80 3ea61cd2 bf3f88f9 bfe20446 bf3a35c4 3eda9a3f bf330500'],
  [uniform(-2, 5), '3fd01e17 bf0d1bc3 3e93d111 4012165a be0c0108 bf9dac79 bdce87f0 4020bd98 bd526760'],
  [lattice(4), '40800000 bf800000 c0400000 3f800000 40000000 c0800000 40000000 bf800000 40000000'],
  [signs, 'bf800000 3f800000 3f800000 bf800000 3f800000 3f800000 3f800000 bf800000 3f800000'],
  [saturated, '400ef953 407c8058 c0b3190e 40030d16 400b6388 3f01b19e 3f051297 bf90768b 4093ec64'],
  [lowRank(2, 1), 'bee29a08 3e07482f 3e40dc2b bf75d24d 3ed5e15f 3eacf09a 3dd0906b bd4be0ff bd069d3f'],
  [collinear(1), '4085c5ba bf882632 bff072cd bfc3c52f 3ec73fa7 3f2ff16f bfd039b8 3ed3ecd8 3f3b230b'],
  [nearTied(1), 'c023e4c5 3f26ce3e 3f934b7b c023e4c4 3f26ce3e 3f934b7c c023e4c4 3f26ce3e 3f934b7a'],
  [permutationMatrix, '00000000 00000000 3f800000 3f800000 00000000 00000000 00000000 3f800000 00000000'],
  [properPermutation, '00000000 00000000 3f800000 3f800000 00000000 00000000 00000000 3f800000 00000000'],
  [twoLevel(1), 'c023e4c4 3f26ce3e 3f934b7c bfd0f371 3f18e53e 3f229f78 c023e4c4 3f26ce3e 3f934b7c'],
  [spread, 'bf82ede7 bf058c80 3ea61cd2 bf3f88f9 bfe20446 bf3a35c4 3eda9a3f bf330500 401b3ec6'],
]

it.each(families.map(([family, data]) => [family.name, family, data] as const))('%s', (_, family, data) => {
  const filled = new Float32Array(9)
  family.fill(new Draws(caseRandom('pinned', 1, 2)), filled, 0, 3, 3)
  expect(bits(filled)).toBe(data)
})

it('a million normal numbers, with thousands at the edges of the layers and in the tails', () => {
  const data = new Float32Array(1_000_000)
  new Draws(caseRandom('pinned', 1, 3)).fillNormal(data, 0, data.length, 1)
  expect(hash32(bits(data))).toBe(105350478)
})

it.each([
  [0, 'lattice ±4', 'c0400000 3f800000', 'c0000000 c0000000 40000000 bf800000'],
  [1, 'signs ±1', 'bf800000', 'bf800000 3f800000'],
  [2, 'gaussian σ=0.1', 'be6f0b75 bd8a7eb6', '3d1e5b21 bda26a9a 3cb4a015 3c4ea9e3 be035579 3e054931'],
  [3, 'gaussian σ=3', 'c03a2e56', '4084948c bfed579c'],
  [4, 'saturated', '40766114', '4089c871 3f56cc30 c0a1ed38'],
])('case %i of softmax-row-order-strict at seed 42', (index, distribution, q, k) => {
  const item = caseAt(queryAndKeys({ tokens: [2, 3], width: [1, 2] }), 'softmax-row-order-strict', 42, index)
  expect(item.distribution).toBe(distribution)
  expect(bits(item.inputs.q.data)).toBe(q)
  expect(bits(item.inputs.k.data)).toBe(k)
})
