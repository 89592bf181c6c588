import { expect, test } from 'vitest'
import { remoteAddress } from './remote-address.ts'

test.each([
  ['https://host.example/owner/repo.git', 'https://host.example/owner/repo.git'],
  ['https://user:secret@host.example/owner/repo.git', 'https://host.example/owner/repo.git'],
  ['https://secret@host.example:8443/owner/repo', 'https://host.example:8443/owner/repo'],
  ['https://a@b:secret@host.example/repo', 'https://host.example/repo'],
  ['https://host.example/repo?token=secret#secret', 'https://host.example/repo'],
  ['HTTPS://secret@host.example/repo', 'HTTPS://host.example/repo'],
  ['ssh://git:secret@host.example:22/repo.git', 'ssh://host.example:22/repo.git'],
  ['git@host.example:owner/repo.git', 'host.example:owner/repo.git'],
  ['secret@host.example:~me/repo', 'host.example:~me/repo'],
  ['https://host.example', 'https://host.example'],
  ['/home/me/repo', null],
  ['../repo', null],
  ['./a:b', null],
  ['C:\\repos\\mine', null],
  ['C:/repos/mine', null],
  ['\\\\server\\share', null],
  ['file:///home/me/repo', null],
  ['', null],
])('%s is told as %s', (remote, address) => {
  expect(remoteAddress(remote)).toBe(address)
})
