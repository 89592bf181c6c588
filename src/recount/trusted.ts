import type { ClaimEvidence, Evidence } from '../evidence/schema.ts'
import { commandsOf } from './merged-run.ts'

/** A part of the evidence that no arithmetic here works out again. */
export interface Trusted {
  /** Of the part in the evidence, with all that is in it; `[]` stands for every entry of a list. */
  readonly path: string
  readonly what: string
}

interface Entry extends Trusted {
  /** Whether it is taken on trust in this evidence; always when left out. */
  when?(evidence: Evidence): boolean
}

/** Whether the device alone decided some cases of a claim, so that what it says of them cannot be found without it. */
export const restsOnDevice = ({ cases }: ClaimEvidence, { recheck }: Evidence['run']): boolean =>
  recheck === 'sample' && cases.byTier.device + cases.byTier.running + cases.discardedByDevice > 0

const someRestOnDevice = ({ claims, run }: Evidence): boolean =>
  claims.some((claim) => restsOnDevice(claim, run))
const someFailed = ({ claims }: Evidence): boolean => claims.some(({ error }) => error && !error.case)
const VARIANTS = ['controls', 'ablations', 'restrictions', 'mutants'] as const

/**
 * All that an audit without the engine takes on trust. Whatever does not stand here is recomputed, and a field that is
 * new in the schema is too, or the audit refuses every file that has it.
 */
const TABLE: readonly Entry[] = [
  { path: 'complete', what: 'that the run was interrupted', when: ({ complete }) => !complete },
  { path: 'run.version', what: 'which version of the program ran' },
  { path: 'run.commit', what: 'of which commit' },
  {
    path: 'run.command',
    what: 'the command, beyond the claims, seed, range, engine, recheck and demand that it names',
  },
  {
    path: 'run.seed',
    what: 'that the run that was resumed, or taken over from, had this seed',
    when: ({ run }) => commandsOf(run).some((command) => / --(resume|changed|baseline)\b/.test(command)),
  },
  {
    path: 'claims[].baseline',
    what: 'which claims were taken over, and from which file',
    when: ({ run }) => run.baselines !== undefined,
  },
  {
    path: 'run.baselines',
    what: 'of each file that claims were taken over from: its digest, and when its run was',
    when: ({ run }) => run.baselines !== undefined,
  },
  { path: 'run.node', what: 'the version of Node' },
  { path: 'run.os', what: 'the operating system' },
  { path: 'run.startedAt', what: 'when it ran' },
  { path: 'run.seconds', what: 'how long' },
  ...(
    [
      ['digest', 'which file it is'],
      ['command', 'its command, as of every run'],
      ['node', 'its version of Node'],
      ['os', 'its operating system'],
      ['startedAt', 'when it ran'],
      ['seconds', 'how long'],
    ] as const
  ).map(([path, what]) => ({
    path: `run.shards[].${path}`,
    what: `of each shard: ${what}`,
    when: ({ run }: Evidence) => run.shards !== undefined,
  })),
  { path: 'run.arithmetics', what: 'which arithmetics decided beyond float64' },
  { path: 'engine', what: 'the engine: its name, device, versions, settings, notes and precision profile' },
  { path: 'claims[].time', what: 'what the time of a claim went to' },
  {
    path: 'claims[].origin',
    what: 'of which repository and commit the claims are, and whether these were clean',
  },
  {
    path: 'claims[].verdict.float32',
    what: 'what the engine returned: the float32 counts, witnesses and counterexample, and so the float32 verdict',
  },
  {
    path: 'claims[].nondeterminism',
    what: 'whether the engine gave two results for one input',
  },
  {
    path: 'claims[].rechecked',
    what: 'what the second look at the device found, contradictions included',
  },
  {
    path: 'claims[].cases.byTier',
    what: 'which cases the device decided before others could',
    when: someRestOnDevice,
  },
  {
    path: 'claims[].cases.discardedByDevice',
    what: 'which cases the device alone discarded',
    when: someRestOnDevice,
  },
  ...(
    [
      ['worst', 'the satisfied case of least slack'],
      ['tightness', 'the largest certain ratio'],
      ['scaling.least', 'the least slope'],
      ['scaling.most', 'the largest slope'],
      ['inputs.coverage[].reached', 'how many cases certainly reached a region'],
      ['inputs.coverage[].met', 'whether these were enough'],
      ['trivial.reached', 'how many cases were certainly trivial'],
    ] as const
  ).map(([path, what]) => ({
    path: `claims[].${path}`,
    what: `${what}, where the device's bounds say so`,
    when: someRestOnDevice,
  })),
  ...[
    ['claims[].range.to', 'where the time ended the cases'],
    ...VARIANTS.map((variants) => [
      `claims[].${variants}[].casesTried`,
      'where the time ended the cases of a variant',
    ]),
    ...['counterexample', 'witnesses[]', 'controls[]', 'ablations[]', 'mutants[]'].map((shrunk) => [
      `claims[].${shrunk}.candidates`,
      'where the time ended its shrinking',
    ]),
  ].map(([path, what]) => ({
    path,
    what,
    when: ({ run }: Evidence) => commandsOf(run).some((command) => / --(seconds|budget)\b/.test(command)),
  })),
  {
    path: 'run.seed',
    what: 'the seed of the inputs that were answered',
    when: ({ examined }) => examined !== undefined,
  },
  ...(
    [
      ['subject', 'how the attention calls itself'],
      ['version', 'its version'],
      ['device', 'where it runs'],
      ['origin', 'the module, command or model that answered'],
      ['gives', 'what it answers with'],
      ['declared', 'what it is said to be, as the command or the module says'],
      ['counts', 'what the attention returned'],
      ['families', 'in which families'],
      ['diagnosis', 'which mistake explains what it returned'],
      ['accuracy', 'the errors of what it returned'],
      ['properties', 'what claims say of the definition, and of what it returned'],
      ['implementation', 'how it behaves as an implementation'],
      ['failed', 'why it stopped answering'],
      ['deviation.family', 'from which family the deviation was shrunk'],
      ['deviation.returned', 'that it returned this number'],
      ['deviation.inputs', 'for these inputs'],
    ] as const
  ).map(([path, what]) => ({
    path: `examined.${path}`,
    what,
    when: ({ examined }: Evidence) => examined !== undefined,
  })),
  { path: 'claims[].error', what: 'that the claim failed, where no case is named', when: someFailed },
  ...VARIANTS.map((variants) => ({
    path: `claims[].${variants}[].error`,
    what: 'that a variant failed, where no case is named',
    when: ({ claims }: Evidence) =>
      claims.some((claim) => claim[variants].some(({ error }) => error && !error.case)),
  })),
]

/** What of this evidence is taken on trust. */
export const trustedIn = (evidence: Evidence): Trusted[] =>
  TABLE.filter(({ when }) => when?.(evidence) ?? true).map(({ path, what }) => ({ path, what }))

/** Whether a part is one of these, or lies in one. @param path with `[]` for each place in a list */
export const isWithin = (path: string, parts: readonly Pick<Trusted, 'path'>[]): boolean =>
  parts.some(
    (part) => path === part.path || path.startsWith(`${part.path}.`) || path.startsWith(`${part.path}[`),
  )
