/** What a way to check cases does, which decides nothing soundly. */
export interface Rate {
  /** Cases a second, drawing included. */
  readonly perSecond: number
  /** Cases that it would have called counterexamples, which are false alarms, and the cases that it looked at. */
  readonly alarms: number
  readonly looked: number
}
