import { batchOf, type Batch } from '../../arithmetic/batch.ts'
import {
  arrays,
  collinear,
  gaussian,
  heavyTailed,
  lattice,
  lowRank,
  nearTied,
  signs,
  uniform as uniformOn,
  type Distribution,
} from '../../generate/generate.ts'
import { caseAt, hash32 } from '../../generate/stream.ts'
import { Recipe } from '../precision/recipe.ts'
import type { Mode } from './both-arithmetics.ts'
import type { Ask, Form } from './subject-list.ts'

/** What is asked of a subject at consecutive indices; with an index it names one evaluation for ever. */
export interface FuzzBlock {
  readonly seed: number
  readonly ask: Ask
  readonly mode: Mode
  readonly queries: number
  readonly tokens: number
  readonly width: number
  /** Width of the values. */
  readonly values: number
}

/** A number from 1 to `most`, all magnitudes alike. */
const logUniform = (u: number, most: number): number => Math.floor((most + 1) ** u)

/** Share of blocks of the largest size, 128 tokens of width 64, which would otherwise hardly be drawn. */
const LARGEST = 1 / 256

/**
 * Numbers in the states of all tokens of the recurrent form, which an engine holds several times over until it is done:
 * more do not fit into the 4 GiB of WebAssembly. Weights are outputs for as many values as there are tokens.
 */
const HELD = 2 ** 23

/** Draws a block: up to 128 tokens of width 64. */
export function blockAt({ subject, masked, features }: Form, seed: number, number: number): FuzzBlock {
  const named = Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0xc2b2ae35) ^ hash32(subject.name)
  const recipe = new Recipe(named)
  const draw = () => recipe.unit()
  const largest = draw() < LARGEST
  const tokens = largest ? 128 : logUniform(draw(), 128)
  const width = largest ? 64 : logUniform(draw(), 64)
  return {
    seed,
    ask: draw() < 0.5 && tokens * features(width) * tokens <= HELD ? 'weights' : 'output',
    mode: draw() < 0.5 ? 'static' : 'running',
    tokens,
    width,
    values: logUniform(draw(), 16),
    queries: masked ? tokens : logUniform(draw(), 4),
  }
}

const FAMILIES: readonly ((scale: number) => Distribution)[] = [
  gaussian,
  gaussian,
  heavyTailed,
  collinear,
  nearTied,
  (scale) => lowRank(2, scale),
  (scale) => uniformOn(-scale, scale),
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

/** The cases of a block at the indices [from, to). */
export function casesOf(form: Form, block: FuzzBlock, from: number, to: number): Batch {
  const { queries, tokens, width, values, seed } = block
  const inputs = arrays({
    arrays: { q: [queries, width], k: [tokens, width], v: [tokens, values] },
    from: anyScale,
  })
  return batchOf(
    Array.from({ length: to - from }, (_, i) => caseAt(inputs, form.subject.name, seed, from + i)),
  )
}
