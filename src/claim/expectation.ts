import { ArraysArbitrary } from '../generate/arrays.ts'
import { isOurs } from '../generate/distribution.ts'
import { uniform } from '../generate/families.ts'
import type { Real } from '../program/real.ts'
import { inWords, sizeOf } from '../program/shape.ts'
import { probability, type Probability } from './claim.ts'
import type { ProbabilityBound } from './probability-bound.ts'
import type { Ablation, Inputs, Measure, Predicate, Restriction, Variant } from './variant.ts'

/** What a claim says of the mean of a quantity. */
export interface Mean extends Pick<ProbabilityBound, 'relation' | 'formula'> {
  /** What the mean is said to be, or not to exceed, or not to fall below. */
  readonly value: number
  /** The mean itself, where it is known beside a bound on it: the power of a run follows from it. */
  readonly known?: number
  /** From where to where the quantity goes; what lies outside counts as the nearer end. */
  readonly range: readonly [from: number, to: number]
}

/** The array that each case has beside its own: one number, uniform on (0, 1). */
type Chance = 'chance'

/** A change of the quantity or of what is said of its mean takes the place of another event and another bound. */
type OfMean<Name extends string, V extends Variant<Name>> = Omit<V, 'check' | 'bound' | 'measure'> & {
  readonly measure?: Measure<NoInfer<Name>>
  readonly mean?: Mean
}

/** A claim about a mean as it is written. */
type Written<Name extends string> = Omit<
  Parameters<typeof probability<Name>>[0],
  'check' | 'bound' | 'controls' | 'ablations' | 'restrictions'
> & {
  /** The quantity, a scalar. */
  readonly measure: Measure<NoInfer<Name>>
  readonly mean: Mean
  readonly controls: readonly OfMean<Name, Variant<Name>>[]
  readonly ablations?: readonly OfMean<Name, Ablation<Name>>[]
  readonly restrictions?: readonly OfMean<Name, Restriction<Name>>[]
}

/**
 * A claim about the mean of a bounded quantity over the distribution of its inputs: one about the probability
 * (E X - a)/(b - a) with which X in [a, b] exceeds a number that is uniform on (a, b) and independent of it. So its limits
 * are those of Clopper and Pearson, exact whatever the distribution of X is. The price is that X is seen through one bit a
 * case: a narrow range needs fewer cases. Of an equality nothing more can be found than that nothing contradicts it.
 *
 * @template Name of its inputs, which its predicates are given; one of them is `chance`, of shape [1] and from
 * `uniform(0, 1)`, whose steps of 2^-24 move no mean by more than 2^-24 of its range. The quantity and the hypotheses, which
 * are independent of it, are not given it
 * @throws {RangeError} when the range is empty, or not finite, does not hold the mean that is stated, or `chance` is of
 * another distribution
 * @example
 * ```ts
 * import { arrays, expectation, folklore, gaussian, softmax, uniform } from 'attention-assay'
 *
 * export default expectation({
 *   ...{ id: 'half-each', title: 't', statement: String.raw`k \sim N(0, I):\ E\,p_1 = 1/2`, source: folklore() },
 *   subject: softmax,
 *   inputs: arrays({
 *     arrays: { q: [1, 1], k: [2, 1], chance: [1] },
 *     from: { q: gaussian(1), k: gaussian(1), chance: uniform(0, 1) },
 *   }),
 *   measure: ({ q, k }, attention) => attention.weights({ q, k }).gather([0], 1).sum(),
 *   mean: { relation: 'equals', value: 0.5, formula: '1/2', range: [0, 1] },
 *   demand: 0.05,
 *   expect: { reals: 'consistent' },
 *   controls: [{ name: '0.6', mean: { relation: 'equals', value: 0.6, formula: '0.6', range: [0, 1] } }],
 * })
 * ```
 */
export function expectation<Name extends string>(claim: Written<Name | Chance>): Probability {
  const { measure, mean, controls, ablations, restrictions, ...rest } = claim
  demandUniform(rest.inputs)
  const changed = <V extends OfMean<Name | Chance, Variant<Name | Chance>>>(variants: readonly V[]) =>
    variants.map(({ measure: another, mean: said, ...variant }) => {
      demandUniform(variant.inputs)
      return {
        ...variant,
        ...unaware(variant.assuming),
        ...((another ?? said) && { check: exceeding(another ?? measure, said ?? mean) }),
        ...(said && { bound: boundOf(said) }),
      }
    })
  return probability<Name | Chance>({
    ...rest,
    ...unaware(rest.assuming),
    check: exceeding(measure, mean),
    bound: boundOf(mean),
    controls: changed(controls),
    ...(ablations && { ablations: changed(ablations) }),
    ...(restrictions && { restrictions: changed(restrictions) }),
  })
}

const UNIFORM = uniform(0, 1).name

/** @throws {RangeError} when another distribution than `uniform(0, 1)` is known to be that of the number compared with */
function demandUniform(inputs: unknown): void {
  const source = inputs instanceof ArraysArbitrary ? inputs.sourceOf('chance') : undefined
  if (source && !(source.name === UNIFORM && isOurs(source)))
    throw new RangeError(
      `a mean is found by an input "chance" from uniform(0, 1), and this one is from ${isOurs(source) ? '' : 'your own '}${source.name}`,
    )
}

/** A hypothesis that is not given the number: cases that were chosen by it would not be compared with a uniform one. */
const unaware = <Name extends string>(assuming: Predicate<Name | Chance> | undefined) =>
  assuming && {
    assuming: ((inputs, attention, x) => assuming(withoutChance(inputs), attention, x)) as typeof assuming,
  }

function withoutChance<Name extends string>(inputs: Inputs<Name | Chance>): Inputs<Name | Chance> {
  const others: Record<string, Real> = { ...inputs }
  delete others['chance']
  return others as Inputs<Name | Chance>
}

const exceeding =
  <Name extends string>(measure: Measure<Name>, { range: [from, to] }: Mean): Predicate<Name | Chance> =>
  (inputs, attention, x) => {
    const { chance } = inputs as Partial<Inputs<Name | Chance>>
    if (chance === undefined)
      throw new RangeError(
        'a mean is found by an input "chance" of shape [1] from uniform(0, 1); there is none',
      )
    const quantity = measure(withoutChance(inputs), attention, x)
    return alone(chance, 'the input "chance"')
      .mul(to - from)
      .add(from)
      .less(alone(quantity, 'a quantity that has a mean'))
      .all()
  }

/** @throws {RangeError} unless an array is one number */
function alone(number: Real, name: string): Real {
  if (sizeOf(number.shape) !== 1)
    throw new RangeError(`${name} is one number, and this is an array ${inWords(number.shape)}`)
  return number
}

function boundOf({ relation, value, known, formula, range: [from, to] }: Mean): ProbabilityBound {
  if (!(to > from && Number.isFinite(to - from)))
    throw new RangeError(
      `a quantity from ${from} to ${to} has no mean that could be found; give a finite range`,
    )
  for (const mean of [value, ...(known === undefined ? [] : [known])])
    if (!(mean >= from && mean <= to))
      throw new RangeError(`a quantity from ${from} to ${to} has no mean ${mean}; give one in its range`)
  const told = from === 0 && to === 1 ? formula : String.raw`\frac{${formula} - (${from})}{${to} - (${from})}`
  const share = (of: number) => (of - from) / (to - from)
  const event = known !== undefined && { event: share(known) }
  return { relation, value: share(value), range: [from, to], formula: told, ...event }
}
