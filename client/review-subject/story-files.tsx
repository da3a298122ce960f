import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { FIGURE_FILES } from '../../shared/api/routes/report.ts'
import { downloadSubjectStory } from '../../shared/api/routes/subject-story.ts'
import { toIsoDate } from '../../shared/kernel/dates.ts'
import type { LiverCourseOf } from '../../shared/plots/story-data.ts'
import { isSaid, NO_REASON, ReasonBoxes, saidOf } from '../kit/export-reason.tsx'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { usePermissions } from '../kit/session.ts'
import { useSubjectScreen } from '../kit/subject-data.ts'
import { takeFile } from '../kit/take-file.ts'
import { useTexts } from '../kit/texts.ts'
import type { TimeSpan } from './story-view.ts'
import css from './story.module.css'

interface StoryFilesProps {
  readonly figure: 'story' | 'lesions' | 'liver'
  /** What its liver values are multiples of. */
  readonly of: LiverCourseOf
  readonly cutoff: string | undefined
  /** The part of the time that is shown; null: the usual one. */
  readonly span: TimeSpan | null
}

/** The figure as it is shown on paper, or as a file for those who may export. */
export function StoryFiles({ figure, of, cutoff, span }: StoryFilesProps): ReactNode {
  const { t, language } = useTexts()
  const { study, subject } = useSubjectScreen()
  const may = usePermissions()
  const [reason, setReason] = useState(NO_REASON)
  const [asked, setAsked] = useState(false)
  const take = useMutation({
    mutationFn: (ending: string) =>
      takeFile(downloadSubjectStory, {
        params: { study: study.id, subjid: subject.subjid, file: `${figure}.${ending}` },
        query: {
          language,
          ...saidOf(reason),
          ...(figure === 'liver' ? { of } : {}),
          ...(cutoff === undefined ? {} : { cutoff }),
          ...(span === null ? {} : { from: toIsoDate(span.from), to: toIsoDate(span.to) }),
        },
      }),
  })
  const mayTake = may('data.export', { study: study.id, site: subject.site })
  return (
    <div className={css['files']}>
      <Button
        variant="default"
        size="xs"
        onClick={() => {
          window.print()
        }}
      >
        {t('story.print')}
      </Button>
      {mayTake && (
        <>
          <span>{t('story.files')}</span>
          {FIGURE_FILES.map((ending) => (
            <Button
              key={ending}
              variant="default"
              size="xs"
              loading={take.isPending && take.variables === ending}
              disabled={take.isPending}
              onClick={() => {
                if (isSaid(reason)) take.mutate(ending)
                else setAsked(true)
              }}
            >
              {ending.toUpperCase()}
            </Button>
          ))}
          <span className={page['soft']}>{t('studyReport.downloadsRecorded')}</span>
        </>
      )}
      {asked && <ReasonBoxes reason={reason} onChange={setReason} />}
      <ProblemNotice error={take.error} />
    </div>
  )
}
