/**
 * Checks certificates anywhere: it needs the language, and neither Node, nor a browser, nor a package.
 *
 * @example
 * ```ts
 * import { checkCertificate } from 'attention-assay/auditor'
 *
 * const problems = checkCertificate(JSON.parse(text))
 * console.log(problems.length === 0 ? 'it stands' : problems.join('\n'))
 * ```
 *
 * @module attention-assay/auditor
 */
export { checkCertificate } from './certificate-check.ts'
