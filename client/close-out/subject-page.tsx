import { Select } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { Loading, Section } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { usePermissions } from '../kit/session.ts'
import { shownForms, useSubjectScreen, type SubjectScreen } from '../kit/subject-data.ts'
import { useTexts } from '../kit/texts.ts'
import { Checklist, useChosenKind } from './checklist.tsx'
import css from './close-out.module.css'
import { HoldForm } from './hold-form.tsx'
import { LockTables } from './lock-tables.tsx'
import { subjectCloseOutQuery, type Holding } from './queries.ts'

/** What is still open at a subject, what is frozen or locked there, and the steps that the person may take. */
export function SubjectCloseOutPage(): ReactNode {
  const { t } = useTexts()
  const screen = useSubjectScreen()
  const { study, subject } = screen
  const may = usePermissions()
  const kind = useChosenKind()
  const { data, error } = useQuery({
    ...subjectCloseOutQuery(study.id, subject.subjid, kind),
    placeholderData: keepPreviousData,
  })
  const scope = { study: study.id, site: subject.site }
  const mayRelease = may('lock.release', scope)
  if (data === undefined) return error === null ? <Loading /> : <ProblemNotice error={error} />
  const count = data.counts.reduce((total, of) => total + of.count, 0)
  return (
    <>
      <p className={`${page['soft'] ?? ''} ${css['meaning'] ?? ''}`}>{t('closeOut.meaning')}</p>
      <Section title={t('closeOut.checklist')} aside={t('closeOut.openHere', { count })}>
        <Checklist study={study} {...data} withSubject={false} />
      </Section>
      {(may('lock.freeze', scope) || may('lock.set', scope)) && (
        <Section title={t('closeOut.hold')}>
          <HoldSubject
            screen={screen}
            mayFreeze={may('lock.freeze', scope)}
            mayLock={may('lock.set', scope)}
          />
        </Section>
      )}
      <LockTables
        study={study}
        locks={data.locks}
        mayRelease={({ subjid }) => mayRelease && subjid !== null}
      />
    </>
  )
}

interface HoldSubjectProps {
  readonly screen: SubjectScreen
  readonly mayFreeze: boolean
  readonly mayLock: boolean
}

const WHOLE = ''

/** Chooses the subject, one of its visits, or a form of a visit or outside visits. */
function HoldSubject({ screen, mayFreeze, mayLock }: HoldSubjectProps): ReactNode {
  const { t, say } = useTexts()
  const { study, subject, cells } = screen
  const [visit, setVisit] = useState<string>(WHOLE)
  const [form, setForm] = useState<string>(WHOLE)
  const forms = shownForms(study)
    .filter(({ scope }) => (scope === 'visit') === (visit !== WHOLE))
    .map(({ key, title }) => ({ value: key, label: say(title) }))
  const visits = cells.map((cell) => ({ value: cell.visit, label: cell.visit }))
  const choice = (
    <>
      <Select
        label={t('closeOut.visit')}
        w={300}
        allowDeselect={false}
        searchable
        value={visit}
        data={[{ value: WHOLE, label: t('closeOut.outside') }, ...visits]}
        onChange={(value) => {
          setVisit(value ?? WHOLE)
          setForm(WHOLE)
        }}
      />
      <Select
        label={t('closeOut.form')}
        w={280}
        allowDeselect={false}
        searchable
        value={form}
        data={[
          { value: WHOLE, label: t(visit === WHOLE ? 'closeOut.whole' : 'closeOut.wholeVisit') },
          ...forms,
        ]}
        onChange={(value) => {
          setForm(value ?? WHOLE)
        }}
      />
    </>
  )
  return (
    <HoldForm
      study={study.id}
      mayFreeze={mayFreeze}
      mayLock={mayLock}
      choice={choice}
      holdingOf={(kind, reason) => ({
        kind,
        subjid: subject.subjid,
        body: bodyOf({ visit, form, reason }),
      })}
    />
  )
}

interface Chosen {
  readonly visit: string
  readonly form: string
  readonly reason: string
}

type SubjectBody = Exclude<Holding, { readonly subjid: null }>['body']

function bodyOf({ visit, form, reason }: Chosen): SubjectBody {
  if (form !== WHOLE)
    return { level: 'record', visit: visit === WHOLE ? null : visit, form, reason }
  return visit === WHOLE ? { level: 'subject', reason } : { level: 'visit', visit, reason }
}
