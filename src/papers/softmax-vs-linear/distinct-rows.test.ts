import { expect, test } from 'vitest'
import { Draws } from '../../generate/draws.ts'
import { permutationMatrix } from '../../generate/permutation.ts'
import { distinctRows } from './distinct-rows.ts'

const drawsOf = (seed: number): Draws => new Draws({ nextInt: () => seed })

test.each([1, 3, 7])(
  '%i different tokens are the first rows of a permutation, and what follows is drawn as after it',
  (rows) => {
    const [width, offset] = [7, 2]
    const [some, all] = [drawsOf(rows), drawsOf(rows)]
    const data = new Float32Array(offset + rows * width + 1).fill(5)
    const matrix = new Float32Array(width * width)
    distinctRows.fill(some, data, offset, rows, width)
    permutationMatrix.fill(all, matrix, 0, width, width)
    expect([...data]).toEqual([5, 5, ...matrix.subarray(0, rows * width), 5])
    expect(some.bits()).toBe(all.bits())
  },
)
