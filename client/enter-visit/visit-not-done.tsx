import { Autocomplete, Button } from '@mantine/core'
import { useId, useState, type ReactNode } from 'react'
import type { RecordView } from '../../shared/api/routes/subjects.ts'
import { isVisitNotDone, visitNotDone } from '../../shared/forms/visits.ts'
import { ReasonBox } from '../kit/form/reason-box.tsx'
import { useRemoveRecord, useSaveRecord } from '../kit/form/save-record.ts'
import { heldAt } from '../kit/locks.ts'
import { Notice } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { findForm, type SubjectScreen } from '../kit/subject-data.ts'
import { useTexts } from '../kit/texts.ts'

interface VisitNotDoneProps {
  readonly screen: SubjectScreen
  readonly visit: string
}

/** Says that a visit was not done, or offers to record it while nothing is recorded at the visit. */
export function VisitNotDone({ screen: whole, visit }: VisitNotDoneProps): ReactNode {
  const held = heldAt(whole.locks, { visit, form: 'visits' })
  const screen = held === null ? whole : { ...whole, mayWrite: false }
  const records = screen.present.filter((record) => record.visit === visit)
  const own = records.find(({ form }) => form === 'visits')
  if (own !== undefined && isVisitNotDone(own.values.items)) {
    return <NotDone screen={screen} record={own} />
  }
  if (records.length > 0 || !screen.mayWrite) return null
  return <NotDoneOffer screen={screen} visit={visit} />
}

function NotDone(props: {
  readonly screen: SubjectScreen
  readonly record: RecordView
}): ReactNode {
  const { screen, record } = props
  const { t, say } = useTexts()
  const id = useId()
  const [opened, setOpened] = useState(false)
  const [reason, setReason] = useState('')
  const removing = useRemoveRecord(screen.study.id, screen.subject.subjid)
  const value = record.values.items['SVREASOC'] ?? ''
  const label = reasonsOf(screen).find((code) => code.value === value)?.label
  return (
    <Notice kind="note">
      {t('visit.notDone', { reason: label === undefined ? value : say(label) })}{' '}
      {screen.mayWrite && !opened && (
        <Button
          variant="default"
          size="compact-xs"
          onClick={() => {
            setOpened(true)
          }}
        >
          {t('visit.takeBack')}
        </Button>
      )}
      {opened && (
        <form
          className={page['filters']}
          onSubmit={(event) => {
            event.preventDefault()
            removing.mutate({ record, reason })
          }}
        >
          <ReasonBox id={id} value={reason} onChange={setReason} missing={false} />
          <Button
            type="submit"
            variant="default"
            loading={removing.isPending}
            disabled={reason.trim() === ''}
          >
            {t('visit.takeBackNow')}
          </Button>
        </form>
      )}
      <ProblemNotice error={removing.error} />
    </Notice>
  )
}

function NotDoneOffer({ screen, visit }: VisitNotDoneProps): ReactNode {
  const { t, say } = useTexts()
  const [opened, setOpened] = useState(false)
  const [typed, setTyped] = useState('')
  const { study, subject } = screen
  const saving = useSaveRecord({ study: study.id, subjid: subject.subjid, form: 'visits', visit })
  const codes = reasonsOf(screen)
  if (!opened) {
    return (
      <Button
        variant="default"
        size="compact-xs"
        mt={6}
        onClick={() => {
          setOpened(true)
        }}
      >
        {t('visit.notDoneOpen')}
      </Button>
    )
  }
  const reason = codes.find(({ label }) => say(label) === typed)?.value ?? typed.trim()
  return (
    <form
      aria-label={t('visit.notDoneOpen')}
      onSubmit={(event) => {
        event.preventDefault()
        const values = { items: visitNotDone(reason), rows: [] }
        saving.mutate({ values, basis: null, reason: '' })
      }}
    >
      <p>{t('visit.notDoneIntro')}</p>
      <div className={page['filters']}>
        <Autocomplete
          label={`${t('visit.notDoneReason')} *`}
          w={280}
          value={typed}
          onChange={setTyped}
          data={codes.map(({ label }) => say(label))}
          filter={({ options }) => options}
        />
        <Button
          type="submit"
          variant="default"
          loading={saving.isPending}
          disabled={reason === '' || saving.isSuccess}
        >
          {t('visit.notDoneSave')}
        </Button>
      </div>
      <ProblemNotice error={saving.error} />
    </form>
  )
}

/** The reasons that the form offers. */
function reasonsOf({ study }: SubjectScreen) {
  const item = findForm(study, 'visits')?.items.find(({ key }) => key === 'SVREASOC')
  return item?.kind === 'code' ? item.codes : []
}
