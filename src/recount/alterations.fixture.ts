import { z } from 'zod'

/** A value of JSON with one thing changed, and where. */
export interface Alteration {
  readonly path: string
  readonly how: string
  readonly value: unknown
}

type Schema = z.core.$ZodType

/** What of a schema's definition is looked at. */
interface Definition {
  readonly type: string
  readonly shape?: Readonly<Record<string, Schema>>
  readonly element?: Schema
  readonly innerType?: Schema
  readonly valueType?: Schema
  readonly entries?: Readonly<Record<string, string>>
  readonly values?: readonly unknown[]
  readonly options?: readonly Schema[]
}
const definitionOf = (schema: Schema): Definition => schema._zod.def

/**
 * Every field of a value, altered in several ways that the schema tells; only the first entry of a list is looked into.
 * Values that the schema does not allow are left out by whoever asks.
 *
 * @param others values in which a part that is missing here may stand
 */
export function* alterations(
  schema: Schema,
  value: unknown,
  others: readonly unknown[],
  path = '',
): Generator<Alteration> {
  const def = definitionOf(schema)
  const change = (how: string, value: unknown): Alteration => ({ path, how, value })
  const inner = function* (
    key: string | number,
    schema: Schema,
    part: unknown,
    at: string,
  ): Generator<Alteration> {
    const theirs = others.map((other) => (other as Record<string, unknown> | undefined)?.[key])
    for (const altered of alterations(schema, part, theirs, at))
      yield { ...altered, value: withPart(value, key, altered.value) }
  }
  switch (def.type) {
    case 'optional':
    case 'nullable': {
      const none = def.type === 'optional' ? undefined : null
      const there = others.find((other) => other !== undefined && other !== null)
      if (value !== undefined && value !== null) {
        yield change('dropped', none)
        yield* alterations(def.innerType!, value, others, path)
      } else yield change('invented', there ?? sampleOf(def.innerType!))
      return
    }
    case 'object':
      for (const [key, part] of Object.entries(def.shape ?? {}))
        yield* inner(key, part, (value as Record<string, unknown>)[key], path === '' ? key : `${path}.${key}`)
      return
    case 'array': {
      const list = value as unknown[]
      if (list.length > 0) {
        yield change('without its last', list.slice(0, -1))
        yield change('with its last twice', [...list, list.at(-1)])
        if (list.length > 1) yield change('in reverse', [...list].reverse())
        yield* inner(0, def.element!, list[0], `${path}[]`)
      } else
        yield change('with an invented entry', [
          (others.find((o) => Array.isArray(o) && o.length > 0) as unknown[] | undefined)?.[0] ??
            sampleOf(def.element!),
        ])
      return
    }
    case 'record': {
      const entries = Object.entries(value as object)
      yield change('with another key', {
        ...(value as object),
        another: entries[0]?.[1] ?? sampleOf(def.valueType!),
      })
      if (entries.length === 0) return
      yield change('without its first', Object.fromEntries(entries.slice(1)))
      yield* inner(entries[0][0], def.valueType!, entries[0][1], `${path}.${entries[0][0]}`)
      return
    }
    case 'number': {
      const number = value as number
      yield change('one more', number + 1)
      yield change('one less', number - 1)
      yield change('none', 0)
      yield change('half', number / 2)
      return
    }
    case 'boolean':
      yield change('turned', !value)
      return
    case 'enum':
      for (const other of Object.values(def.entries ?? {}).slice(0, 4)) yield change(other, other)
      return
    case 'string':
      for (const [i, other] of otherTexts(value as string).entries()) yield change(`another text ${i}`, other)
      return
    case 'union':
      yield* alterationsOfUnion(def, value, path)
      return
    default:
      // Literals allow no other value; statements and steps are altered as lists.
      return
  }
}

function* alterationsOfUnion(
  { options = [] }: Definition,
  value: unknown,
  path: string,
): Generator<Alteration> {
  const fitting = options.find((option) => z.safeParse(option, value).success)
  if (typeof value === 'string') yield { path, how: 'another text', value: `${value}x` }
  if (Array.isArray(value)) yield { path, how: 'in reverse', value: [...(value as unknown[])].reverse() }
  if (fitting && definitionOf(fitting).type === 'array') yield* alterations(fitting, value, [], path)
}

function otherTexts(text: string): string[] {
  if (/^-?0x/.test(text))
    return [text.startsWith('-') ? text.slice(1) : `-${text}`, '0x1p+3', '0x0p+0', 'inf']
  if (/^sha256:/.test(text)) return [text.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'))]
  if (/^\d{4}-\d\d-\d\dT/.test(text)) return ['2001-01-01T00:00:00.000Z']
  return [`${text}x`, text.slice(1), text.toUpperCase()]
}

function withPart(value: unknown, key: string | number, part: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown, i) => (i === key ? part : item))
  const changed: Record<string | number, unknown> = { ...(value as object), [key]: part }
  if (part === undefined) delete changed[key]
  return changed
}

/** Some value that a schema allows. */
function sampleOf(schema: Schema): unknown {
  const def = definitionOf(schema)
  switch (def.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(def.shape ?? {}).flatMap(([key, part]) =>
          definitionOf(part).type === 'optional' ? [] : [[key, sampleOf(part)]],
        ),
      )
    case 'array':
      return []
    case 'record':
      return {}
    case 'number':
      return 0
    case 'boolean':
      return true
    case 'enum':
      return Object.values(def.entries ?? {})[0]
    case 'literal':
      return def.values?.[0]
    case 'string':
      return z.safeParse(schema, 'invented').success ? 'invented' : '0x1p+0'
    case 'nullable':
      return null
    default:
      return undefined
  }
}
