/** A place in which two values differ. */
export interface Difference {
  /** With the place of each entry of a list. */
  readonly path: string
  readonly is: unknown
  readonly should: unknown
}

/** All places in which two values of JSON differ. @param path of the values themselves */
export function differences(is: unknown, should: unknown, path = ''): Difference[] {
  if (Object.is(is, should)) return []
  if (Array.isArray(is) && Array.isArray(should)) {
    const length = Math.max(is.length, should.length)
    return Array.from({ length }, (_, i) => differences(is[i], should[i], `${path}[${i}]`)).flat()
  }
  if (isRecord(is) && isRecord(should)) {
    const keys = new Set([...Object.keys(is), ...Object.keys(should)])
    return [...keys].flatMap((key) =>
      differences(own(is, key), own(should, key), path === '' ? key : `${path}.${key}`),
    )
  }
  return [{ path, is, should }]
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const own = (value: Readonly<Record<string, unknown>>, key: string): unknown =>
  Object.hasOwn(value, key) ? value[key] : undefined

/** A value of JSON in a few words. @param most characters */
export function inBrief(value: unknown, most = 120): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value)
  return text.length <= most ? text : `${text.slice(0, most - 3)}…`
}

/** A path with `[]` for each place in a list. */
export const anywhere = (path: string): string => path.replaceAll(/\[\d+\]/g, '[]')
