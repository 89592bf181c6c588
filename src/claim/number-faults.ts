/** What is wrong with the numbers of a claim, or of a variant of it: each is finite, and where it means something. */
export function numberFaults(claim: Readonly<Record<string, unknown>>): string[] {
  const { exponent, bound, demand, cases, cover } = claim
  const regions: unknown[] = Array.isArray(cover) ? cover : []
  const demands: [stated: unknown, holds: (value: number) => boolean, is: string][] = [
    [demand, (x) => x > 0 && x <= 1, 'demand; give a probability above 0'],
    [cases, (x) => Number.isSafeInteger(x) && x > 0, 'number of cases; give a positive whole number'],
    [of(exponent, 'is'), Number.isFinite, 'exponent; give a finite number'],
    [
      of(exponent, 'spacing'),
      // A slope is compared with half of it, which near 0 float64 need not hold.
      (x) => x > 0 && x < Infinity && 2 * (x / 2) === x,
      'spacing of exponents; give a positive number of which half is one too',
    ],
    [of(bound, 'value'), isShare, 'bound of a probability; give a number from 0 to 1'],
    [eventIn(bound), isShare, 'probability of an event; give a number from 0 to 1, or what works it out'],
    ...regions.map((region): (typeof demands)[number] => [
      of(region, 'atLeast') ?? NaN,
      isShare,
      'share of a region to cover; give a number from 0 to 1',
    ]),
  ]
  const numbers = demands.flatMap(([stated, holds, is]) =>
    stated === undefined || (typeof stated === 'number' && holds(stated))
      ? []
      : [`has ${shown(stated)} as ${is}`],
  )
  const [relation, range] = [of(bound, 'relation'), of(bound, 'range') ?? undefined]
  if (relation !== undefined && !RELATIONS.some((known) => known === relation))
    numbers.push(`has a bound that is ${shown(relation)}; give ${RELATIONS.join(', ')}`)
  if (range !== undefined && !isRange(range))
    numbers.push(`has a quantity from ${String(range)}; give two finite numbers, the smaller one first`)
  return numbers
}

const RELATIONS = ['atLeast', 'atMost', 'equals']
const isRange = (range: unknown): boolean =>
  Array.isArray(range) && range.length === 2 && range.every(Number.isFinite) && range[0] < range[1]
const isShare = (x: number): boolean => x >= 0 && x <= 1

/** A part that has to be stated where there is something to state it of. */
const of = (part: unknown, name: string): unknown =>
  typeof part === 'object' && part !== null ? ((part as Record<string, unknown>)[name] ?? null) : undefined

/** The probability of an event where it is no function, which nobody has called yet. */
function eventIn(bound: unknown): unknown {
  const event = of(bound, 'event')
  return typeof event === 'function' ? undefined : (event ?? undefined)
}

const shown = (value: unknown): string => (typeof value === 'string' ? JSON.stringify(value) : String(value))
