/** What a part of a claim has to be, in words. */
interface Sort {
  readonly is: string
  holds(value: unknown): boolean
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

/** Whether a value is an attention that a claim can be about. */
export const isSubject = (value: unknown): boolean =>
  isObject(value) &&
  typeof value['name'] === 'string' &&
  typeof value['definition'] === 'function' &&
  typeof value['implementation'] === 'function'

/** Whether cases can be drawn from a value. */
export const isArbitrary = (value: unknown): boolean =>
  isObject(value) && typeof value['generate'] === 'function'

const PREDICATE: Sort = {
  is: 'a function, such as ({ q }, attention) => …',
  holds: (value) => typeof value === 'function',
}

const REGION: Sort = {
  is: 'a region with a name, such as { name: …, region: ({ q }) => … }',
  holds: (value) => isObject(value) && typeof value['name'] === 'string',
}

const SHARP: Sort = {
  is: 'true where it has to fall, and false where it need not',
  holds: (value) => typeof value === 'boolean',
}

/** The parts that a variant may have in the place of the claim's own. */
const OF_VARIANT: Readonly<Record<string, Sort>> = {
  subject: {
    is: 'a subject or a list of them, such as softmax or linear(elu1)',
    holds: (value) => [value].flat().length > 0 && [value].flat().every(isSubject),
  },
  inputs: { is: 'an arbitrary, such as arrays({ … })', holds: isArbitrary },
  assuming: PREDICATE,
  check: PREDICATE,
  measure: PREDICATE,
  obstruction: PREDICATE,
}

/** The parts that a claim may leave out. */
const OF_CLAIM: Readonly<Record<string, Sort>> = {
  assuming: PREDICATE,
  obstruction: PREDICATE,
  tightness: PREDICATE,
}

/**
 * What is no part of a claim or of its variants, in words: each that is stated is of its sort. A variant that states
 * `undefined`, such as a name that another file does not export, would take the claim's own part away.
 */
export const partFaults = (claim: Readonly<Record<string, unknown>>): string[] => [
  ...Object.entries(OF_CLAIM).flatMap(([name, sort]) =>
    claim[name] === undefined ? [] : fault(claim[name], name, sort),
  ),
  ...['trivial', 'cover'].flatMap((name) =>
    (claim[name] === undefined ? [] : [claim[name]].flat()).flatMap((part) => [
      ...fault(part, name, REGION),
      ...(isObject(part) ? fault(part['region'], `region of ${name}`, PREDICATE) : []),
    ]),
  ),
  ...[claim['mutants']]
    .flat()
    .filter(isObject)
    .flatMap(({ name, sharp }) => fault(sharp, `sharp of "${String(name)}"`, SHARP)),
  ...['controls', 'ablations', 'restrictions', 'mutants'].flatMap((list) =>
    [claim[list]]
      .flat()
      .filter(isObject)
      .flatMap((variant) =>
        Object.entries(OF_VARIANT).flatMap(([name, sort]) =>
          name in variant ? fault(variant[name], `${name} of "${String(variant['name'])}"`, sort) : [],
        ),
      ),
  ),
]

const fault = (value: unknown, part: string, { is, holds }: Sort): string[] =>
  holds(value) ? [] : [`has as ${part} ${shown(value)}; give ${is}`]

const shown = (value: unknown): string =>
  value === undefined || value === null
    ? `${String(value)}, which may be a name that nothing exports`
    : `a value of type ${Array.isArray(value) ? 'array' : typeof value}`
