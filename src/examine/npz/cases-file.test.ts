import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ExaminedError } from '../examined.ts'
import type { Lanes } from '../lanes.ts'
import { BATCH } from '../transports/peer.fixture.ts'
import { readAnswers, writeCases } from './cases-file.ts'
import { npyBytes } from './npy.ts'
import { zipped } from './zip.ts'

const place = (name: string): string => join(mkdtempSync(join(tmpdir(), 'assay-npz-')), name)

/** Another extent, with a mask and numbers that no decimal shows. */
const OTHER: Lanes = {
  ...{ lanes: 1, queries: 2, keys: 1, width: 1, valueWidth: 1, queryHeads: 2, keyHeads: 1 },
  q: Float32Array.of(2 ** -24, -65504, Infinity, -0),
  k: Float32Array.of(1),
  v: Float32Array.of(0.5),
  mask: Uint8Array.of(1, 0),
}

type Arrays = Record<string, readonly [shape: number[], data: number[]]>

function answersFile(arrays: Arrays): string {
  const file = place('answers.npz')
  const entries = Object.entries(arrays).map(([name, [shape, data]]) => ({
    name: `${name}.npy`,
    data: npyBytes({ shape, data: Float32Array.from(data) }),
  }))
  writeFileSync(file, Buffer.concat(zipped(entries)))
  return file
}

const OUTPUT: Arrays = {
  'output.0': [
    [2, 1, 2],
    [1, 2, 3, 4],
  ],
  'output.1': [
    [1, 2, 2],
    [5, 6, 7, 8],
  ],
}

test('answers are read in the order of the batches', async () => {
  const file = answersFile(OUTPUT)
  expect(await readAnswers(file, [BATCH, OTHER])).toEqual({
    gives: { output: true, weights: false },
    answers: [{ output: Float32Array.of(1, 2, 3, 4) }, { output: Float32Array.of(5, 6, 7, 8) }],
  })
  const weights: Arrays = {
    'weights.0': [
      [2, 1, 3],
      [1, 2, 3, 4, 5, 6],
    ],
  }
  expect(await readAnswers(answersFile(weights), [BATCH])).toEqual({
    gives: { output: false, weights: true },
    answers: [{ weights: Float32Array.of(1, 2, 3, 4, 5, 6) }],
  })
})

describe('answers that do not fit are refused', () => {
  test.each([
    [{}, /has neither output\.0 nor weights\.0, the answers to the first batch; it holds nothing/],
    [{ output: [[1], [1]] }, /neither output\.0 nor weights\.0.*; it holds output/],
    [{ 'output.0': OUTPUT['output.0'] }, /has no output\.1; it holds output\.0/],
    [{ ...OUTPUT, 'output.2': [[1], [1]] }, /has "output\.2", which answers none of the 2 batches/],
    [{ ...OUTPUT, 'output.00': [[1], [1]] }, /has "output\.00", which answers none/],
    [
      {
        ...OUTPUT,
        'weights.0': [
          [2, 1, 3],
          [1, 2, 3, 4, 5, 6],
        ],
      },
      /has no weights\.1/,
    ],
    [
      {
        ...OUTPUT,
        'output.1': [
          [2, 2, 1],
          [5, 6, 7, 8],
        ],
      },
      /asked for batch 1, gave output of shape \[2, 2, 1\] where \[1, 2, 2\] is meant/,
    ],
  ] as readonly (readonly [Arrays, RegExp])[])('%j', async (arrays, said) => {
    const reading = readAnswers(answersFile(arrays), [BATCH, OTHER])
    await expect(reading).rejects.toBeInstanceOf(ExaminedError)
    await expect(reading).rejects.toThrow(said)
  })

  test('and so is what is no file, or another one', async () => {
    await expect(readAnswers(place('none.npz'), [BATCH])).rejects.toThrow(/none\.npz cannot be read: ENOENT/)
    const file = place('answers.npz')
    writeFileSync(file, '{"output": [1, 2]}')
    await expect(readAnswers(file, [BATCH])).rejects.toThrow(
      'it is no .npz file, which is a zip archive of arrays',
    )
  })

  test('and a place that cannot be written leaves nothing behind', () => {
    expect(() => writeCases(place('no/such/cases.npz'), [BATCH], 'float32')).toThrow(ExaminedError)
    const folder = mkdtempSync(join(tmpdir(), 'assay-npz-'))
    expect(() => writeCases(folder, [BATCH], 'float32')).toThrow(/cannot be written/)
    expect(readdirSync(folder)).toEqual([])
    expect(existsSync(`${folder}.tmp`)).toBe(false)
  })
})

const numpy = spawnSync('python3', ['-c', 'import numpy']).status === 0
const python = (program: string, ...given: string[]): string =>
  execFileSync('python3', ['-c', program, ...given], { encoding: 'utf8' })

const DESCRIBE = `
import json, sys, numpy as np
cases = np.load(sys.argv[1])
print(json.dumps({name: [str(a.dtype), a.shape, a.astype("float32").view("uint32").ravel().tolist()] for name, a in cases.items()}))`

/** Columns first, in another type, packed: whatever a user may do. */
const ANSWER = `
import sys, numpy as np
cases = np.load(sys.argv[1])
for save, file in ((np.savez, sys.argv[2]), (np.savez_compressed, sys.argv[3])):
    save(file, **{
        "output.0": np.asfortranarray(cases["q.0"].astype("float64")),
        "output.1": cases["q.1"].astype(">f4"),
    })`

describe.skipIf(!numpy)(
  `${numpy ? '' : 'not run, for python3 has no NumPy: '}what NumPy reads and writes`,
  () => {
    test.each(['float32', 'float16', 'bfloat16'] as const)('cases in %s', (precision) => {
      const file = place('cases.npz')
      writeCases(file, [BATCH, OTHER], precision)
      const read = JSON.parse(python(DESCRIBE, file)) as Record<string, unknown>
      const type = precision === 'float16' ? 'float16' : 'float32'
      const bits = (numbers: Float32Array) => [...new Uint32Array(Float32Array.from(numbers).buffer)]
      expect(read).toEqual({
        'q.0': [type, [2, 1, 2], bits(BATCH.q)],
        'k.0': [type, [2, 3, 2], bits(BATCH.k)],
        'v.0': [type, [2, 3, 2], bits(BATCH.v)],
        'q.1': [type, [1, 2, 2], bits(OTHER.q)],
        'k.1': [type, [1, 1, 1], bits(OTHER.k)],
        'v.1': [type, [1, 1, 1], bits(OTHER.v)],
        'mask.1': ['bool', [1, 2, 1], bits(Float32Array.of(1, 0))],
      })
    })

    test('answers, however they are stored', async () => {
      const [cases, plain, packed] = ['cases.npz', 'plain.npz', 'packed.npz'].map(place)
      writeCases(cases, [BATCH, OTHER], 'float32')
      python(ANSWER, cases, plain, packed)
      for (const file of [plain, packed])
        expect((await readAnswers(file, [BATCH, OTHER])).answers).toEqual([
          { output: BATCH.q },
          { output: OTHER.q },
        ])
    })
  },
)
