import { expect, test } from 'vitest'
import { alibiAttention } from '../attention/alibi.ts'
import { cosformer } from '../attention/cosformer.ts'
import { linear } from '../attention/linear.ts'
import { multiHead } from '../attention/multi-head.ts'
import { rotary } from '../attention/rotary.ts'
import { softmax, softmaxAttention } from '../attention/softmax.ts'
import { forAll } from '../claim/claim.ts'
import { folklore } from '../claim/source.ts'
import { arrays } from '../generate/generate.ts'
import { whySilent } from './applies.ts'

const claim = forAll({
  ...{ id: 'planted', title: 't', statement: 's', source: folklore(), expect: { reals: 'holds' } },
  ...{ subject: softmax, needs: ['no-positions'], controls: [{ name: 'broken' }] },
  inputs: arrays({ arrays: { u: [1] } }),
  check: ({ u }) => u.less(0),
})

test.each([
  rotary(softmax),
  alibiAttention({ slope: 1, mask: 'none' }),
  linear(cosformer(8)),
  multiHead(rotary(softmax), { heads: 2 }),
])('a claim on tokens whose place does not matter says nothing of $name', (subject) => {
  expect(whySilent(claim, subject)).toBe(
    `This claim is about tokens whose place does not matter; in ${subject.name} it does.`,
  )
})

test.each([softmaxAttention({ scale: 2 }), multiHead(softmax, { heads: 2 })])(
  'it does say something of $name',
  (subject) => expect(whySilent(claim, subject)).toBeUndefined(),
)
