/**
 * Whether a file is laid out as this program writes it, and unchanged since.
 *
 * @param again what this program writes for that which the file says
 */
export function checkForm(text: string, again: string): string[] {
  if (again === text) return []
  const digest = (of: string): string | undefined => /"digest": "(sha256:[0-9a-f]+)"/.exec(of)?.[1]
  return digest(again) === digest(text)
    ? ['it is not laid out as this program writes it']
    : ['it was changed after it was written: its digest is not that of its contents']
}
