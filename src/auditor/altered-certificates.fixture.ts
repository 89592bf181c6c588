/** A certificate with one part altered, and which. */
export interface Altered {
  readonly what: string
  readonly certificate: unknown
}
type Path = readonly (string | number)[]

/** Of a list no more entries are altered than this, from its start. */
const ENTRIES = 3

/** A certificate with each of its parts altered in turn, in several ways. */
export function* alterationsOf(certificate: object): Iterable<Altered> {
  for (const [path, value] of partsOf(certificate, []))
    for (const [how, other] of othersOf(value, path))
      yield { what: `${path.join('.')} ${how}`, certificate: withPart(certificate, path, other) }
  yield* additionsTo(certificate)
}

function* partsOf(value: unknown, path: Path): Iterable<readonly [Path, unknown]> {
  if (path.length > 0) yield [path, value]
  if (typeof value !== 'object' || value === null) return
  const parts: [string | number, unknown][] = Array.isArray(value)
    ? value.slice(0, ENTRIES).map((part: unknown, i) => [i, part])
    : Object.entries(value)
  for (const [key, part] of parts) yield* partsOf(part, [...path, key])
}

const NOTHING = Symbol('nothing')
function othersOf(value: unknown, path: Path): (readonly [how: string, other: unknown])[] {
  const ways: (readonly [string, unknown])[] = [
    ['left out', NOTHING],
    ['null', null],
    ['a list of nothing', []],
    ['an object of nothing', {}],
  ]
  if (typeof value === 'number')
    ways.push(
      ['one more', value + 1],
      ['less than nothing', -1],
      ['a fraction', value + 0.5],
      ['huge', 2 ** 60],
    )
  if (typeof value === 'string')
    ways.push(
      ...[
        '0x1p+0',
        '-0x1.8p-3',
        '0x1p+2000',
        '0x1.00000001p+0',
        'inf',
        '-inf',
        'nan',
        '',
        'div',
        'less',
        '__proto__',
      ].map((other) => [other, other] as const),
      ...(path[0] === 'atoms' ? turned(value) : []),
    )
  if (Array.isArray(value))
    ways.push(
      ['the other way round', value.toReversed()],
      ['its first entry twice', [value[0], ...(value as unknown[])]],
      ['without its last entry', value.slice(0, -1)],
    )
  return ways.filter(([, other]) => JSON.stringify(other) !== JSON.stringify(value))
}
/** The first of each letter made each other one. */
const turned = (letters: string): (readonly [string, string])[] =>
  [...'TFUC'].flatMap((from) =>
    [...'TFUCX'].map((to) => [`${from} made ${to}`, letters.replace(from, to)] as const),
  )

function withPart(of: unknown, [key, ...rest]: Path, other: unknown): unknown {
  if (Array.isArray(of)) {
    if (rest.length > 0 || other !== NOTHING)
      return of.with(Number(key), rest.length > 0 ? withPart(of[Number(key)], rest, other) : other)
    return of.toSpliced(Number(key), 1)
  }
  const { [key]: part, ...others } = of as Record<string, unknown>
  if (rest.length > 0) return { ...others, [key]: withPart(part, rest, other) }
  return other === NOTHING ? others : { ...others, [key]: other }
}

interface Parts {
  readonly program: { readonly steps: readonly unknown[]; readonly hypotheses: readonly unknown[] }
  readonly inputs: Readonly<Record<string, object>>
  readonly atoms: readonly object[]
  readonly values: object
  readonly ranks: object
}

function* additionsTo(certificate: object): Iterable<Altered> {
  const of = certificate as Parts
  const { program, values } = of
  const many = program.steps.length
  for (const key of ['0', String(many), '00', '-1', '1e0', 'x'])
    for (const part of ['values', 'ranks'] as const)
      if (!Object.hasOwn(of[part], key)) {
        const stated = part === 'values' ? [['-inf', 'inf']] : [0, 1000]
        yield { what: `${part} on ${key}`, certificate: { ...of, [part]: { ...of[part], [key]: stated } } }
      }
  for (const [end, name] of [
    [['0x1p+2000', 'inf'], 'above float64'],
    [['-inf', '0x1p+1025'], 'at the end of float64'],
    [['0x1p-2000', 'inf'], 'below float64'],
    [['inf', 'inf'], 'infinite'],
    [['inf', '-inf'], 'turned round'],
    [['nan', 'nan'], 'no numbers'],
    [['-inf'], 'one'],
    [['-inf', 'inf', 'inf'], 'three'],
  ] as const)
    for (const key of Object.keys(values)) {
      const limits = (values as Record<string, unknown[]>)[key]
      const changed = { ...values, [key]: [end, ...limits.slice(1)] }
      yield { what: `values on ${key} ${name}`, certificate: { ...of, values: changed } }
    }
  const { inputs, atoms } = of
  const mood = { mood: 'fine' }
  const [[name, array]] = Object.entries(inputs)
  for (const [what, changed] of [
    ['the certificate', { ...of, ...mood }],
    ['the program', { ...of, program: { ...program, ...mood } }],
    ['an input', { ...of, inputs: { ...inputs, [name]: { ...array, ...mood } } }],
    ['a comparison', { ...of, atoms: atoms.map((atom) => ({ ...atom, ...mood })) }],
  ] as const)
    yield { what: `an unknown key of ${what}`, certificate: changed }
  const added = (steps: readonly unknown[], hypotheses: readonly unknown[] = []): object => ({
    ...of,
    program: {
      ...program,
      steps: [...program.steps, ...steps],
      hypotheses: [...hypotheses, ...program.hypotheses],
    },
  })
  for (const step of [
    ['neg', 0],
    ['neg', 0, 0],
    ['neg'],
    ['neg', many],
    ['constant', [], ['nan']],
    ['constant', [2, 2], ['0x1p+0', '0x1p+0']],
    ['constant', [2], ['0x1p+2000']],
    ['fraction', 1, 0],
    ['fraction', 1.5, 2],
    ['sum', 0, null, 'yes'],
    ['sum', 0, 99, true],
    ['reshape', 0, [-1]],
    ['gather', 0, [99], 0],
    ['input', 'nothing'],
    [['neg'], 0],
    [],
    'neg',
  ])
    yield { what: `a further step ${JSON.stringify(step)}`, certificate: added([step]) }
  for (const statement of [
    ['equal', 0],
    ['less', 0, 0, 0],
    ['rankAtMost', 0, 'x'],
    ['sameOrder', many, many],
    [['not'], ['equal', 0, 0]],
  ])
    yield { what: `a further hypothesis ${JSON.stringify(statement)}`, certificate: added([], [statement]) }
}
