import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { helpPath } from '../kit/help-link.tsx'
import { Notice } from '../kit/page.tsx'
import { setupQuery } from '../kit/queries.ts'
import { useTexts } from '../kit/texts.ts'
import type { Page } from './guide.ts'
import { GuideText, Inlines } from './guide-text.tsx'
import css from './help.module.css'
import { releaseNotesQuery } from './queries.ts'

/** The chapter that says what to do about wrong data, a fault, a lost device. */
export const REPORT = 'report-wrong-data-or-a-fault'
/** Where the release notes stand, beside the chapters of the guide. */
export const RELEASES = 'release-notes'

/** What the help is of, whom to ask, and every chapter. */
export function Overview({ guide }: { readonly guide: Page }): ReactNode {
  const { t, language } = useTexts()
  const releases = useSuspenseQuery(releaseNotesQuery(language)).data
  return (
    <>
      <title>{`${t('help.title')} · Hepatrial`}</title>
      <p>{t('help.version', { version: guide.version })}</p>
      <p className={css['first']}>
        <Link to={helpPath(REPORT)}>{t('help.report')}</Link>
        {releases !== null && <Link to={helpPath(RELEASES)}>{t('help.releases')}</Link>}
      </p>
      <WhomToAsk />
      <p>{t('help.keys')}</p>
    </>
  )
}

/** The installation's own contact, as its administrator wrote it. */
export function WhomToAsk(): ReactNode {
  const { t } = useTexts()
  const contact = useQuery(setupQuery).data?.contact
  if (contact === undefined) return null
  return (
    <Notice kind="note">
      <strong>{t('help.contact')}</strong>
      <div className={css['contact']}>{contact === '' ? t('help.noContact') : contact}</div>
    </Notice>
  )
}

export function ReleaseNotes(): ReactNode {
  const { t, language } = useTexts()
  const releases = useSuspenseQuery(releaseNotesQuery(language)).data
  if (releases === null) return <Notice kind="warning">{t('help.chapterMissing')}</Notice>
  return (
    <article>
      <title>{`${t('help.releases')} · Hepatrial`}</title>
      <GuideText blocks={releases.intro} />
      {releases.chapters.map(({ id, title, blocks }) => (
        <section key={id}>
          <h2 id={id}>
            <Inlines text={title} />
          </h2>
          <GuideText blocks={blocks} />
        </section>
      ))}
    </article>
  )
}
