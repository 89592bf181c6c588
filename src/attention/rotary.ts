import type { Real } from '../program/real.ts'
import type { Recorder } from '../program/recorder.ts'
import { inWords } from '../program/shape.ts'
import { span } from '../program/span.ts'
import type { Computation, QueriesAndKeys, Subject } from './attention.ts'
import { checkOptions } from './subject-options.ts'

/** What `rotary` takes beside the subject. */
export interface RotaryOptions {
  /** What angles are powers of: pair i turns by base^(-2i/d) from each position to the next. @default 10000 */
  readonly base?: number
}

/** Positions [n, 1], counted from the first row. */
const positionsOf = (rows: Real, x: Recorder): Real => x.constant(span(0, rows.shape[0]), [rows.shape[0], 1])

/** Each pair as a complex number, times e^(i · position · base^(-2i/d)). */
function multiplied(rows: Real, base: number, x: Recorder): Real {
  const [n, width] = rows.shape
  const pairs = span(0, width / 2)
  const exponents = x
    .constant(
      pairs.map((pair) => -2 * pair),
      [1, pairs.length],
    )
    .div(width)
  const angles = positionsOf(rows, x).mul(x.constant(base).log().mul(exponents).exp())
  const [cos, sin] = [angles.cos(), angles.sin()]
  const [re, im] = [0, 1].map((part) =>
    rows.gather(
      pairs.map((pair) => 2 * pair + part),
      1,
    ),
  )
  const turned = [re.mul(cos).sub(im.mul(sin)), re.mul(sin).add(im.mul(cos))]
  const [real, imaginary] = turned.map((part) => part.reshape([n, pairs.length, 1]))
  return real.concat(imaginary, 2).reshape([n, width])
}

/** Rows times cosines, and the rows with the columns of each pair exchanged times sines, of which every second one is negative. */
function exchanged(rows: Real, base: number, x: Recorder): Real {
  const width = rows.shape[1]
  const columns = span(0, width)
  const powers = x
    .constant(base)
    .log()
    .mul(x.constant(columns.map((column) => column - (column % 2))))
    .div(width)
    .exp()
  const signs = x.constant(columns.map((column) => (column % 2 === 0 ? -1 : 1)))
  const angles = positionsOf(rows, x).mul(signs.div(powers))
  const others = rows.gather(
    columns.map((column) => column + (column % 2 === 0 ? 1 : -1)),
    1,
  )
  return rows.mul(angles.cos()).add(others.mul(angles.sin()))
}

/**
 * Rotary positions: the pair of coordinates 2i and 2i + 1 of each query and key is turned by its position times
 * base^(-2i/d), and then the subject is asked; so a score depends on the positions of its query and its key by how far they
 * are apart (Su et al., arXiv 2104.09864). Positions are counted from the first row, of queries and of keys. Values are
 * left as they are. Heads are turned each by itself: `multiHead(rotary(subject), …)`.
 *
 * The definition multiplies complex numbers. The implementation adds rows times cosines, and rows with exchanged columns
 * times sines.
 *
 * @throws {RangeError} when the base is no positive number, there is no such option, or the subject has several heads;
 * from its computations, when the width is odd
 *
 * @example
 * ```ts
 * rotary(softmaxAttention({ mask: 'causal' }), { base: 500_000 })
 * ```
 */
export function rotary(subject: Subject, options: RotaryOptions = {}): Subject {
  checkOptions(options, ['base'], 'rotary positions')
  const { base = 10_000 } = options
  if (!(base > 0 && base < Infinity))
    throw new RangeError(`the base of rotary positions is ${base}; give a positive number`)
  if (subject.heads)
    throw new RangeError(
      `${subject.name} has several heads; each is turned by itself: multiHead(rotary(subject), …)`,
    )
  const name = `rotary(${subject.name}, base ${base})`
  const turning = (of: Computation, turned: typeof multiplied, x: Recorder): Computation => {
    const both = <Inputs extends QueriesAndKeys>(inputs: Inputs): Inputs => {
      demandPairs(name, inputs)
      return { ...inputs, q: turned(inputs.q, base, x), k: turned(inputs.k, base, x) }
    }
    return {
      weights: (inputs) => of.weights(both(inputs)),
      output: (inputs) => of.output(both(inputs)),
    }
  }
  return {
    name,
    positions: true,
    definition: (x) => turning(subject.definition(x), multiplied, x),
    implementation: (x) => turning(subject.implementation(x), exchanged, x),
  }
}

function demandPairs(name: string, { q, k }: QueriesAndKeys): void {
  const odd = [q, k].find(({ shape }) => shape[1] % 2 !== 0)
  if (odd)
    throw new RangeError(`${name} turns pairs of coordinates, and ${inWords(odd.shape)} has an odd width`)
}
