/**
 * Demands that a subject is given no options but its own: one of a misspelt name would be left out of it in silence.
 *
 * @throws {RangeError} naming the option that there is not
 */
export function checkOptions(options: object, known: readonly string[], of: string): void {
  const unknown = Object.keys(options).find((name) => !known.includes(name))
  if (unknown !== undefined)
    throw new RangeError(`there is no option "${unknown}" of ${of}; its options are ${known.join(', ')}`)
}
