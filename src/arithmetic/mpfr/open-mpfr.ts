import type { Field } from '../scalar/field.ts'

export interface Mpfr {
  readonly version: string
  field(bits: number): Field<unknown> & { release(): void }
}

/** Placeholder until the real one is written. */
export function openMpfr(): Promise<Mpfr | { reason: string }> {
  return Promise.resolve({ reason: 'gmp-wasm is not installed' })
}
