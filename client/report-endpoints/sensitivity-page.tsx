import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import type { ResponseOf } from '../../shared/api/define.ts'
import type { getSensitivity } from '../../shared/api/routes/comparison.ts'
import { useStudy } from '../kit/subject-data.ts'
import { useTexts } from '../kit/texts.ts'
import { DifferingSubjectsOf } from './differing-subjects.tsx'
import { sensitivityQuery } from './queries.ts'
import { ReportFrame } from './report-frame.tsx'
import { ReportPartView } from './report-part.tsx'
import { viewOf } from './view-controls.tsx'
import css from './study-report.module.css'

/** The outcomes under other rules than the protocol's, and the subjects that make the difference. */
export function SensitivityPage(): ReactNode {
  const { t } = useTexts()
  const study = useStudy()
  const [address] = useSearchParams()
  const view = viewOf(address)
  const outcome = address.get('outcome')
  const variant = address.get('variant')
  const asked = useQuery({ ...sensitivityQuery(study.id, view), placeholderData: keepPreviousData })
  return (
    <ReportFrame
      study={study}
      title={t('sensitivity.title')}
      asked={asked}
      note={<p className={css['note']}>{t('sensitivity.note')}</p>}
    >
      {(found) => (
        <>
          {outcome !== null && variant !== null && (
            <DifferingSubjectsOf
              key={`${outcome} ${variant}`}
              study={study.id}
              view={{ ...view, outcome, variant }}
            />
          )}
          <Parts study={study.id} view={found} />
        </>
      )}
    </ReportFrame>
  )
}

interface PartsProps {
  readonly study: string
  readonly view: ResponseOf<typeof getSensitivity>
}

/** The first table leads to the subjects that differ; the others show agreement. */
function Parts({ study, view: { report, places } }: PartsProps): ReactNode {
  const [address] = useSearchParams()
  const parts = report.sections.flatMap((section) => section.parts)
  const linkOf = (row: number, column: string): string | null => {
    const place = places[row] ?? null
    if (place === null || column !== 'SUBJECTS') return null
    const cell = firstTable(parts)?.rows[row]?.cells.at(-1)
    if (cell?.kind !== 'count' || cell.n === 0) return null
    const next = new URLSearchParams(address)
    next.set('outcome', place.outcome)
    next.set('variant', place.variant)
    return `?${next.toString()}`
  }
  return parts.map((part, at) => (
    <ReportPartView
      key={part.key}
      {...{ study, report, part }}
      rows={null}
      linkOf={at === 0 ? linkOf : undefined}
    />
  ))
}

type Part = PartsProps['view']['report']['sections'][number]['parts'][number]

function firstTable([first]: readonly Part[]): Extract<Part, { rows: unknown }> | null {
  return first === undefined || first.kind === 'figure' ? null : first
}
