/** A claim file, or a place for claims, that cannot be used. */
export class DiscoveryError extends Error {
  override readonly name = 'DiscoveryError'

  /**
   * @param file where the trouble is
   * @param problem what is wrong with it, as the end of a sentence that begins with the file
   * @param remedy what to do about it
   * @param id the id that the file stands for: its name without the ending
   */
  constructor(
    readonly file: string,
    readonly problem: string,
    readonly remedy: string,
    readonly id: string,
    options?: ErrorOptions,
  ) {
    super(`${file} ${problem}; ${remedy}`, options)
  }
}
