const DEFECT = 'A defect'

/** Whether what failed is the program, not the code of a claim. */
export const isDefect = ({ message }: { readonly message: string }): boolean => message.startsWith(DEFECT)

/** Whether such a failure is of a case of this variant. */
export const isAbout = ({ message }: { readonly message: string }, variant: string): boolean =>
  message.replace(/^.*? of case \d+/, '').startsWith(` of "${variant}" `)

/** Two arithmetics are certain of opposite things about a case of a variant: nothing is known of the claim then. */
export class ContradictionError extends Error {
  override name = 'ContradictionError'
  constructor(index: number, variant: string, what = 'two arithmetics certainly contradict each other') {
    super(
      `${DEFECT}: of case ${index} of "${variant}" ${what}. The implementation, the engine or an arithmetic is wrong; \`assay replay\` with --variant shows what each says.`,
    )
  }
}
