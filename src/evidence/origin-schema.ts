import { z } from 'zod'
import { text } from './case-schema.ts'

/** Where the file of a claim is from. */
export const origin = z
  .discriminatedUnion('kind', [
    z
      .strictObject({
        kind: z.literal('repository').describe('a clone of a repository of git'),
        repository: text
          .nullable()
          .describe('the address of its remote, without credentials; null: it has none, or a folder'),
        commit: text.nullable().describe('that is checked out; null: nothing was committed yet'),
        path: text.describe("of the claim's file, from the root of the repository"),
        changed: z
          .array(text)
          .describe(
            "of the claim's file and what it imports of this repository, what is not as it was committed; empty: clean",
          ),
        outside: z
          .array(text)
          .describe('what the file imports that is not of this repository, from its root'),
      })
      .describe('a clone of a repository of git'),
    z
      .strictObject({
        kind: z.literal('package').describe('a package that was installed'),
        package: text.describe('its name'),
        version: text.nullable().describe('null: its package.json does not say it'),
        path: text.describe("of the claim's file in the package"),
      })
      .describe('a package that was installed'),
    z.strictObject({ kind: z.literal('none').describe('the file lies in no repository') }),
    z
      .strictObject({
        kind: z.literal('unread').describe('the file lies in a repository that could not be read'),
        reason: text.describe('why, as git says it'),
      })
      .describe('a repository that could not be read'),
  ])
  .describe(
    'where the file of the claim is from; left out where shards of the run had it from several places',
  )
