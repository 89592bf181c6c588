import type { Distribution } from '../../generate/distribution.ts'

/** Every entry 1. */
export const ones: Distribution = {
  name: 'all ones',
  fill: (_draws, data, offset, rows, width) => data.fill(1, offset, offset + rows * width),
}

/** Every row (1, 0, …, 0). */
export const firstUnit: Distribution = {
  name: 'e_1',
  fill(_draws, data, offset, rows, width) {
    data.fill(0, offset, offset + rows * width)
    for (let row = 0; row < rows; row++) data[offset + row * width] = 1
  },
}
