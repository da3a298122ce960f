import type { ReactNode } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { useShortcuts } from '../kit/keys.ts'
import { HeldNote } from '../kit/lock-note.tsx'
import { EmptyState } from '../kit/page.tsx'
import { useRouteParam } from '../kit/route-params.ts'
import { mayFill, useSubjectScreen, type SubjectScreen } from '../kit/subject-data.ts'
import { visitPath } from '../kit/subject-paths.ts'
import { useTexts } from '../kit/texts.ts'
import css from './enter-visit.module.css'
import { RecordMarks } from '../kit/form/record-marks.tsx'
import { RecordForm } from '../kit/form/record-form.tsx'
import { VersionNote } from '../kit/form/version-note.tsx'
import { ownScreen } from './own-screen.tsx'
import { VisitHead } from './visit-head.tsx'
import { VisitNotDone } from './visit-not-done.tsx'
import { WayToForms } from './way-to-forms.tsx'
import { WindowMeaningNote } from './window-line.tsx'
import { FormList } from './form-list.tsx'
import { isVisitOf, visitFormsOf, type VisitForm } from './visit-forms.ts'

/** One visit of a subject; says so where the address names none. */
export function VisitPage(): ReactNode {
  const { t } = useTexts()
  const screen = useSubjectScreen()
  const visit = useRouteParam('visit')
  if (isVisitOf(screen, visit)) return <Visit screen={screen} visit={visit} />
  return (
    <EmptyState action={<WayToForms screen={screen} />}>
      {t('visit.noSuchVisit', { visit })}
    </EmptyState>
  )
}

interface VisitProps {
  readonly screen: SubjectScreen
  readonly visit: string
}

/** Its forms at the left, the chosen one to fill at the right. */
function Visit({ screen, visit }: VisitProps): ReactNode {
  const { t } = useTexts()
  const navigate = useNavigate()
  const [address] = useSearchParams()
  const forms = visitFormsOf(screen, visit)
  const wanted = address.get('form')
  const chosen = forms.find(({ form }) => form.key === wanted) ?? forms[0]
  const go = (to: VisitForm | undefined): void => {
    const { study, subject } = screen
    if (to !== undefined) void navigate(visitPath(study.id, subject.subjid, visit, to.form.key))
  }
  const place = chosen === undefined ? -1 : forms.indexOf(chosen)
  useShortcuts({
    '[': () => {
      go(forms[place - 1])
    },
    ']': () => {
      go(forms[place + 1])
    },
  })
  return (
    <>
      <VisitHead screen={screen} visit={visit} />
      <WindowMeaningNote screen={screen} visit={visit} />
      <VisitNotDone screen={screen} visit={visit} />
      <div className={css['visit']}>
        <FormList screen={screen} visit={visit} forms={forms} chosen={chosen?.form.key ?? ''} />
        <div className={css['chosen']}>
          {chosen === undefined ? (
            <EmptyState>{t('visit.noForms')}</EmptyState>
          ) : (
            <ChosenForm
              key={chosen.form.key}
              screen={screen}
              visit={visit}
              chosen={chosen}
              onNext={() => {
                go(nextIncomplete(forms, place))
              }}
            />
          )}
        </div>
      </div>
    </>
  )
}

/** The next form after a place that is not complete, going round to the first. */
function nextIncomplete(forms: readonly VisitForm[], place: number): VisitForm | undefined {
  const round = [...forms.slice(place + 1), ...forms.slice(0, place)]
  return round.find(({ state }) => state !== 'complete')
}

interface ChosenFormProps {
  readonly screen: SubjectScreen
  readonly visit: string
  readonly chosen: VisitForm
  readonly onNext: () => void
}

function ChosenForm({ screen, visit, chosen, onNext }: ChosenFormProps): ReactNode {
  const { say } = useTexts()
  const { study, subject, present } = screen
  const { form, record } = chosen
  const visitRecord = present.find((one) => one.form === 'visits' && one.visit === visit)
  return (
    <section aria-label={say(form.title)}>
      <h2 className={css['formTitle']}>{say(form.title)}</h2>
      <HeldNote screen={screen} visit={visit} form={form.key} />
      <VersionNote screen={screen} form={form} record={record} />
      <RecordForm
        form={form}
        place={{ study: study.id, subjid: subject.subjid, form: form.key, visit }}
        record={record}
        readOnly={!mayFill(screen, form, visit)}
        visitDate={visitRecord?.values.items['SVSTDAT'] ?? null}
        anchorDate={subject.anchorDate}
        schedule={study.definition.schedule}
        lesions={screen.lesions}
        checked={screen.checked}
        onNext={onNext}
        aside={<RecordMarks study={study.id} subjid={subject.subjid} record={record} />}
      >
        {ownScreen({ form, screen, visit })}
      </RecordForm>
    </section>
  )
}
