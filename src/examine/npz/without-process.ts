import { ExaminedError, type Examined } from '../examined.ts'
import { sizes, type Answer, type Lanes } from '../lanes.ts'

/** An attention that only writes down what it is asked, and answers with zeros. */
export function askedOnly(gives: Examined['gives']): Examined & { readonly asked: readonly Lanes[] } {
  const asked: Lanes[] = []
  return {
    name: 'nobody',
    gives,
    asked,
    async answer(lanes) {
      asked.push(lanes)
      const size = sizes(lanes)
      return {
        ...(gives.output && { output: new Float32Array(lanes.lanes * size.output) }),
        ...(gives.weights && { weights: new Float32Array(lanes.lanes * size.weights) }),
      }
    },
    async close() {},
  }
}

/**
 * An attention whose answers were written down before: to the same batches, in the same order.
 *
 * @param file where they come from, for messages
 */
export function answeredBefore(
  file: string,
  asked: readonly Lanes[],
  { gives, answers }: Pick<Examined, 'gives'> & { readonly answers: readonly Answer[] },
): Examined {
  let next = 0
  return {
    name: file,
    gives,
    async answer(lanes) {
      const answer = answers.at(next)
      if (next >= asked.length || answer === undefined || !sameNumbers(lanes, asked[next]))
        throw new ExaminedError(`${file} answers other cases; give the options by which its cases were made`)
      next += 1
      return answer
    },
    async close() {},
  }
}

const sameNumbers = (a: Lanes, b: Lanes): boolean =>
  a.lanes === b.lanes &&
  (['q', 'k', 'v'] as const).every((name) => Buffer.compare(bytes(a[name]), bytes(b[name])) === 0)

const bytes = (numbers: Float32Array): Buffer =>
  Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength)
