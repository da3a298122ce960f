import { TextInput } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Suspense, useEffect, useState, type ReactNode } from 'react'
import { Link, useLocation, useParams } from 'react-router'
import { helpPath } from '../kit/help-link.tsx'
import { LanguageButton } from '../kit/language-button.tsx'
import { Loading, Notice } from '../kit/page.tsx'
import { SkipLink } from '../kit/skip-link.tsx'
import { TestBanner } from '../kit/test-mark.tsx'
import { useTexts } from '../kit/texts.ts'
import { Contents } from './contents.tsx'
import { Found } from './found.tsx'
import { plainText, type Page } from './guide.ts'
import { GuideText, Inlines } from './guide-text.tsx'
import css from './help.module.css'
import { Overview, ReleaseNotes, RELEASES, REPORT, WhomToAsk } from './overview.tsx'
import { guideQuery } from './queries.ts'

/** The user guide of the running version, for everybody, signed in or not. @source VA-08 */
export function HelpPage(): ReactNode {
  const { t } = useTexts()
  return (
    <>
      <SkipLink to="content">{t('frame.skip')}</SkipLink>
      <TestBanner />
      <HelpHead />
      <Suspense fallback={<Loading />}>
        <Guide />
      </Suspense>
    </>
  )
}

function HelpHead(): ReactNode {
  const { t } = useTexts()
  return (
    <header className={css['head']}>
      <div>
        <div className={css['brand']}>Hepatrial</div>
        <h1>
          <Link to={helpPath()}>{t('help.title')}</Link>
        </h1>
      </div>
      <div className={css['ways']}>
        <Link to="/">{t('help.back')}</Link>
        <LanguageButton />
      </div>
    </header>
  )
}

function Guide(): ReactNode {
  const { t, language } = useTexts()
  const guide = useSuspenseQuery(guideQuery(language)).data
  const { chapter = null } = useParams()
  const [wanted, setWanted] = useState('')
  useAnchor(language)
  return (
    <div className={css['body']}>
      <aside className={css['aside']}>
        <TextInput
          type="search"
          label={t('help.search')}
          value={wanted}
          onChange={(event) => {
            setWanted(event.currentTarget.value)
          }}
        />
        <Contents
          guide={guide}
          current={chapter}
          onChoose={() => {
            setWanted('')
          }}
        />
      </aside>
      <main id="content" tabIndex={-1} className={css['text']}>
        {wanted.trim() === '' ? (
          <Shown guide={guide} chapter={chapter} />
        ) : (
          <Found
            guide={guide}
            wanted={wanted}
            onChoose={() => {
              setWanted('')
            }}
          />
        )}
      </main>
    </div>
  )
}

/** Goes to the heading that the address names, once its chapter is drawn. */
function useAnchor(language: string): void {
  const { hash, pathname } = useLocation()
  useEffect(() => {
    if (hash === '') window.scrollTo(0, 0)
    else document.getElementById(placeIn(hash))?.scrollIntoView()
  }, [hash, pathname, language])
}

/** What an address names behind its sign; as it stands where a person typed something that is no code. */
function placeIn(hash: string): string {
  const raw = hash.slice(1)
  try {
    return decodeURIComponent(raw)
  } catch (error) {
    if (error instanceof URIError) return raw
    throw error
  }
}

interface ShownProps {
  readonly guide: Page
  readonly chapter: string | null
}

function Shown({ guide, chapter }: ShownProps): ReactNode {
  const { t } = useTexts()
  if (chapter === RELEASES) return <ReleaseNotes />
  const found = guide.chapters.find(({ id }) => id === chapter)
  if (found === undefined) {
    return (
      <>
        {chapter !== null && <Notice kind="warning">{t('help.chapterMissing')}</Notice>}
        <Overview guide={guide} />
      </>
    )
  }
  return (
    <article>
      <title>{`${plainText(found.title)} · ${t('help.title')} · Hepatrial`}</title>
      <h2 id={found.id}>
        <Inlines text={found.title} />
      </h2>
      {found.id === REPORT && <WhomToAsk />}
      <GuideText blocks={found.blocks} />
    </article>
  )
}
