/** What a claim calls an obstruction holds where there is a witness: it excludes none, and what it refuted means nothing. */
export class ObstructionError extends RangeError {
  override name = 'ObstructionError'
  constructor() {
    super(
      'the obstruction holds where the case is a witness: both are certain, so it does not exclude that there is one',
    )
  }
}
