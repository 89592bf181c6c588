import type { ErrorLimits } from '../../arithmetic/device/error-limits.ts'
import { BELOW_PI } from '../profile.ts'
import { powerAbove, type FoundPrecision } from './found.ts'
import type { Worse } from './worse.ts'

/** The relative error of 100 %, in units of 2^-23: no bound is left. */
const NO_LIMIT = 2 ** 23

/** The limits of functions. */
export function functionLimits(stated: ErrorLimits, { functions, method }: FoundPrecision, worse: Worse) {
  const ulps = (name: keyof ErrorLimits['ulps']) => {
    const { beyond, at } = functions[name]
    const known = method === 'exhaustive' && name !== 'div'
    const place = name === 'div' ? `${at[0]} / ${at[1]}` : `${name}(${at[0]})`
    return worse(
      stated.ulps[name],
      beyond.ulps,
      (limit) =>
        limit === NO_LIMIT
          ? `${name} errs without limit, at ${place}`
          : `${name} errs by ${beyond.ulps.toFixed(1)} ulp at ${place}, not by ${stated.ulps[name]} as stated; ${limit} is reckoned with`,
      Math.min(NO_LIMIT, known ? Math.ceil(beyond.ulps) : powerAbove(2 * beyond.ulps)),
    )
  }
  const absolute = (name: 'log' | 'tanh', where: string) => {
    const over = functions[name].beyond.absolute
    const sentence = (limit: number) =>
      `${name} errs by up to ${short(limit)}${where}, beside its ${stated.ulps[name]} ulp`
    return worse(stated[`${name}Absolute`], over, sentence, doubled(over))
  }
  return {
    ulps: { exp: ulps('exp'), log: ulps('log'), div: ulps('div'), sqrt: ulps('sqrt'), tanh: ulps('tanh') },
    expUlpsPerUnit: stated.expUlpsPerUnit,
    logAbsolute: absolute('log', ' near 1'),
    tanhAbsolute: absolute('tanh', ''),
    trigonometric: trigonometricLimits(stated.trigonometric, functions, worse),
  }
}

/** Twice what was found, rounded up to a power of 2, as long as that is below 100 %. */
const doubled = (absolute: number): number => Math.min(1, powerAbove(2 * absolute))

const short = (x: number) => x.toExponential(1)

/**
 * The absolute error is that of arguments in [-π, π]. Where arguments of some size err more, nothing is reckoned with
 * from half of the power of 2 below them on: the reduction of the argument loses bits gradually.
 */
function trigonometricLimits(
  stated: ErrorLimits['trigonometric'],
  { sin, cos }: FoundPrecision['functions'],
  worse: Worse,
) {
  const found = Math.max(sin.absolute, cos.absolute)
  const absolute = worse(
    stated.absolute,
    found,
    (limit) =>
      limit === 1
        ? 'sin and cos err without limit'
        : `sin and cos err by ${short(found)}, not by ${short(stated.absolute)} as stated; ${short(limit)} is reckoned with`,
    doubled(found),
  )
  const more = [sin, cos].flatMap(({ growth = [] }) => growth.filter(({ error }) => error > absolute))
  const holds = Math.max(BELOW_PI, Math.min(...more.map(({ below }) => below / 4)))
  const sentence = (limit: number) =>
    `sin and cos err by more than ${short(absolute)} beyond ${(-limit).toPrecision(2)}`
  return { absolute, upTo: -worse(-stated.upTo, -holds, sentence) }
}
