import { fileURLToPath } from 'node:url'
import { declaredFrom } from '../src/examine/declared-from.ts'
import type { Lanes } from '../src/examine/lanes.ts'
import { examineProcess } from '../src/examine/transports/examine-process.ts'

/*
 * How many lanes a second the pipe carries: one query, 64 keys of width 16, with softmax attention in NumPy behind it.
 * The inputs are the same each time, so nothing but the pipe and NumPy takes time.
 */
const [LANES, SECONDS] = [4096, 5]

const declared = declaredFrom({ as: 'softmax' })
const numbers = (count: number): Float32Array => Float32Array.from({ length: count }, (_, i) => Math.sin(i))
const batch: Lanes = {
  lanes: LANES,
  queries: 1,
  keys: 64,
  width: 16,
  valueWidth: 16,
  queryHeads: 1,
  keyHeads: 1,
  q: numbers(LANES * 16),
  k: numbers(LANES * 64 * 16),
  v: numbers(LANES * 64 * 16),
}

const script = fileURLToPath(new URL('../python/tests/softmax_attention.py', import.meta.url))
const examined = await examineProcess(`python3 "${script}"`, { declared })
await examined.answer(batch)
const started = performance.now()
let lanes = 0
// The next batch is on its way while one is answered.
let next = examined.answer(batch)
while (performance.now() - started < 1000 * SECONDS) {
  const answered = next
  next = examined.answer(batch)
  await answered
  lanes += LANES
}
const rate = lanes / ((performance.now() - started) / 1000)
await next
await examined.close()
console.log(
  `${Math.round(rate).toLocaleString('en')} lanes a second of 64 keys × width 16 (${examined.device})`,
)
