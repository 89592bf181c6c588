import { expect, test } from 'vitest'
import { Worksheet } from '../../arithmetic/interval/worksheet.fixture.ts'
import { bind } from '../../attention/attention.ts'
import { identity } from '../../attention/feature-map.ts'
import { linear } from '../../attention/linear.ts'
import { softmax } from '../../attention/softmax.ts'
import { crossAttention } from './cross-attention-data.ts'
import { crossContexts, rowsOfSum } from './cross-attention-network.ts'
import { expectSame } from './network.fixture.ts'
import { rootLambda } from './seed-data.ts'

test.each([softmax, linear(identity)])('the whole network repeats the one context of $name', (subject) => {
  const sheet = new Worksheet()
  const { x } = sheet
  const data = { n: 12, d: 4, a: [2, 1], c: [1, 2], needle: 6 } as const
  const free = x.constant(
    Array.from({ length: 48 }, (_, at) => ((at * 7) % 11) / 8 - 1),
    [12, 4],
  )
  const root = rootLambda(12, x)
  const a1 = rowsOfSum(root, free)
  expectSame(sheet, a1.sum(1), root.mul(x.constant(1, [12])))
  const attention = bind(subject, x)
  const whole = crossContexts(data, a1, attention, x)
  const one = attention.output(crossAttention(data, x))
  expect(whole.shape).toEqual([12, 4])
  for (let row = 0; row < 12; row++) expectSame(sheet, one, whole.gather([row]))
})
