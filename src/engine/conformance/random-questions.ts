import { batchOf } from '../../arithmetic/batch.ts'
import {
  arrays,
  collinear,
  gaussian,
  heavyTailed,
  lattice,
  lowRank,
  nearTied,
  signs,
  uniform,
  type Distribution,
} from '../../generate/generate.ts'
import { hash32 } from '../../generate/hash.ts'
import { caseAt } from '../../generate/stream.ts'
import type { Real } from '../../program/real.ts'
import { Recipe } from '../precision/recipe.ts'
import type { BoundMode } from './both-arithmetics.ts'
import type { Question } from './drawn-inputs.ts'
import { asking, type Ask, type Form } from './subject-list.ts'

/** A shape, an output and a bound; the cases asked about have consecutive indices. */
interface Block {
  readonly ask: Ask
  readonly mode: BoundMode
  readonly queries: number
  readonly tokens: number
  readonly width: number
  /** Width of the values. */
  readonly values: number
}

/** Multiplications of a matrix product in one batch: of large shapes there are fewer cases at a time. */
const WORK = 2 ** 21

/** Share of blocks of the largest size, 128 tokens of width 64, which would otherwise hardly be drawn. */
const LARGEST = 1 / 256

/**
 * Numbers in the states of all tokens of the recurrent form, which an engine holds several times over until it is done:
 * more do not fit into the 4 GiB of WebAssembly. Weights are outputs for as many values as there are tokens.
 */
const HELD = 2 ** 23

/**
 * Asks about a subject at random shapes (up to 128 tokens of width 64), families and scales (0.1 to 50). Half of the
 * blocks look at the static bound, half at the smaller of that and the running one.
 *
 * @param evaluations how many cases in all
 * @param most how many cases of one shape, one after another, at the most
 */
export function* randomQuestions(
  form: Form,
  evaluations: number,
  seed: number,
  most: number,
): Iterable<Question<Real>> {
  for (let number = 0, from = 0; from < evaluations; number++) {
    const block = blockAt(form, seed, number)
    const { ask, mode, queries, tokens, width, values } = block
    const length = Math.min(most, Math.max(1, Math.floor(WORK / workOf(form, block))), evaluations - from)
    const inputs = arrays({
      arrays: { q: [queries, width], k: [tokens, width], v: [tokens, values] },
      from: anyScale,
    })
    const { name } = form.subject
    const cases = Array.from({ length }, (_, i) => caseAt(inputs, name, seed, from + i))
    yield {
      where: `${ask} of ${queries} queries, ${tokens} tokens of width ${width}, values of width ${values}, seed ${seed}, cases from ${from} on`,
      batch: batchOf(cases),
      of: asking(form.subject, ask),
      modes: [mode],
    }
    from += length
  }
}

function blockAt({ subject, masked, features }: Form, seed: number, number: number): Block {
  const named = Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0xc2b2ae35) ^ hash32(subject.name)
  const recipe = new Recipe(named)
  const largest = recipe.unit() < LARGEST
  const tokens = largest ? 128 : logUniform(recipe, 128)
  const width = largest ? 64 : logUniform(recipe, 64)
  return {
    ask: recipe.unit() < 0.5 && tokens * features(width) * tokens <= HELD ? 'weights' : 'output',
    mode: recipe.unit() < 0.5 ? 'static' : 'running',
    tokens,
    width,
    values: logUniform(recipe, 16),
    queries: masked ? tokens : logUniform(recipe, 4),
  }
}

/** A number from 1 to `most`, all magnitudes alike. */
const logUniform = (recipe: Recipe, most: number): number => Math.floor((most + 1) ** recipe.unit())

/** Multiplications of the largest matrix product that one lane needs. */
function workOf({ features }: Form, { queries, tokens, width, values, ask }: Block): number {
  return tokens * features(width) * Math.max(queries, ask === 'weights' ? tokens : values)
}

const FAMILIES: readonly ((scale: number) => Distribution)[] = [
  gaussian,
  gaussian,
  heavyTailed,
  collinear,
  nearTied,
  (scale) => lowRank(2, scale),
  (scale) => uniform(-scale, scale),
  (scale) => lattice(Math.ceil(scale)),
  () => signs,
]

/** Each array of its own family and scale, the scale log-uniform from 0.1 to 50. */
const anyScale: Distribution = {
  name: 'any family, scale 0.1 to 50',
  fill(draws, data, offset, rows, width) {
    const scale = 0.1 * 500 ** draws.uniform()
    FAMILIES[draws.below(FAMILIES.length)](scale).fill(draws, data, offset, rows, width)
  },
}
