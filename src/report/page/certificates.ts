import type { Certificate } from '../../evidence/certificate-schema.ts'
import { html, type Html } from './html.ts'

/** The certificates of a page, which its script checks by their numbers. */
export class Certificates {
  readonly all: Certificate[] = []

  /**
   * Takes a certificate up.
   *
   * @returns where the script writes what it found of it
   */
  add(certificate: Certificate): Html {
    const number = this.all.push(certificate) - 1
    const by =
      certificate.decidedBy === 'exact'
        ? 'exact numbers'
        : `enclosures of ${certificate.bits ?? 'unknown'} bits`
    return html`<p class="certificate" data-certificate="${number}">
      Certificate ${number + 1}, decided by ${by}: <span data-found="">not checked here</span>
    </p>`
  }
}
