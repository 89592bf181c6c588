import { broken, decimal, isWhole } from '../parameters.ts'
import { seedConstraints } from '../seed-data.ts'
import { settingData, type SeedSetting } from '../seed-setting.ts'

/** A parameter of the paper's experiments. */
export type Parameter = 'n' | 'd' | 'm' | 'a_0' | 'a_1' | 'c'

/** One figure: everything but one parameter stays as the base has it. */
export interface Sweep {
  readonly name: string
  readonly parameter: Parameter
  readonly base: SeedSetting
  readonly points: readonly { readonly x: number; readonly setting: SeedSetting }[]
  /** Points that are no admissible data set, and the constraint that each breaks. */
  readonly leftOut: readonly { readonly x: number; readonly why: string }[]
}

const SMALL: SeedSetting = {
  n: 200,
  d: 12,
  m: 15,
  a0: [1, 100],
  a1: [12, 10],
  c: [8, 10],
  theta: [1, 10],
}

/** The paper's default sizes, where small d breaks the silence, and sizes at which the theorem says something. */
export const BASES: Readonly<Record<string, SeedSetting>> = {
  'd=12': SMALL,
  'd=102': { ...SMALL, n: 1000, d: 102 },
}

interface Swept {
  readonly key: Exclude<keyof SeedSetting, 'theta'>
  /** Those of the figures. */
  readonly values: readonly number[]
}
const SWEPT: Readonly<Record<Parameter, Swept>> = {
  n: { key: 'n', values: [100, 200, 300, 500, 700, 1000, 1400, 2000] },
  d: { key: 'd', values: [3, 4, 7, 12, 22, 27, 32, 42, 52, 102, 127, 202, 252] },
  m: { key: 'm', values: [1, 2, 3, 5, 8, 12, 15, 20, 30, 40, 100, 200] },
  a_0: { key: 'a0', values: [0, 0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1] },
  a_1: { key: 'a1', values: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.65, 0.7, 0.8, 1, 1.2, 1.5, 2, 3] },
  c: { key: 'c', values: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95] },
}
export const PARAMETERS = Object.keys(SWEPT) as readonly Parameter[]

/** What is swept: by default every parameter, from both bases, over the values of the figures. */
export interface Plan {
  readonly parameters?: readonly Parameter[]
  readonly bases?: Readonly<Record<string, SeedSetting>>
  readonly values?: readonly number[]
}

/** One sweep for each parameter and base. */
export const sweepsOf = ({ parameters = PARAMETERS, bases = BASES, values }: Plan = {}): readonly Sweep[] =>
  parameters.flatMap((parameter) =>
    Object.entries(bases).map(([name, base]): Sweep => {
      const points: { x: number; setting: SeedSetting }[] = []
      const leftOut: { x: number; why: string }[] = []
      for (const x of values ?? SWEPT[parameter].values) {
        const setting = withParameter(base, parameter, x)
        const why = whyInadmissible(setting)
        if (why === undefined) points.push({ x, setting })
        else leftOut.push({ x, why })
      }
      return { name: `${parameter} at ${name}`, parameter, base, points, leftOut }
    }),
  )

/** The base with one parameter changed; a real parameter is the decimal fraction that it is written as. */
export const withParameter = (base: SeedSetting, parameter: Parameter, x: number): SeedSetting => ({
  ...base,
  [SWEPT[parameter].key]: isReal(parameter) ? decimal(x) : x,
})

/** Whether a parameter may be any fraction, and not only an integer. */
export const isReal = (parameter: Parameter): boolean => typeof SMALL[SWEPT[parameter].key] !== 'number'

/** The parameter's number in a setting. */
export function parameterOf(setting: SeedSetting, parameter: Parameter): number {
  const value = setting[SWEPT[parameter].key]
  return typeof value === 'number' ? value : value[0] / value[1]
}

/** The constraint that a setting breaks, if it does. */
export const whyInadmissible = (setting: SeedSetting): string | undefined =>
  broken([
    [isWhole(setting.m, 1), `m ≥ 1 is needed, m = ${setting.m}`],
    ...[setting.a0, setting.a1].flatMap((a) => seedConstraints(settingData(setting, a, 0))),
  ])
