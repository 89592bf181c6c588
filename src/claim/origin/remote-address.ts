/**
 * The address of a remote repository without what only its owner may know: names of users, passwords and tokens before the
 * host, and what follows `?` or `#`.
 *
 * @returns null for a folder, which means nothing on another machine
 */
export function remoteAddress(remote: string): string | null {
  const url = /^([a-z][a-z\d+.-]*):\/\/([^/]*)(.*)$/is.exec(remote)
  if (url) {
    const [, scheme, authority, rest] = url
    const host = authority.slice(authority.lastIndexOf('@') + 1)
    if (scheme.toLowerCase() === 'file' || host === '') return null
    return `${scheme}://${host}${rest.replace(/[?#].*$/s, '')}`
  }
  // As ssh writes it: user@host:path. One letter before the colon is a drive of Windows.
  const [, place, path] = /^([^/\\:]{2,}):(?!\\)(.*)$/s.exec(remote) ?? []
  return place === undefined
    ? null
    : `${place.slice(place.lastIndexOf('@') + 1)}:${path.replace(/[?#].*$/s, '')}`
}
