import { shapesInWords } from '../arithmetic/batch.ts'
import { bind, type Subject } from '../attention/attention.ts'
import { inTime } from '../generate/own-code.ts'
import type { Program, Programs, Shapes } from '../program/program.ts'
import { record, type Stated } from '../program/record.ts'
import { Real } from '../program/real.ts'
import type { Proposition } from '../program/proposition.ts'
import type { Part, Recorder } from '../program/recorder.ts'
import { inWords, sizeOf } from '../program/shape.ts'
import {
  subjectsOf,
  type Claim,
  type Exists,
  type Exponent,
  type Inputs,
  type Measure,
  type Predicate,
  type Quantifiers,
  type Region,
} from './claim.ts'

/**
 * Writes a claim about one subject down, for inputs of these shapes, when a part of it is first read.
 *
 * @returns parts of which reading one throws what the claim's own code throws, {TypeError} when that returns
 * something else than a proposition, and {TimeLimitError} when it does not end
 */
export function recordClaim(claim: Claim, subject: Subject, shapes: Shapes): Programs {
  const parts = record((inputs, x) => stated(claim, subject, inputs, x), shapes)
  const known: { [Name in Part]?: Program } = {}
  const doing = () => recording(claim, shapes)
  const part = (name: Part, other: Part): Program => {
    // Both at once, as nearly everybody reads both: setting a limit takes as long as recording.
    known[name] ??= inTime(doing, claim, () => {
      const program = parts[name]
      try {
        known[other] = parts[other]
      } catch {
        // Who reads that one is told.
      }
      return program
    })
    return known[name]
  }
  return {
    get implementation() {
      return part('implementation', 'definition')
    },
    get definition() {
      return part('definition', 'implementation')
    },
  }
}

const recording = ({ id }: Claim, shapes: Shapes): string =>
  `recording ${id} for ${shapesInWords(Object.keys(shapes), Object.values(shapes))}`

function stated(claim: Claim, subject: Subject, inputs: Inputs, x: Recorder): Stated {
  const attention = bind(subject, x)
  const of: Of = [inputs, attention, x]
  const observed = observedOf(claim, of)
  return {
    ...(claim.assuming && { hypothesis: claim.assuming(...of) }),
    claim: claim.kind === 'scaling' ? nearExponent(observed!, claim.exponent) : claim.check(...of),
    ...(claim.kind === 'exists' && existentialPart(claim, of)),
    ...(observed && { observed }),
    regions: regionsOf(claim).map(({ name, region }) => ({ name, holds: withAssumed(region, of) })),
  }
}

type Of = Parameters<Predicate>

/** What is observed of a case: a claim's own quantity, or how tight it is, which takes no case away from it. */
function observedOf(claim: Claim, of: Of): Real | undefined {
  const measure = observe(claim)
  if (!measure) return undefined
  const isOfClaim = claim.kind === 'scaling'
  const observed = isOfClaim ? measure(...of) : of[2].beside(() => measure(...of)).written
  if (observed instanceof Real && sizeOf(observed.shape) === 1) return observed
  const is = observed instanceof Real ? `an array ${inWords(observed.shape)}` : String(observed)
  throw new RangeError(`${isOfClaim ? 'measure' : 'tightness'} is one number of a case, and this is ${is}`)
}

function existentialPart(claim: Exists, of: Of): Pick<Stated, 'existential' | 'sought' | 'obstruction'> {
  const { quantifiers, obstruction } = claim
  demandQuantifiers(quantifiers, Object.keys(of[0]))
  const names = Object.keys(quantifiers)
  const sought = names.filter((name) => quantifiers[name] === 'exists')
  return {
    existential: true,
    ...(sought.length < names.length && { sought }),
    ...(obstruction && { obstruction: withAssumed(obstruction, of) }),
  }
}

/** What a predicate states, where all that it assumes, such as that an attention is defined, holds as well. */
function withAssumed(predicate: Predicate, of: Of): Proposition {
  const x = of[2]
  const known = new Set(x.hypotheses.map(({ statement }) => JSON.stringify(statement)))
  const { written, assumed } = x.beside(() => predicate(...of))
  return assumed
    .filter(({ statement }) => !known.has(JSON.stringify(statement)))
    .reduce((all, hypothesis) => hypothesis.all().and(all), written)
}

/** @throws {RangeError} when some input is not quantified, or there is no such input */
function demandQuantifiers(quantifiers: Quantifiers, inputs: readonly string[]): void {
  const named = Object.keys(quantifiers)
  const missing = inputs.filter((name) => !named.includes(name))
  const unknown = named.filter((name) => !inputs.includes(name))
  if (missing.length > 0) throw new RangeError(`quantifiers say nothing of the input ${missing.join(', ')}`)
  if (unknown.length > 0) throw new RangeError(`quantifiers name ${unknown.join(', ')}, which is no input`)
}

/** The regions whose cases are counted: those to be covered, and the trivial one last. */
export const regionsOf = ({ cover = [], trivial }: Claim): readonly Region[] =>
  trivial ? [...cover, trivial] : cover

/** The number of each case that is kept: a slope, or how tight an inequality is. */
export const observe = (claim: Claim): Measure | undefined =>
  claim.kind === 'scaling' ? claim.measure : claim.kind === 'forAll' ? claim.tightness : undefined

const nearExponent = (slope: Real, { is, spacing }: Exponent): Proposition =>
  slope
    .sub(is)
    .abs()
    .less(spacing / 2)

/** Milliseconds of recordings that share one limit. */
const TOGETHER = 1000

const keyOf = (subject: number, shapes: Shapes): string => `${subject} ${JSON.stringify(shapes)}`

/** Cases of one shape, about one of the claim's subjects. */
interface Recorded {
  readonly subject: number
  readonly batch: { readonly shapes: Shapes }
}

/** A claim and the variants that are attacked beside it, and some. */
const LATE = 8

/** The programs of a claim, each written down once: for every subject, and for every set of shapes. */
export class ClaimPrograms {
  /** Those that were asked for of late, the last one first. */
  private static late: readonly ClaimPrograms[] = []
  private readonly known = new Map<string, Programs>()

  private constructor(private readonly claim: Claim) {}

  /** All that judges one claim shares its programs; those that were not asked for of late are let go. */
  static of(claim: Claim): ClaimPrograms {
    const known = this.late.find((programs) => programs.claim === claim) ?? new ClaimPrograms(claim)
    this.late = [known, ...this.late.filter((other) => other !== known)].slice(0, LATE)
    return known
  }

  /**
   * Writes down together what is not yet: setting a limit takes longer than most recordings. What a recording throws is
   * told to who reads it; those after it are left to their readers.
   *
   * @throws {TimeLimitError} when one does not end; {Error} when the claim's code changed JavaScript itself
   */
  recordAhead(cases: Iterable<Recorded>): void {
    const left = [...cases].filter(({ subject, batch }) => !this.known.has(keyOf(subject, batch.shapes)))
    while (left.length > 1 && this.recordTogether(left)) continue
  }

  /** Takes out what it has written down. @returns whether none threw */
  private recordTogether(left: Recorded[]): boolean {
    let thrown: { readonly error: unknown } | undefined
    const doing = () => recording(this.claim, left[0].batch.shapes)
    try {
      inTime(doing, this.claim, () => {
        // Whatever comes after this long has a limit of its own.
        const until = performance.now() + TOGETHER
        for (; left.length > 0 && performance.now() < until; left.shift()) {
          try {
            void this.of(left[0].subject, left[0].batch.shapes).implementation
          } catch (error) {
            thrown = { error }
            throw error
          }
        }
      })
    } catch (error) {
      if (thrown?.error !== error) throw error
    }
    return thrown === undefined
  }

  /** @param subject its number among the claim's; throws as `recordClaim` does */
  of(subject: number, shapes: Shapes): Programs {
    const key = keyOf(subject, shapes)
    let programs = this.known.get(key)
    if (!programs)
      this.known.set(
        key,
        (programs = recordClaim(this.claim, subjectsOf(this.claim.subject)[subject], shapes)),
      )
    return programs
  }
}
