import { MpfrField } from './mpfr-field.ts'

/** Enclosures of more than float64's precision. */
export interface Mpfr {
  /** The package that computes. */
  readonly version: string
  field(bits: number): MpfrField
}

/** Loads MPFR, or says why it is not there: the package is optional, for its licence is LGPL. */
export async function openMpfr(): Promise<Mpfr | { readonly reason: string }> {
  try {
    const { init } = await import('gmp-wasm')
    const { binding } = await init()
    return { version: 'MPFR, by gmp-wasm', field: (bits) => new MpfrField(binding, bits) }
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND'
    const why = missing
      ? 'gmp-wasm is not installed'
      : `gmp-wasm does not start (${(error as Error).message})`
    return {
      reason: `missing: ${why}; \`npm install gmp-wasm\` brings it, and more cases may stay undecided without it`,
    }
  }
}
