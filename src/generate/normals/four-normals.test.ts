import { expect, test } from 'vitest'
import { Draws } from '../draws.ts'
import { FourNormals, STREAMS } from './four-normals.ts'
import { caseRandom } from '../stream.ts'
import { layerEdge, LAYER_EDGES } from './ziggurat-edges.ts'
import { EDGE, LAYERS } from '../ziggurat.ts'

const drawsOf = (index: number): Draws => new Draws(caseRandom('four-normals', 1, index))

test('numbers are those that are drawn one by one, bit for bit, whatever the other streams draw', () => {
  const four = FourNormals.ofThread()!
  for (let round = 0; round < 400; round++) {
    const count = 1 + ((37 * round) % 997)
    const apart = count + (round % 5)
    const all = Array.from({ length: STREAMS }, (_, stream) => drawsOf(STREAMS * round + stream))
    const state = new Int32Array(4)
    all.forEach((draws, stream) => {
      draws.save(state, 0, 1)
      four.begin(stream, state, 0)
    })
    for (const scale of [1e-15, 1, 0.1, 1e15]) {
      all.forEach((_, stream) => four.scaleBy(stream, (stream + 1) * scale))
      four.fill(round, count, apart)
      all.forEach((draws, stream) => {
        const alone = new Float32Array(count)
        draws.fillNormal(alone, 0, count, (stream + 1) * scale)
        const start = round + stream * apart
        expect(Buffer.compare(bytesOf(alone), bytesOf(four.numbers.slice(start, start + count)))).toBe(0)
      })
    }
  }
})

test('a draw is settled without a power of e only where that is certain', () => {
  const density = (x: number): number => Math.exp(-0.5 * x * x)
  expect(LAYER_EDGES).toHaveLength(LAYERS - 1)
  for (let layer = 1; layer < LAYERS; layer++) {
    const { deep, line, apart, height } = layerEdge(layer)
    const [from, slope] = line
    const unit = EDGE[layer] / 0x1000000
    const begin = deep * unit
    for (let i = 0; i <= 1000; i++) {
      const x = begin + ((EDGE[layer] - begin) * i) / 1000
      expect(Math.abs(density(x) - (from + slope * x))).toBeLessThan(apart)
    }
    if (deep > 0) expect(density(begin) - height[0]).toBeGreaterThan(2 ** -20)
    // Else nothing would be gained.
    expect(apart).toBeLessThan(Math.abs(height[1]) / 3)
  }
})

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength)
