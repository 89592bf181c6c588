import type { Change } from './stronger.ts'

/** What a difference is about; `condition` is no result, but what results depend on. */
export type Kind =
  | 'condition'
  | 'verdict'
  | 'as expected'
  | 'variant'
  | 'limit'
  | 'undecided share'
  | 'tightness'
  | 'conforms'
  | 'diagnosis'
  | 'property'

/** A value as it stands in evidence; null where there is none. */
export type Value = string | number | boolean | null

/** Something that is not the same in two files of evidence. */
export interface Difference {
  readonly kind: Kind
  readonly name: string
  readonly old: Value
  readonly new: Value
  /** Of a status: what became of it. Numbers and conditions have none, however they differ. */
  readonly change?: Change
  /** Why it differs, where the evidence says it. */
  readonly why?: string
}

/** What differs of values that have no order; nothing where they are the same. */
export const differing = (
  kind: Kind,
  name: string,
  old: Value | undefined,
  now: Value | undefined,
  why?: string,
): Difference[] =>
  (old ?? null) === (now ?? null)
    ? []
    : [{ kind, name, old: old ?? null, new: now ?? null, ...(why !== undefined && { why }) }]

/** What became of a status; nothing where it is the same. */
export const changed = (
  kind: Kind,
  name: string,
  old: Value,
  now: Value,
  change: Change | undefined,
): Difference[] => (change === undefined ? [] : [{ kind, name, old, new: now, change }])

/** Things of two lists by their names: the old and the new one of each, the first of a name; undefined where there is none. */
export function paired<T>(
  old: readonly T[],
  now: readonly T[],
  nameOf: (each: T) => string,
): { readonly name: string; readonly old: T | undefined; readonly new: T | undefined }[] {
  const [before, after] = [byName(old, nameOf), byName(now, nameOf)]
  return [...new Set([...before.keys(), ...after.keys()])].map((name) => ({
    name,
    old: before.get(name),
    new: after.get(name),
  }))
}

const byName = <T>(list: readonly T[], nameOf: (each: T) => string): Map<string, T> =>
  new Map(list.toReversed().map((each) => [nameOf(each), each]))
