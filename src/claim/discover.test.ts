import { symlinkSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findClaim, nearest, UnknownClaimError } from './find-claim.ts'
import { claimFiles, claimsHere } from './claim-files.ts'
import { discover } from './discover.ts'
import { claim, folder } from './planted-claims.fixture.ts'

const empty = folder({})

describe('discovery', () => {
  it('finds every claim by its place, the theme by its folder', async () => {
    const root = folder({
      'order/b.js': claim('b'),
      'order/b.test.js': 'throw 1',
      'order/b.d.ts': 'throw 1',
      'rank/a.ts': claim('a'),
      'rank/notes.md': '',
    })
    const { claims, problems } = await discover([], root)
    expect(problems).toEqual([])
    expect(claims.map(({ claim, theme }) => [claim.id, theme])).toEqual([
      ['a', 'rank'],
      ['b', 'order'],
    ])
    // printf … | sha256sum of the file, by another program
    expect(claims[0].sourceHash).toMatch(/^sha256:[0-9a-f]{64}$/)
    expect(claims[0].sourceHash).not.toBe(claims[1].sourceHash)
  })

  it('takes the source where its translation lies beside it', () => {
    const root = folder({ 'order/a.ts': '', 'order/a.js': '', 'order/c.js': '' })
    expect(claimFiles(root)).toEqual([join(root, 'order', 'a.ts'), join(root, 'order', 'c.js')])
  })

  it('follows links, each folder once, also in a circle', () => {
    const root = folder({ 'mine/a.js': '' })
    const linked = folder({})
    symlinkSync(join(root, 'mine'), join(linked, 'link'), 'junction')
    symlinkSync(linked, join(root, 'mine', 'back'), 'junction')
    symlinkSync(join(root, 'gone'), join(linked, 'nowhere'), 'junction')
    expect(claimFiles(linked)).toEqual([join(linked, 'link', 'a.js')])
  })

  it('finds the claims of the project where it is started, unless it is a checkout of this package', () => {
    const started = (text?: string): string[] => {
      const root = folder({
        'properties/order/a.js': '',
        ...(text !== undefined && { 'package.json': text }),
      })
      return claimsHere(root).map((place) => relative(root, place))
    }
    expect(started()).toEqual(['properties'])
    expect(started('{ "name": "mine" }')).toEqual(['properties'])
    expect(started('{')).toEqual(['properties'])
    expect(started('{ "name": "attention-assay" }')).toEqual([])
    expect(claimsHere(empty)).toEqual([])
    expect(claimsHere()).toEqual([])
  })

  it('adds folders and files of the user, each file once', async () => {
    const root = folder({ 'mine/a.js': claim('a'), 'mine/b.js': claim('b') })
    const { claims, problems } = await discover([root, join(root, 'mine', 'a.js')], empty)
    expect(problems).toEqual([])
    expect(claims.map(({ claim }) => claim.id)).toEqual(['a', 'b'])
  })

  it('reports a bad file, and goes on', async () => {
    const root = folder({ 'x/bad.js': 'const a = 1', 'x/good.js': claim('good') })
    const { claims, problems } = await discover([], root)
    expect(claims.map(({ claim }) => claim.id)).toEqual(['good'])
    expect(problems.map(({ file }) => file)).toEqual([join(root, 'x', 'bad.js')])
  })

  it('takes neither of two claims with one id, and names both files', async () => {
    const root = folder({ 'x/a.js': claim('a'), 'y/a.js': claim('a'), 'y/b.js': claim('b') })
    const { claims, problems } = await discover([], root)
    expect(claims.map(({ claim }) => claim.id)).toEqual(['b'])
    expect(problems[0].message).toContain(join(root, 'x', 'a.js'))
    expect(problems[0].message).toContain(join(root, 'y', 'a.js'))
  })

  it('reports a place that does not exist', async () => {
    const { problems } = await discover([join(empty, 'nowhere')], empty)
    expect(problems[0].message).toContain('nowhere does not exist')
  })
})

describe('finding a claim', () => {
  const ids = ['softmax-row-order-strict', 'linear-row-order', 'softmax-tv-tanh']

  it('suggests the nearest ids', async () => {
    expect(nearest('softmax-row-order', ids)[0]).toBe('softmax-row-order-strict')
    expect(nearest('linear-row-ordr', ids)[0]).toBe('linear-row-order')
    expect(nearest('zzz', ids)).toEqual([])
    const found = await discover([folder({ 'x/abcdef.js': claim('abcdef') })], empty)
    expect(() => findClaim(found, 'abcdfe')).toThrow(UnknownClaimError)
    expect(() => findClaim(found, 'abcdfe')).toThrow('did you mean abcdef?')
    expect(() => findClaim(found, 'nothing-like-it')).toThrow('`assay list`')
    expect(findClaim(found, 'abcdef').claim.id).toBe('abcdef')
  })

  it('says what is wrong with the file of the claim that is asked for', async () => {
    const found = await discover([folder({ 'x/bad.js': '1' })], empty)
    expect(() => findClaim(found, 'bad')).toThrow('has no default export')
  })
})
