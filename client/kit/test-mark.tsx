import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { markWords, testMarkOf, type TestMark } from '../../shared/environment/test-mark.ts'
import { setupQuery, studiesQuery } from './queries.ts'
import css from './test-mark.module.css'
import { useTexts } from './texts.ts'

/** Whether this page shows test data; null: it does not, or that is not known yet. */
function useTestMark(study: string | undefined): TestMark | null {
  const installation = useQuery({ ...setupQuery, staleTime: Infinity }).data?.environment
  // The list, for whoever holds any role in a study has it there: not everybody may read its definition.
  const { data } = useQuery({ ...studiesQuery, enabled: study !== undefined })
  const ofStudy = data?.studies.find(({ id }) => id === study)
  return testMarkOf(installation ?? 'production', ofStudy?.environment ?? null)
}

/** A bar that says of a page of a test study, or of a test installation, that it is one. @source VA-06 */
export function TestBanner({ study }: { readonly study?: string | undefined }): ReactNode {
  const { t } = useTexts()
  const mark = useTestMark(study)
  if (mark === null) return null
  return (
    <div className={css['bar']} role="note">
      <PrintedMark />
      <span className={css['words']}>
        <span aria-hidden="true">△ </span>
        {t('mark.test')}
      </span>
      <span>{t(`mark.${mark}`)}</span>
    </div>
  )
}

/** The same two words at the head of every sheet that is printed. */
function PrintedMark(): ReactNode {
  return <style>{atHeadOfSheets(markWords())}</style>
}

function atHeadOfSheets(words: string): string {
  return `@page { margin-top: 12mm; @top-center { content: '${words}'; font-weight: bold; } }`
}

/** The short sign where there is no room for the bar: beside a study's name, in the navigation. */
export function TestSign(): ReactNode {
  const { t } = useTexts()
  return (
    <abbr className={css['sign']} title={t('mark.test')}>
      {t('mark.sign')}
    </abbr>
  )
}

/** The sign where the page of that study is of a test. */
export function SignOfPage({ study }: { readonly study: string | undefined }): ReactNode {
  return useTestMark(study) === null ? null : <TestSign />
}
