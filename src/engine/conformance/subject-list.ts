import { alibiAttention } from '../../attention/alibi.ts'
import type { Attention, Computation, Subject } from '../../attention/attention.ts'
import { cosformer } from '../../attention/cosformer.ts'
import { deltaNet } from '../../attention/delta-net.ts'
import { favor } from '../../attention/favor.ts'
import { elu1, FEATURE_MAPS, type FeatureMap } from '../../attention/feature-map.ts'
import { focused } from '../../attention/focused.ts'
import { gatedLinear } from '../../attention/gated-linear.ts'
import { inline } from '../../attention/inline.ts'
import { linear } from '../../attention/linear.ts'
import { multiHead } from '../../attention/multi-head.ts'
import { rotary } from '../../attention/rotary.ts'
import { sigmoidAttention } from '../../attention/sigmoid.ts'
import { sparsemaxAttention } from '../../attention/sparsemax.ts'
import { power, taylor } from '../../attention/taylor.ts'
import { tilt } from '../../attention/tilt.ts'
import { softmaxAttention } from '../../attention/softmax.ts'
import type { Real } from '../../program/real.ts'
import type { Build } from './both-arithmetics.ts'

/** An own mask that forbids every second key, and never the first. */
export const striped = (query: number, key: number): boolean => key === 0 || (query + key) % 2 === 0

/** A mechanism in one of its forms. */
export interface Form {
  readonly subject: Subject
  /** Whether its queries differ in what they see. */
  readonly masked: boolean
  /** Extent of the feature vectors of tokens of a given width. */
  features(width: number): number
}

/** Mechanisms with feature vectors as wide as the tokens, unless `features` says otherwise. */
const forms = (masked: boolean, subjects: Subject[], features = (width: number) => width): Form[] =>
  subjects.map((subject) => ({ subject, masked, features }))

/** Feature vectors of subjects that `inHeads` gives wider tokens. */
const doubled = (width: number): number => 2 * width

/** Maps that are made with numbers of their own: one of each. */
const MADE: readonly FeatureMap[] = [
  ...[tilt(2), taylor(3), power(2), cosformer(128), focused(3)],
  ...(['positive', 'trigonometric', 'hyperbolic'] as const).map((features) =>
    favor({ features, directions }),
  ),
]

/** Three directions of any width, short ones for wide tokens. */
function directions(width: number): number[][] {
  const along = (sign: (at: number) => number) =>
    Array.from({ length: width }, (_, at) => sign(at) / (1 + width))
  return [along(() => 1), along((at) => 1 - 2 * (at % 2)), along((at) => at % 3)]
}

/** Every subject in every form; of maps that are made, the forms that differ in what they do with features. */
export const FORMS: readonly Form[] = [
  ...forms(false, [
    softmaxAttention(),
    softmaxAttention({ scale: 'inverse-sqrt-width' }),
    softmaxAttention({ scale: 0.3 }),
  ]),
  ...forms(true, [
    softmaxAttention({ mask: 'causal' }),
    softmaxAttention({ scale: 'inverse-sqrt-width', mask: 'causal' }),
    softmaxAttention({ mask: striped }),
  ]),
  ...FEATURE_MAPS.flatMap((map) => {
    const unmasked = [
      linear(map),
      linear(map, { normalised: false }),
      linear(map, { form: 'associative' }),
      linear(map, { form: 'associative', normalised: false }),
      inline(map),
      inline(map, 'published'),
    ]
    const masked = [
      linear(map, { mask: 'causal' }),
      linear(map, { mask: striped }),
      linear(map, { mask: 'causal', normalised: false }),
      linear(map, { form: 'recurrent', mask: 'causal' }),
      linear(map, { form: 'recurrent', mask: 'causal', normalised: false }),
    ]
    const features = (width: number) => map.dimension(width)
    return [...forms(false, unmasked, features), ...forms(true, masked, features)]
  }),
  ...forms(false, [sparsemaxAttention(), sparsemaxAttention({ scale: 0.3 })]),
  ...forms(false, [sigmoidAttention(), sigmoidAttention({ scale: 'inverse-sqrt-width', bias: 'none' })]),
  ...forms(true, [sigmoidAttention({ mask: 'causal' }), fed(gatedLinear), fed(deltaNet(3)), fed(deltaNet())]),
  ...forms(false, [
    alibiAttention({ slope: 0.25, mask: 'none' }),
    alibiAttention({ slope: 2, scale: 'inverse-sqrt-width', mask: 'none' }),
  ]),
  ...forms(true, [alibiAttention({ slope: 0.5 }), alibiAttention({ slope: 0.5, mask: striped })]),
  ...forms(false, [inHeads(rotary(softmaxAttention())), inHeads(rotary(linear(elu1)))], doubled),
  ...forms(true, [inHeads(rotary(softmaxAttention({ mask: 'causal' }), { base: 16 }))], doubled),
  ...forms(false, [inHeads(multiHead(softmaxAttention(), { heads: 2 }))], doubled),
  ...forms(
    true,
    [
      inHeads(multiHead(softmaxAttention({ mask: 'causal' }), { heads: 4, keyHeads: 2 })),
      inHeads(multiHead(linear(elu1, { form: 'recurrent', mask: 'causal' }), { heads: 2, keyHeads: 1 })),
    ],
    doubled,
  ),
  ...MADE.flatMap((map) => {
    const features = (width: number) => map.dimension(width)
    return [
      ...forms(false, [linear(map, { normalised: false }), linear(map, { form: 'associative' })], features),
      ...forms(true, [linear(map, { form: 'recurrent', mask: 'causal' })], features),
    ]
  }),
]

export const ASKS = ['weights', 'output'] as const
export type Ask = (typeof ASKS)[number]

/** A subject that is given numbers between 0 and 1, made of the keys, for what it takes beside q, k and v. */
function fed(subject: Subject): Subject {
  const fedTo = (computation: Computation): Computation => {
    const beside = (k: Real) => ({
      gates: k.square().neg().exp(),
      rates: k.square().sum(-1, true).neg().exp(),
    })
    return {
      weights: (inputs) => computation.weights({ ...beside(inputs.k), ...inputs }),
      output: (inputs) => computation.output({ ...beside(inputs.k), ...inputs }),
    }
  }
  return {
    name: subject.name,
    definition: (x) => fedTo(subject.definition(x)),
    implementation: (x) => fedTo(subject.implementation(x)),
  }
}

/**
 * A subject that takes some widths alone, for tokens of any width: copies of q and of k stand side by side, each half of the
 * one before, and copies of v; outputs are the mean over the heads. Without heads q and k are there twice, and v once.
 */
function inHeads({ name, heads, positions, ...subject }: Subject): Subject {
  const { query, key } = heads ?? { query: 2, key: 2 }
  const copies = (rows: Real, count: number, factor: number) =>
    Array.from({ length: count }, (_, copy) => rows.mul(factor ** copy)).reduce((a, b) => a.concat(b, -1))
  const onCopies = ({ weights, output }: Computation): Computation => {
    const widened = <Inputs extends Record<'q' | 'k', Real>>(inputs: Inputs): Inputs => ({
      ...inputs,
      q: copies(inputs.q, query, 0.5),
      k: copies(inputs.k, key, 0.5),
    })
    return {
      weights: (inputs) => weights(widened(inputs)),
      output(inputs) {
        if (!heads) return output(widened(inputs))
        const wide = output({ ...widened(inputs), v: copies(inputs.v, key, 1) })
        const [rows, width] = wide.shape
        return wide
          .reshape([rows, query, width / query])
          .sum(1)
          .div(query)
      },
    }
  }
  return {
    name,
    ...(positions && { positions }),
    definition: (x) => onCopies(subject.definition(x)),
    implementation: (x) => onCopies(subject.implementation(x)),
  }
}

/** Weights or outputs of q, k and v: as they are computed where the implementation is written down, else as defined. */
export const asking =
  (subject: Subject, ask: Ask): Build<Real> =>
  (inputs, x) =>
    asked(subject[x.part](x), ask, inputs)

/** Weights or outputs of q, k and v. */
export const asked = (attention: Omit<Attention, 'name'>, ask: Ask, inputs: Record<string, Real>): Real =>
  attention[ask](inputs as Record<'q' | 'k' | 'v', Real>)
