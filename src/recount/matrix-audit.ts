import { isDeepStrictEqual } from 'node:util'
import { Budget, type Limits } from '../auditor/limits.ts'
import type { Discovered } from '../claim/discover.ts'
import type { LoadedClaim } from '../claim/load-claim.ts'
import { withDigest } from '../evidence/evidence-text.ts'
import { parseMatrix } from '../evidence/matrix-file.ts'
import type { Matrix, MatrixPair } from '../evidence/matrix-schema.ts'
import { Search } from '../judge/search/search.ts'
import { Status } from '../judge/status.ts'
import { caseData } from '../judge/case-data.ts'
import { about } from '../matrix/attacked.ts'
import type { BrokenMechanism } from '../matrix/broken/broken-mechanism.ts'
import { BROKEN_MECHANISMS } from '../matrix/broken/broken-mechanisms.ts'
import { firstKill } from '../matrix/certified-kill.ts'
import { attacked, heard } from '../matrix/kill-matrix.ts'
import { caseAt } from '../generate/stream.ts'
import type { AskedMatrix } from './asked-matrix.ts'
import type { Audited } from './audited.ts'
import { checkCertified, isWithinCase, type Checking } from './certificate-origin.ts'
import { inBrief } from './differences.ts'
import { drawIndices } from './drawn-indices.ts'
import { checkForm } from './file-form.ts'
import type { Findings } from './findings.ts'
import { checkMatrixRun, MATRIX_TRUSTED } from './matrix-run.ts'
import { Regenerated } from './regenerated.ts'

/** How much of a matrix is done again. */
export interface MatrixAudit {
  readonly path: string
  readonly text: string
  readonly claims: Discovered
  readonly limits: Limits
  /** Pairs that are attacked anew. */
  readonly resample: number | 'all'
  /** By which they are drawn. */
  readonly key: string
  readonly sameArithmetics: boolean
  /** What its command asked for. */
  asked(command: string): Promise<AskedMatrix | { readonly problem: string }>
}

/**
 * Checks a kill matrix against the claims and the broken mechanisms of this program: who is put to whom, the certificates
 * of the first kills, and pairs that are attacked anew. Nothing in it depends on an engine.
 *
 * @throws {EvidenceError} when it is damaged, or of another version
 */
export async function auditMatrix(
  value: object,
  { path, text, claims, limits, resample, key, sameArithmetics, asked }: MatrixAudit,
  findings: Findings,
): Promise<Audited> {
  const matrix = parseMatrix(value, path)
  const { digest, ...rest } = value as { readonly digest?: unknown }
  void digest
  findings.add('the file', checkForm(text, withDigest(rest)))
  findings.add('the run', checkMatrixRun(matrix, await asked(matrix.run.command)))
  const known = new Map(claims.claims.map((loaded) => [loaded.claim.id, loaded]))
  const mutants = checkMutants(matrix, findings)
  const checking = { sameArithmetics, allowed: { limits, budget: new Budget(limits.work) } }
  for (const { name } of matrix.mutants)
    await findings.check(name, 'its first kill', () => checkKill(matrix, name, known, checking))
  const size = matrix.pairs.length
  const drawn = drawIndices({ from: 0, to: size }, resample === 'all' ? size : resample, key, 'pairs')
  const again = new Set(drawn.map((i) => matrix.pairs[i]))
  for (const stated of matrix.claims)
    await findings.check(stated.id, 'what it kills', () => {
      const loaded = known.get(stated.id)
      return loaded ? checkClaim(matrix, stated, loaded, mutants, again) : ['there is no such claim here']
    })
  return {
    findings: findings.all,
    checked: [
      `${matrix.claims.length} claims and ${matrix.mutants.length} broken attentions: who is put to whom`,
      `${matrix.mutants.filter(({ killed }) => killed).length} first kills, and their certificates, by an evaluator of their own`,
      `${drawn.length} of ${size} pairs, attacked anew${drawn.length < size ? `, drawn by --seed ${key}` : ''}`,
    ],
    unchecked: [
      ...(drawn.length < size ? ['the other pairs; --resample all attacks all of them anew'] : []),
      ...(sameArithmetics
        ? []
        : [
            `what other arithmetics said of the first kills: ${matrix.run.arithmetics.mpfr}; ${matrix.run.arithmetics.exact}`,
          ]),
    ],
    trusted: MATRIX_TRUSTED,
  }
}

/** The mechanisms of this program that the file names; what it says of others, or otherwise, is a finding. */
function checkMutants(matrix: Matrix, findings: Findings): BrokenMechanism[] {
  const seen = new Set<string>()
  return matrix.mutants.flatMap((stated) => {
    const { name, mistake, meant, equivalent } = stated
    const mutant = BROKEN_MECHANISMS.find((each) => each.name === name)
    if (!mutant || seen.has(name)) {
      findings.add(name, [mutant ? 'it stands there twice' : 'there is no such broken attention here'])
      return []
    }
    seen.add(name)
    if (mistake !== mutant.mistake || meant !== mutant.meant.name || equivalent !== mutant.equivalent)
      findings.add(name, ['what is said of it is not what this program says of it'])
    return [mutant]
  })
}

/** Whether a claim is put to all those that it concerns, and the pairs that are drawn come out as they are said to. */
async function checkClaim(
  { run, pairs }: Matrix,
  stated: Matrix['claims'][number],
  { claim, sourceHash }: LoadedClaim,
  mutants: readonly BrokenMechanism[],
  again: ReadonlySet<MatrixPair>,
): Promise<string[]> {
  const wrong: string[] = []
  if (stated.sourceHash !== sourceHash) wrong.push('since it was run, its file has changed')
  if (stated.title !== claim.title) wrong.push('its title is not that of the claim on disk')
  const { killsNothing, silent, attack } = await heard(claim, mutants, run)
  if (stated.killsNothing !== killsNothing) wrong.push('whether it can kill anything is said wrongly')
  if (!isDeepStrictEqual(stated.silent, silent))
    wrong.push('of which attentions it says nothing is said wrongly')
  const own = pairs.filter((pair) => pair.claim === claim.id)
  const put =
    killsNothing === undefined
      ? mutants.filter(({ meant }) => !silent.some((each) => each.meant === meant.name))
      : []
  if (
    !isDeepStrictEqual(
      own.map(({ mutant }) => mutant),
      put.map(({ name }) => name),
    )
  )
    return [...wrong, 'it is not put to the broken attentions that it concerns']
  for (const [i, pair] of own.entries()) {
    if (!again.has(pair)) continue
    const found = await attacked(attack, claim.id, pair.mutant, put[i].subject, run.starts)
    if (!isDeepStrictEqual(found, pair))
      wrong.push(`put to "${pair.mutant}" it comes to ${inBrief(found)}, and not to ${inBrief(pair)}`)
  }
  return wrong
}

/** Whether the first kill of a mechanism is the one that the pairs make it, and is certified. */
async function checkKill(
  { mutants, pairs, run: { seed } }: Matrix,
  name: string,
  known: ReadonlyMap<string, LoadedClaim>,
  checking: Checking,
): Promise<string[]> {
  const { killed } = mutants.find((each) => each.name === name)!
  const kill = firstKill(name, pairs)
  const stated = killed && { claim: killed.claim, by: killed.by, index: killed.case.index }
  if (!isDeepStrictEqual(stated ?? undefined, kill) || (killed && killed.case.seed !== seed))
    return ['its first kill is not that of the pairs']
  if (!killed) return []
  const subject = BROKEN_MECHANISMS.find((each) => each.name === name)?.subject
  const loaded = known.get(killed.claim)
  if (!loaded || !subject) return ['its first kill is by a claim, or of a broken attention, that is not here']
  const claim = about(loaded.claim, subject)
  const { inputs } = killed.certificate
  const { index } = killed.case
  const reached =
    killed.by === 'random'
      ? isWithinCase(inputs, caseAt(claim.inputs, claim.id, seed, index)) &&
        (await new Regenerated(claim, seed).status(index, true)) === Status.Violated
      : isDeepStrictEqual(
          inputs,
          caseData((await new Search(claim, seed).reach(index, 'violation')).value.value),
        )
  return [
    ...(reached ? [] : ['its case does not kill it, or leads to other inputs than its certificate is of']),
    ...(await checkCertified('kill', killed.certificate, {
      claim,
      variant: name,
      says: 'violated',
      shrunk: inputs,
      subject: name,
      checking,
    })),
  ]
}
