import { batchOf } from '../../arithmetic/batch.ts'
import { arrays } from '../../generate/generate.ts'
import { hash32 } from '../../generate/hash.ts'
import { caseAt } from '../../generate/stream.ts'
import type { Real } from '../../program/real.ts'
import { Recipe } from '../precision/recipe.ts'
import { anyScale } from './any-scale.ts'
import type { Question } from './drawn-inputs.ts'
import { asking, type Form } from './subject-list.ts'

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
    const { ask, mode, queries, tokens, width, values, work } = blockAt(form, seed, number)
    const length = Math.min(most, Math.max(1, Math.floor(WORK / work)), evaluations - from)
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

/** A shape, an output and a bound; the cases asked about have consecutive indices. */
function blockAt({ subject, masked, features }: Form, seed: number, number: number) {
  const named = Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0xc2b2ae35) ^ hash32(subject.name)
  const recipe = new Recipe(named)
  const largest = recipe.unit() < LARGEST
  const tokens = largest ? 128 : logUniform(recipe, 128)
  const width = largest ? 64 : logUniform(recipe, 64)
  const extent = features(width)
  const ask = recipe.unit() < 0.5 && tokens * extent * tokens <= HELD ? 'weights' : 'output'
  const mode = recipe.unit() < 0.5 ? 'static' : 'running'
  const values = logUniform(recipe, 16)
  const queries = masked && recipe.unit() < 0.5 ? tokens : logUniform(recipe, 4)
  // Multiplications of the largest matrix product that one lane needs.
  const work = tokens * extent * Math.max(queries, ask === 'weights' ? tokens : values)
  return { ask, mode, queries, tokens, width, values, work } as const
}

/** A number from 1 to `most`, all magnitudes alike. */
const logUniform = (recipe: Recipe, most: number): number => Math.floor((most + 1) ** recipe.unit())
