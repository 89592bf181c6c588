import type { ClaimEvidence, Evidence } from '../../src/evidence/schema.ts'
import { arraysText } from '../../src/report/array-text.ts'
import { attackText } from '../../src/report/attack-text.ts'
import { markdownText } from '../../src/report/markdown-text.ts'
import { counterexampleOf } from '../../src/report/counterexample-of.ts'
import { replayLine } from '../../src/report/replay-line.ts'
import { figuresOf } from '../seed-page-text.ts'

/** A claim on its theme's page: statement, source, verdicts, what decides, how hard it was tried, how to go on. */
export function claimEntry(evidence: Evidence, claim: ClaimEvidence): string {
  const { id, title, statement, theme } = claim
  const parts = [
    `## ${id}`,
    `**${markdownText(title)}.**`,
    `\`\`\`math\n${statement}\n\`\`\``,
    facts(claim),
    ...counterexample(evidence, claim),
    variants(claim),
    `[Proof note](../../proofs-notes/${theme}/${id}.md) · source: \`properties/${theme}/${id}.ts\`${figures(id)}`,
    shell([`assay verify ${id}`, `assay cite ${id} --format bibtex`]),
  ]
  return `${parts.join('\n\n')}\n`
}

function facts(claim: ClaimEvidence): string {
  const { subject, source, verdict } = claim
  const { attribution, arxiv, note } = source
  const from = [
    attribution === 'reconstructed' ? '**reconstructed**, confirm before citing' : attribution,
    ...(arxiv === undefined ? [] : [`[arXiv ${arxiv}](https://arxiv.org/abs/${arxiv})`]),
    ...(note === undefined ? [] : [markdownText(note)]),
  ]
  const rows = [
    ['subject', [subject].flat().map(markdownText).join(', ')],
    ['source', from.join('; ')],
    ['over the reals', said(verdict.reals)],
    ['in float32', verdict.float32 ? said(verdict.float32) : 'not known'],
    ['attack', markdownText(attackText(claim)) || 'nothing is known of how tight it is'],
  ]
  return `| | |\n|---|---|\n${rows.map(([name, text]) => `| ${name} | ${text} |`).join('\n')}`
}

const said = ({ status, meaning }: { readonly status: string; readonly meaning: string }): string =>
  `**${status}**. ${markdownText(meaning)}`

/** The numbers that decide over the reals: a counterexample, or a witness. */
function counterexample({ engine }: Evidence, claim: ClaimEvidence): string[] {
  const found = counterexampleOf(claim)
  const deciding = found?.decisive ?? claim.witnesses[0]
  if (!deciding) return []
  const what = found ? 'Counterexample' : 'Witness'
  const { case: named, subject, shrunk, certificate } = deciding
  const how = certificate ? `certified (${certificate.decidedBy})` : 'without a certificate'
  return [
    `${what}, ${how}, for ${markdownText(subject)}, shrunk:`,
    `\`\`\`text\n${arraysText(shrunk).join('\n')}\n\`\`\``,
    shell([replayLine(claim.id, named, { walk: found?.walk, engine: engine.name })]),
  ]
}

/** What was changed on purpose, and what became of it. */
function variants({ controls, ablations, mutants, restrictions }: ClaimEvidence): string {
  const rows = [
    ...controls.map((one) => ['control', one.name, '', became(one, 'not refuted')]),
    ...ablations.map((one) => [
      'ablation',
      one.name,
      `without: ${one.hypothesis}`,
      became(one, 'not refuted'),
    ]),
    ...restrictions.map((one) => ['restriction', one.name, `with: ${one.hypothesis}`, became(one, 'stands')]),
    ...mutants.map((one) => ['mutant', one.name, '', became(one, 'not refuted')]),
  ]
  return `| changed | | hypothesis | |\n|---|---|---|---|\n${rows.map((row) => `| ${row.map(markdownText).join(' | ')} |`).join('\n')}`
}

type Changed = ClaimEvidence['controls' | 'ablations' | 'mutants' | 'restrictions'][number]

const became = ({ refuted, outOfTime, error }: Changed, otherwise: string): string =>
  error ? 'failed' : refuted ? 'refuted' : outOfTime ? 'ran out of time' : otherwise

const figures = (id: string): string =>
  figuresOf(id)
    .map(({ name, anchor }) => ` · [figure over ${name}](../seed-paper.md#${anchor})`)
    .join('')

const shell = (lines: readonly string[]): string => `\`\`\`sh\n${lines.join('\n')}\n\`\`\``
