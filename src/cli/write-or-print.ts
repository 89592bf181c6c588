import type { Services } from './services.ts'

/** What a command makes for the file that `-o` names. */
interface Made {
  /** In a word or two, for people. */
  readonly what: string
  readonly text: string
}

/**
 * Makes a text from a file, and writes it to the file that `-o` names, and says so; prints it where none is named.
 *
 * @param from the file that it is made from, which it may not replace
 * @throws {WriteError}
 */
export async function writeOrPrint(
  { stdout }: Services,
  out: string | undefined,
  from: string,
  make: () => Promise<Made>,
): Promise<void> {
  const { whileHolding, writeWhole } = await import('../evidence/write.ts')
  await whileHolding(
    out,
    async () => {
      const { what, text } = await make()
      if (out === undefined) stdout.write(text)
      else {
        writeWhole(out, text)
        stdout.write(`${what} written to ${out}\n`)
      }
    },
    { reads: [from] },
  )
}
