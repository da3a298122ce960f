import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import type { TextKey } from '../../shared/texts/keys.ts'
import { NO_REASON } from '../kit/export-reason.tsx'
import { Notice } from '../kit/page.tsx'
import { useStudy } from '../kit/subject-data.ts'
import { useTexts } from '../kit/texts.ts'
import { AdjustmentChoice } from './adjustment-choice.tsx'
import { cohortsQuery } from './queries.ts'
import { ReportFrame } from './report-frame.tsx'
import { ReportPartView } from './report-part.tsx'
import { viewOf } from './view-controls.tsx'

/** Cohorts and subgroups side by side: baseline, responses, curves, hazard ratios. */
export function CohortsPage(): ReactNode {
  const { t } = useTexts()
  const study = useStudy()
  const [address] = useSearchParams()
  const view = viewOf(address)
  const adjust = address.get('adjust') ?? undefined
  const [reason, onChange] = useState(NO_REASON)
  const files = { view: { ...view, described: 'ENR' }, taking: { reason, onChange } } as const
  const { definition } = study
  const asked = useQuery({
    ...cohortsQuery(study.id, { ...view, adjust }),
    placeholderData: keepPreviousData,
  })
  return (
    <ReportFrame
      study={study}
      title={t('cohorts.title')}
      asked={asked}
      note={
        <>
          <Notice kind="note">{t(noteOf(definition))}</Notice>
          {comparesCohorts(definition) && <AdjustmentChoice definition={definition} />}
        </>
      }
    >
      {({ report }) =>
        report.sections
          .flatMap(({ parts }) => parts)
          .map((part) => (
            <ReportPartView
              key={part.kind + part.key}
              study={study.id}
              report={report}
              part={part}
              rows={null}
              files={files}
            />
          ))
      }
    </ReportFrame>
  )
}

function comparesCohorts({ cohorts, conventions }: ProtocolDefinition): boolean {
  return cohorts.length > 1 && conventions.compareCohorts
}

/** What may be concluded from a comparison of this protocol's cohorts. */
function noteOf(definition: ProtocolDefinition): TextKey {
  if (definition.cohorts.length < 2) return 'cohorts.one'
  return comparesCohorts(definition) ? 'cohorts.notRandomised' : 'cohorts.notCompared'
}
