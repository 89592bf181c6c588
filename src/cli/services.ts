import type { Command } from 'commander'
import { claimsHere } from '../claim/claim-files.ts'
import { discover, type Discovered } from '../claim/discover.ts'
import { endedALoad } from '../claim/import-file.ts'
import type { LoadedClaim } from '../claim/load-claim.ts'
import type { Claim } from '../claim/claim.ts'
import type { StartedEngine } from '../engine/start.ts'
import type { ClaimEvidence, Evidence } from '../evidence/schema.ts'
import type { CampaignOptions } from '../judge/campaign-options.ts'
import type { WorkerPool } from '../judge/threads/worker-pool.ts'
import type { Replay, ReplayOptions } from '../judge/replay-case.ts'
import type { ExitCode } from './exit-code.ts'
import { STDERR, STDOUT } from './standard-stream.ts'

/** Where a command prints. */
export interface Output {
  write(text: string): unknown
  /** Writes sequences that the terminal obeys; no text of a file may get there. `write` shows them instead. */
  control?(text: string): unknown
  /** Writes lines that a CI obeys which reads them; no text of a file may begin one. `write` shows them instead. */
  command?(text: string): unknown
  readonly isTTY?: boolean
  /** Whether sequences for colours are obeyed, and wanted. */
  readonly colours?: boolean
  readonly columns?: number
}

/** All that the commands touch outside of themselves; tests plant their own. */
export interface Services {
  readonly stdout: Output
  readonly stderr: Output
  /** When the program began, of `performance.now()`. */
  readonly began: number
  discover(places: readonly string[]): Promise<Discovered>
  startEngine(name: string): Promise<StartedEngine>
  /** Threads that draw cases and decide them; `undefined` for as many as suit the machine. */
  openPool(threads: number | undefined): Promise<WorkerPool>
  judgeClaim(loaded: LoadedClaim, options: CampaignOptions): Promise<ClaimEvidence>
  /** Judges claims in a time for all of them, until `deadline` of `performance.now()`; each once, in any order. */
  judgeWithin(
    claims: readonly LoadedClaim[],
    deadline: number,
    optionsOf: (loaded: LoadedClaim) => CampaignOptions,
  ): Promise<(loaded: LoadedClaim) => Promise<ClaimEvidence>>
  /** How many cases of a claim a default run tries. */
  casesOf(claim: Claim): Promise<number>
  replay(claim: Claim, options: ReplayOptions): Promise<Replay>
  /** Why evidence of a claim is none that a run leaves, as far as that can be told without a case; nothing where it fits. */
  readonly misfits: (
    found: ClaimEvidence,
    loaded: LoadedClaim,
    run: Evidence['run'],
  ) => Promise<readonly string[]>
  /** Calls the listener once, when somebody asks the program to stop. @returns what takes the listener away */
  onInterrupt(listener: () => void): () => void
  /** Calls the listener with what failed and nobody waited for, which then does not end the program. */
  onStrayFailure(listener: (message: string) => void): void
}

/**
 * Adds a command to the command line.
 *
 * @param answer takes the exit code; a command that never calls it ends with `Fine`
 * @param argv the arguments of the whole command line
 */
export type AddCommand = (
  program: Command,
  services: Services,
  answer: (code: ExitCode) => void,
  argv: readonly string[],
) => void

/** Starts an engine, and says which one it is and why it was taken. */
export async function startAnnounced(
  { startEngine, stderr }: Services,
  name: string,
  seed?: number,
): Promise<StartedEngine> {
  const started = await startEngine(name)
  const { name: taken, device } = started.engine
  stderr.write(
    `Engine ${taken} (${device}): ${started.reason}.${seed === undefined ? '' : ` Seed ${seed}.`}\n`,
  )
  return started
}

/** The real ones. What computes is loaded when it is needed, so that `--help` answers at once. */
export const REAL_SERVICES: Services = {
  stdout: STDOUT,
  stderr: STDERR,
  began: 0,
  discover: (places) => discover([...claimsHere(), ...places]),
  startEngine: async (name) => {
    const { demandFloatingPoint } = await import('../arithmetic/numbers/floating-point.ts')
    demandFloatingPoint()
    const started = await (await import('../engine/start.ts')).startEngine(name)
    // Its libraries are loaded now.
    demandFloatingPoint()
    return started
  },
  openPool: async (threads) => {
    const { DEFAULT_THREADS, WorkerPool } = await import('../judge/threads/worker-pool.ts')
    const pool = new WorkerPool(threads ?? DEFAULT_THREADS)
    if (pool.threads < pool.asked)
      STDERR.write(
        `  --threads ${pool.asked}: there are ${pool.threads} processors, so ${pool.threads} threads are used\n`,
      )
    return pool
  },
  judgeClaim: async (loaded, options) =>
    (await import('../judge/judge-claim.ts')).judgeClaim(loaded, options),
  judgeWithin: async (claims, deadline, optionsOf) => {
    const { RunBudget } = await import('../judge/budget/run-budget.ts')
    const budget = new RunBudget(claims, deadline, optionsOf)
    await budget.look()
    return (loaded) => budget.judge(loaded)
  },
  casesOf: async (claim) => claim.cases ?? (await import('../judge/default-cases.ts')).DEFAULT_CASES,
  replay: async (claim, options) => (await import('../judge/replay-case.ts')).replay(claim, options),
  misfits: async (found, loaded, run) => {
    const { checkByItself } = await import('../recount/by-itself.ts')
    const { misplacedCertificate } = await import('../report/misplaced-certificate.ts')
    const misplaced = misplacedCertificate({ claims: [found] })
    const wrong = (await checkByItself(found, loaded, run)).all.map(({ what }) => what)
    return misplaced === undefined ? wrong : [misplaced, ...wrong]
  },
  onInterrupt(listener) {
    const signals = ['SIGINT', 'SIGTERM'] as const
    const release = (): void => signals.forEach((signal) => process.off(signal, heed))
    const heed = (): void => {
      // The system itself heeds the second one, at once and whatever this thread does.
      release()
      listener()
    }
    for (const signal of signals) process.on(signal, heed)
    return release
  },
  onStrayFailure(listener) {
    const heed = (error: unknown): void => {
      if (endedALoad(error)) return
      // A stream that cannot be written is nobody's leftover.
      if (error instanceof Error && 'syscall' in error) throw error
      listener(error instanceof Error ? error.message : String(error))
    }
    // What Emscripten made of a library adds listeners of its own, which end the program with the library's source.
    for (const event of ['unhandledRejection', 'uncaughtException'] as const)
      process.removeAllListeners(event).on(event, heed)
  },
}
