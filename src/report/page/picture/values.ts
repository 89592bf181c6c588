import { weigh } from '../../../auditor/weigh.ts'
import type { Limits } from '../../../auditor/limits.ts'
import { numbers, type Entry, type Numbers } from '../../../auditor/number.ts'
import { valuesOf } from '../../../auditor/steps.ts'
import type { Certificate } from '../../../evidence/certificate-schema.ts'
import type { Shape } from '../../../program/shape.ts'

/** The values of a certificate's program, as the auditor computes them. */
export interface Values {
  /** What they were computed in. */
  readonly x: Numbers
  readonly shapes: readonly Shape[]
  /** The entries of each, row-major. */
  readonly entries: readonly (readonly Entry[])[]
}

/**
 * Computes the values of a certificate's program.
 *
 * @param bits of the enclosures
 * @throws {OverLimit} when it asks for more than a limit; {Error} when it is no program
 */
export function valuesIn({ inputs, program }: Certificate, limits: Limits, bits: number): Values {
  weigh({ inputs, program }, limits)
  const x = numbers(bits)
  const computed = valuesOf(program.steps, inputs, x)
  return { x, shapes: computed.map(({ shape }) => shape), entries: computed.map(({ of }) => of) }
}

/** A number as far as float32 tells it; undefined where less is known of it. */
export function nearest({ in: within }: Entry): number | undefined {
  if (!within) return undefined
  const [low, high] = within.map(([m, e]) => scaled(m, e))
  return Math.fround(low) === Math.fround(high) ? low / 2 + high / 2 : undefined
}

/** m · 2^e, from the first bits of m. */
function scaled(m: bigint, e: number): number {
  const drop = Math.max(0, m.toString(16).length * 4 - 64)
  const [head, power] = [Number(m >> BigInt(drop)), e + drop]
  // Each factor is a float64 where their product is one.
  return power < -1100 || power > 1100
    ? head * 2 ** power
    : head * 2 ** Math.trunc(power / 2) * 2 ** (power - Math.trunc(power / 2))
}
