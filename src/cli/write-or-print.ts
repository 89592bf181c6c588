import type { Services } from './services.ts'

/** Writes a text to the file that `-o` names, and says so; prints it where none is named. @throws {WriteError} */
export async function writeOrPrint(
  { stdout }: Services,
  out: string | undefined,
  text: string,
  what: string,
): Promise<void> {
  if (out === undefined) {
    stdout.write(text)
    return
  }
  const { writeWhole } = await import('../evidence/write.ts')
  writeWhole(out, text)
  stdout.write(`${what} written to ${out}\n`)
}
