import { createHash } from 'node:crypto'
import type { ClaimEvidence, Evidence } from '../../evidence/schema.ts'
import { differing, paired, type Difference, type Value } from './difference.ts'

const condition = (name: string, old: Value | undefined, now: Value | undefined, why?: string) =>
  differing('condition', name, old, now, why)

/** In which two runs differ, apart from what they found and how long they took. */
export function conditionsOf(old: Evidence, now: Evidence): Difference[] {
  const [before, after] = [old.run, now.run]
  return [
    ...condition('version of the program', before.version, after.version),
    ...(old.digest !== undefined && old.digest === now.digest ? [] : commits(before.commit, after.commit)),
    ...condition('seed', before.seed, after.seed),
    ...condition('recheck', before.recheck, after.recheck),
    ...condition('demand', before.demand, after.demand),
    ...condition('walks', before.starts, after.starts),
    ...engines(old.engine, now.engine),
    ...condition('arithmetic mpfr', before.arithmetics.mpfr, after.arithmetics.mpfr),
    ...condition('arithmetic exact', before.arithmetics.exact, after.arithmetics.exact),
    ...condition('Node', before.node, after.node),
    ...condition('system', before.os, after.os),
    ...condition('complete', old.complete, now.complete),
    ...condition('shard', shard(before), shard(after)),
  ]
}

const shard = ({ shard }: Evidence['run']): string | undefined => shard && `${shard.number} of ${shard.of}`

/** Of the same commit with changes nobody knows whether these are the same. */
function commits(old: string | null, now: string | null): Difference[] {
  if (old !== now) return condition('commit of the program', old, now)
  if (!old?.endsWith('+changes')) return []
  const why = 'its changes may be other ones'
  return [{ kind: 'condition', name: 'commit of the program', old, new: now, why }]
}

function engines(old: Evidence['engine'], now: Evidence['engine']): Difference[] {
  const byKey = (what: string, before: Record<string, string>, after: Record<string, string>) =>
    paired(Object.entries(before), Object.entries(after), ([key]) => key).flatMap((each) =>
      condition(`${what} ${each.name} of the engine`, each.old?.[1], each.new?.[1]),
    )
  return [
    ...condition('engine', old.name, now.name),
    ...condition('device', old.device, now.device),
    ...condition('accelerator', old.accelerator, now.accelerator),
    ...byKey('version', old.versions, now.versions),
    ...byKey('setting', old.settings, now.settings),
    ...condition('precision profile of the engine', digest(old.profile), digest(now.profile)),
  ]
}

const digest = (value: unknown): string =>
  `sha256:${createHash('sha256').update(JSON.stringify(value)).digest('hex')}`

/** In which the conditions of a claim differ, beside those of the whole runs. */
export const conditionsOfClaim = (old: ClaimEvidence, now: ClaimEvidence): Difference[] => [
  ...condition('source', old.sourceHash, now.sourceHash),
  ...paired(old.imports, now.imports, ({ path }) => path).flatMap((each) =>
    condition(`import ${each.name}`, each.old?.hash, each.new?.hash),
  ),
  ...condition('taken over from', old.baseline, now.baseline),
  ...condition('kind', old.kind, now.kind),
  ...condition('expected of reals', old.expect.reals, now.expect.reals),
  ...condition('expected of float32', old.expect.float32, now.expect.float32),
  ...condition('cases', range(old), range(now)),
  ...condition('demand', old.demand, now.demand),
]

const range = ({ range: { from, to } }: ClaimEvidence): string => `${from} to ${to}`
