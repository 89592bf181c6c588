const LINK = /\[([^\]]*)\]\((?!https?:|#)([^)#\s]+)[^)]*\)/g

/** The files to which a page of Markdown links. */
export const fileLinksIn = (page: string): string[] => [...page.matchAll(LINK)].map(([, , path]) => path)

/** The page with the names of these files in place of links to them. */
export const fileLinksNamed = (page: string): string =>
  page.replace(LINK, (_, text: string, path: string) =>
    text === path || text === `\`${path}\`` ? `\`${path}\`` : `${text} (\`${path}\`)`,
  )
