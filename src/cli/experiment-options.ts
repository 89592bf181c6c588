import type { SeedSetting } from '../papers/softmax-vs-linear/firing-probability.ts'

/** What `assay experiment` was asked for. */
export interface ExperimentOptions {
  readonly list?: boolean
  readonly sweep?: string
  readonly base?: SeedSetting
  readonly values?: readonly number[]
  readonly draws: number
  readonly seed: number
  readonly engine: string
  readonly out: string
  readonly resume?: boolean
}
