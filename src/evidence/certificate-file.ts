import { createHash } from 'node:crypto'
import { z } from 'zod'
import { ATTRIBUTIONS } from '../claim/source.ts'
import { caseName, text } from './case-schema.ts'
import { certificate } from './certificate-schema.ts'
import { origin } from './origin-schema.ts'
import { EvidenceError, inBrief, parsed } from './read.ts'

/** The value of `format`, by which a file is known to be a certificate. */
export const CERTIFICATE_FORMAT = 'attention-assay/certificate'
/** The version of the format that this module describes. */
export const CERTIFICATE_VERSION = 1

const sha256 = z.string().regex(/^sha256:[0-9a-f]{64}$/)

/** What a certificate is of, as evidence names it. */
const CERTIFIED = ['counterexample', 'witness', 'control', 'ablation', 'mutant', 'deviation'] as const

/** One certificate with a head of its own, for whoever has no evidence: docs/certificates.md. */
export const certificateFile = z.strictObject({
  format: z.literal(CERTIFICATE_FORMAT).describe('by which a file is known to be a certificate'),
  version: z.literal(CERTIFICATE_VERSION).describe('of this format'),
  producer: z
    .strictObject({
      tool: text.describe('the program'),
      version: text.describe('its version'),
      commit: text.nullable().describe('its commit; null where it was installed as a package'),
    })
    .describe('what found the certificate'),
  claim: z
    .strictObject({
      id: text.describe('its name'),
      title: text.describe('in words'),
      statement: text.describe('in TeX; of what was examined the definition'),
      source: z
        .strictObject({
          attribution: z.enum(ATTRIBUTIONS).describe('what is known of where the statement is from'),
          note: z.string().optional().describe('whom to cite, or what was derived from what'),
          arxiv: z.string().optional().describe('identifier of the paper on arXiv'),
        })
        .optional()
        .describe('of the statement'),
      sourceHash: sha256.optional().describe('of the file that declares the claim'),
      origin: origin.optional(),
    })
    .describe('what the certificate is about'),
  of: z.enum(CERTIFIED).describe('what it is in the evidence'),
  case: caseName.optional().describe('that was shrunk to the inputs of the certificate'),
  evidence: sha256.nullable().describe('digest of the evidence that it is from; null where that had none'),
  hash: sha256.describe('of the certificate as it stands here, without white space outside of texts'),
  certificate: certificate.describe('what a checker needs'),
})

export type CertificateFile = z.infer<typeof certificateFile>

/** The hash of a certificate that stands in the head of its file. */
export const certificateHash = (certificate: unknown): string =>
  `sha256:${createHash('sha256').update(JSON.stringify(certificate)).digest('hex')}`

/**
 * A certificate with a head of its own, or what is wrong with the file.
 *
 * @param path of the file, for the message
 * @throws {EvidenceError} when it is of another version
 */
export function parseCertificateFile(
  value: object,
  path: string,
): { file: CertificateFile; damage?: undefined } | { file: undefined; damage: string } {
  const { version } = value as { version?: unknown }
  if (version !== CERTIFICATE_VERSION)
    throw new EvidenceError(
      `${path} has version ${inBrief(version)} of the format of certificates, this program reads version ${CERTIFICATE_VERSION}`,
    )
  const result = parsed(certificateFile, value)
  return result.data ? { file: result.data } : { file: undefined, damage: result.damage }
}
