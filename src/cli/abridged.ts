/** Text in so many columns, with what is too long cut out of its middle. */
export function abridged(text: string, columns: number): string {
  const characters = [...text]
  if (characters.length <= columns) return text
  const kept = Math.max(0, columns - 1)
  const end = Math.floor(kept / 2)
  return `${characters.slice(0, kept - end).join('')}…${characters.slice(characters.length - end).join('')}`
}
