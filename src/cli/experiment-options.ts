import { InvalidArgumentError } from 'commander'
import {
  BASES,
  type Parameter,
  PARAMETERS,
  withParameter,
} from '../papers/softmax-vs-linear/experiment/sweeps.ts'
import type { SeedSetting } from '../papers/softmax-vs-linear/seed-setting.ts'
import { UsageError } from './exit-code.ts'

/** What `assay experiment` was asked for. */
export interface ExperimentOptions {
  readonly list?: boolean
  /** Of open hypotheses. */
  readonly ids: readonly string[]
  readonly sweep?: string
  readonly base?: SeedSetting
  readonly values?: readonly number[]
  readonly draws: number
  readonly seed: number
  readonly engine: string
  readonly out: string
  readonly resume?: boolean
}

/** Reads `n,a_1`; all parameters where nothing was said. */
export function parametersNamed(text: string | undefined): readonly Parameter[] {
  if (text === undefined) return PARAMETERS
  return text.split(',').map((name) => {
    const known = PARAMETERS.find((parameter) => parameter === name.trim())
    if (!known)
      throw new UsageError(`--sweep knows no parameter "${name.trim()}"; there are ${PARAMETERS.join(', ')}`)
    return known
  })
}

/** Reads `n=4080,d=512` over the defaults at d = 102. */
export function base(text: string): SeedSetting {
  return text.split(',').reduce((setting, part) => {
    const [name, value] = part.split('=').map((word) => word.trim())
    const known = PARAMETERS.find((parameter) => parameter === name)
    if (!known || value === undefined)
      throw new InvalidArgumentError(
        `"${part}" is no parameter and value; write for example --base n=4080,d=512.`,
      )
    return withParameter(setting, known, number(value))
  }, BASES['d=102'])
}

/** Reads `0.1,0.2`. */
export const numbers = (text: string): readonly number[] => text.split(',').map((part) => number(part.trim()))

function number(text: string): number {
  if (!/^\d{1,7}(\.\d{1,3})?$/.test(text))
    throw new InvalidArgumentError(`"${text}" is no number of at most three decimals; write for example 0.8.`)
  return Number(text)
}
