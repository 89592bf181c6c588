import type { Evidence } from '../../../evidence/schema.ts'
import { html, type Content } from '../html.ts'
import { facts } from '../facts.ts'

/** What the words of the page mean. */
export const words = ({ claims, examined }: Evidence): Content => [
  claims.length > 0 && html`<p>${INTRODUCTION}</p>`,
  examined && html`<p>${EXAMINATION}</p>`,
  facts({
    ...(examined && OF_EXAMINATIONS),
    ...READINGS,
    ...VERDICTS,
    ...(claims.length > 0 && OF_CLAIMS),
    ...SHARED,
  }),
]

const INTRODUCTION =
  'Each claim is a statement about attention. It was attacked with cases that were drawn at random from stated distributions; each case is named by the seed and its index, and can be made again. What was found is said twice: over the reals, and in float32.'
const EXAMINATION =
  'Somebody’s attention was given inputs that look for trouble, and each number that it returned was compared with the definition that it is said to have. Rounding moves numbers, so each is compared with a range: what any honest implementation of the definition may answer in this precision.'

const OF_EXAMINATIONS = {
  conforms:
    'In the lanes of this run every number lay in its range. It is no proof for other inputs, shapes or devices.',
  lane: 'One set of queries, keys and values.',
  'but for rounding':
    'What should be the same is not, bit for bit, and by no more than two honest answers may differ.',
}
const READINGS = {
  'over the reals':
    'Of the statement as mathematics. A case counts as satisfied or violated only where error bounds, enclosures or exact numbers make it certain.',
  'in float32':
    'Of the numbers that the engine returned, compared as they are. A claim that holds over the reals may fail here by rounding; that is no contradiction.',
}
const VERDICTS = {
  proved: 'There is a certified witness, and the claim asks for no more than one.',
  supported:
    'No case violates it, and the limit on its probability of failure is at most what is demanded; of a probability: its limits lie where the claim says. It is no proof: other inputs may violate it.',
  consistent:
    'The same, of an equality whose two sides could not be told apart: they differ by at most a stated width, and may differ by less than that always.',
  refuted:
    'A counterexample was found and certified, which is final. Of a probability: limits exclude what is claimed, at their confidence. In float32: the returned numbers violate it.',
  inconclusive: 'Anything else; the sentence says what was left open.',
}
const OF_CLAIMS = {
  limit:
    'The largest probability of failure that the cases leave possible, on these inputs alone, by the exact limits of Clopper and Pearson for one side. Whatever is not certainly satisfied counts as a failure.',
  'device, running, interval, mpfr, exact':
    'The arithmetics, each slower and closer than the one before: the engine’s float32 numbers with bounds on their errors, the same with tighter bounds, enclosures in float64, in up to 256 bits, and numbers without rounding. A case is decided by the first that can.',
  'as expected':
    'The verdict is what the claim’s author expected, and each control, ablation and restriction came out as it has to. A claim that is known to be false is expected to be refuted.',
  reconstructed:
    'The paper was not at hand word by word; the claim states what could be reconstructed of it.',
}
const SHARED = {
  certificate: 'A case and the program of its claim, which anybody can compute again.',
  pictures:
    'Numbers below 0 are orange, above 0 blue, stronger with size; entries that decide are framed. Places are counted from 0; v7 is the value of step 7 of the certificate’s program; … stands for more of a formula; c is a number that the claim does not depend on.',
}
