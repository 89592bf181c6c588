/** Placeholder until the real one is written. */
export const checkCertificate = (_certificate: unknown): string[] => []
