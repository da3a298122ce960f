import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { PlainDateBox } from '../kit/form/plain-date-box.tsx'
import page from '../kit/page.module.css'
import type { SubjectScreen } from '../kit/subject-data.ts'
import { visitPath } from '../kit/subject-paths.ts'
import { useTexts } from '../kit/texts.ts'
import { todayAt } from '../kit/today.ts'

/** Opens an unscheduled visit, named by its date. */
export function UnscheduledVisit({ screen }: { readonly screen: SubjectScreen }): ReactNode {
  const { t } = useTexts()
  const navigate = useNavigate()
  const { timeZone } = screen.checked
  const [date, setDate] = useState<string>(todayAt(timeZone))
  return (
    <div className={page['filters']} style={{ marginTop: 12 }}>
      <PlainDateBox
        label={t('visit.unscheduledOn')}
        value={date}
        onChange={setDate}
        timeZone={timeZone}
      />
      <Button
        variant="default"
        disabled={date === ''}
        onClick={() => {
          void navigate(visitPath(screen.study.id, screen.subject.subjid, `UNS-${date}`))
        }}
      >
        {t('visit.openUnscheduled')}
      </Button>
    </div>
  )
}
