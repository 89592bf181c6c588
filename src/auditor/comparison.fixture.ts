/** A certificate that no arithmetic of ours made, and whether it holds. */
export interface ByHand {
  readonly title: string
  readonly holds: boolean
  readonly certificate: object
}
type Steps = readonly (readonly unknown[])[]
export type Statement = readonly ['less' | 'atMost' | 'equal', number, number]

/** Steps of one input x, value 0, with what follows numbered on. */
export class Program {
  readonly steps: unknown[][] = [['input', 'x']]
  of(...step: unknown[]): number {
    return this.steps.push(step) - 1
  }
  constant(hex: string): number {
    return this.of('constant', [], [hex])
  }
  /** A decimal fraction of 30 places. */
  decimal(text: string): number {
    const [, minus, front, back] = /^(-?)0\.(\d{15})(\d{15})$/.exec(text)!
    const small = this.of('fraction', 1, 1e15)
    const parts = [front, back].map((digits) => this.of('fraction', Number(minus + digits), 1e15))
    return this.of('add', parts[0], this.of('mul', parts[1], small))
  }
}

/** A certificate of a program of one input x, a number. */
export function certificate(
  x: string,
  steps: Steps,
  claim: unknown,
  atoms: readonly Statement[],
  letters: string,
) {
  const compared = new Set(atoms.flatMap(([, a, b]) => [a, b]))
  return {
    claim: 'by-hand',
    subject: 'none',
    decidedBy: 'mpfr',
    bits: 256,
    says: letters.includes('F') ? 'violated' : 'satisfied',
    inputs: { x: { shape: [], data: [x] } },
    program: { steps, hypotheses: [], claim },
    atoms: [...letters].map((truth) => ({ truth })),
    values: Object.fromEntries([...compared].map((value) => [value, [['-inf', 'inf']]])),
    ranks: {},
  }
}

/** A comparison that is true or false: a certificate that says so, and one that says the opposite. */
export function comparison(
  title: string,
  x: string,
  make: (p: Program) => Statement,
  truth: boolean,
): ByHand[] {
  const program = new Program()
  const claim = make(program)
  return [true, false].map((said) => ({
    title: `${title}: ${said}`,
    holds: said === truth,
    certificate: certificate(x, program.steps, claim, [claim], said ? 'T' : 'F'),
  }))
}

/** Where the input does not matter. */
export const ANYWHERE = '0x0p+0'
