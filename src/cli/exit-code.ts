/** What the command answers to the shell. */
export const ExitCode = {
  /** All verdicts are as expected; the command did what it was asked for. */
  Fine: 0,
  /** A verdict is not as expected. */
  NotAsExpected: 1,
  /** A usage error, or the environment does not allow it. */
  CannotRun: 2,
  /** Nothing is wrong, but verdicts are inconclusive for want of cases. */
  TooFewCases: 3,
  /** Interrupted by a signal. */
  Interrupted: 130,
} as const
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode]

/** The command was asked for what it cannot do; the message names the place and the remedy. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
