import { fromHex } from '../../../program/hex-float.ts'
import { decimal } from '../../array-text.ts'
import { rolesOf, type Role, type Step } from './roles.ts'

/** A constant or a fraction of no axes, as people write it; undefined of other values. */
export function numberIn([op, p, q]: Step): string | undefined {
  if (op === 'fraction') return `${String(p)}/${String(q)}`
  return op === 'constant' && (p as unknown[]).length === 0 ? decimal(fromHex((q as string[])[0])) : undefined
}

/** Names of the values of a program. */
export class ValueNames {
  readonly #roles: ReadonlyMap<number, Role>

  /** @param needed values that are spoken of: their names differ */
  constructor(
    private readonly steps: readonly Step[],
    private readonly needed: ReadonlySet<number>,
  ) {
    this.#roles = rolesOf(steps)
  }

  /** Whether it has a name beside its number: that of an input, or what attention calls it. */
  isKnown(value: number): boolean {
    return this.steps[value][0] === 'input' || (this.needed.has(value) && this.#roles.has(value))
  }

  isNumber(value: number): boolean {
    return numberIn(this.steps[value]) !== undefined
  }

  name(value: number): string {
    const [op, name] = this.steps[value]
    if (op === 'input') return String(name)
    const role = this.needed.has(value) ? this.#roles.get(value) : undefined
    if (role === undefined) return numberIn(this.steps[value]) ?? `v${value}`
    const alike = [...this.#roles].filter(([other, its]) => its === role && this.needed.has(other))
    const place = alike.map(([other]) => other).sort((a, b) => a - b)
    return alike.length > 1 ? role + subscript(place.indexOf(value) + 1) : role
  }
}

const subscript = (n: number): string => String(n).replace(/\d/g, (digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)])
