import type { Language } from '../../shared/kernel/bilingual.ts'
import type { Query } from '../kit/query.ts'
import type { Page } from './guide.ts'

/** Pages of `docs/` that are built into the program, each fetched when it is read. */
const PAGES = import.meta.glob<{ readonly page: Page }>('../../docs/{user-guide,release-notes}*.md')

/** The user guide of this version in one language. */
export function guideQuery(language: Language): Query<Page> {
  return {
    queryKey: ['help', 'guide', language],
    queryFn: async () => {
      const load = pageIn(PAGES, 'user-guide', language)
      if (load === undefined) throw new Error('The program was built without its user guide.')
      return (await load()).page
    },
    staleTime: Infinity,
  }
}

/** What is new in this version; null: the program was built without release notes. */
export function releaseNotesQuery(language: Language): Query<Page | null> {
  return {
    queryKey: ['help', 'releases', language],
    queryFn: async () => (await pageIn(PAGES, 'release-notes', language)?.())?.page ?? null,
    staleTime: Infinity,
  }
}

/** Of pages by file, the one of that name in a language, else the English one. */
export function pageIn<T>(
  pages: Readonly<Record<string, T>>,
  name: string,
  language: Language,
): T | undefined {
  const found = (ending: string): T | undefined =>
    Object.entries(pages).find(([file]) => file.endsWith(`/${name}${ending}`))?.[1]
  return (language === 'zh' ? found('.zh.md') : undefined) ?? found('.md')
}
