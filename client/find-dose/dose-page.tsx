import { useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { PlotData } from '../../shared/plots/define.ts'
import { DrawnPlot } from '../kit/drawn-plot.tsx'
import { formatDate } from '../kit/format.ts'
import { FutureCutoff } from '../kit/future-cutoff.tsx'
import { EmptyState, Notice, Page, Section } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { useStudy } from '../kit/subject-data.ts'
import { studyPath } from '../kit/subject-paths.ts'
import { useTexts } from '../kit/texts.ts'
import { Decisions } from './decisions.tsx'
import { LevelTable } from './level-table.tsx'
import { doseQuery, type DoseBoard } from './queries.ts'
import { WindowTable } from './window-table.tsx'

/** Dose levels with their toxicities, the windows of the subjects, and what was decided of the dose. */
export function DosePage(): ReactNode {
  const { t, language } = useTexts()
  const study = useStudy()
  const board = useSuspenseQuery(doseQuery(study.id)).data
  const { subjects, cutoff, windowDays, everySite } = board
  return (
    <Page
      crumbs={[
        { label: t('nav.work'), to: '/' },
        { label: study.id, to: studyPath(study.id) },
      ]}
      title={t('dose.title')}
      state={`${t('home.asOf', { date: formatDate(cutoff, language) })} · ${t('dose.state', { n: subjects.length })}`}
    >
      <FutureCutoff study={study.id} cutoff={cutoff} />
      {!everySite && <Notice kind="note">{t('dose.someSites')}</Notice>}
      <Section title={t('dose.board')}>
        <LevelTable board={board} />
        <p className={page['soft']}>{t('dose.boardNote', { days: windowDays })}</p>
      </Section>
      <Section title={t('dose.figure')}>
        {subjects.length === 0 ? (
          <EmptyState>{t('dose.noSubjects')}</EmptyState>
        ) : (
          <DrawnPlot study={study.id} plot={plotOf(board)} title={t('dose.figure')} />
        )}
      </Section>
      <Decisions study={study} board={board} />
      {subjects.length > 0 && (
        <Section title={t('dose.windows')}>
          <WindowTable study={study.id} subjects={subjects} />
        </Section>
      )}
    </Page>
  )
}

function plotOf({ windowDays, levels, subjects }: DoseBoard): PlotData {
  return {
    ...{ kind: 'dose-escalation', windowDays },
    levels: levels.map(({ key, label, evaluable, toxicities }) => ({
      ...{ key, label, evaluable, toxicities },
    })),
    dots: subjects.map(({ subject, cohort, state, daysLeft }) => ({
      ...{ subject, cohort, state, daysLeft },
    })),
  }
}
