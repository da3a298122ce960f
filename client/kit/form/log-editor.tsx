import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { RecordView } from '../../../shared/api/routes/subjects.ts'
import type { FormDefinition, FormValues } from '../../../shared/forms/define.ts'
import { formOfRecord, type SubjectScreen } from '../subject-data.ts'
import { useTexts } from '../texts.ts'
import { RecordMarks } from './record-marks.tsx'
import css from './log.module.css'
import { RecordForm } from './record-form.tsx'
import { VersionNote } from './version-note.tsx'
import { RemovalBox } from './removal-box.tsx'

interface LogEditorProps {
  readonly form: FormDefinition
  readonly screen: SubjectScreen
  readonly readOnly: boolean
  readonly body?: ReactNode
  /** null: a new entry. */
  readonly record: RecordView | null
  /** What a new entry begins with; null: nothing. */
  readonly prefilled: FormValues | null
  /** The person closes it; what is typed may not be saved. */
  readonly onClose: () => void
  /** The new entry is saved, or the entry is removed. */
  readonly onDone: () => void
}

/** One entry of a log, opened to read, add or change it. */
export function LogEditor(props: LogEditorProps): ReactNode {
  const { t } = useTexts()
  const { form, screen, readOnly, record, onClose, onDone } = props
  const place = { study: screen.study.id, subjid: screen.subject.subjid }
  const changing = readOnly ? t('log.look') : t('log.change')
  const title = record === null ? t('log.new') : changing
  return (
    <section className={css['editor']} aria-label={title}>
      <div className={css['editorHead']}>
        <h3 data-editor-title tabIndex={-1}>
          {title}
        </h3>
        <Button variant="default" size="compact-xs" onClick={onClose}>
          {t('frame.close')}
        </Button>
      </div>
      <VersionNote screen={screen} form={form} record={record} />
      <RecordForm
        form={formOfRecord(screen, form.key, record) ?? form}
        place={{ ...place, form: form.key, visit: null }}
        record={record}
        {...(props.prefilled === null ? {} : { prefilled: props.prefilled })}
        readOnly={readOnly}
        visitDate={null}
        anchorDate={screen.subject.anchorDate}
        lesions={screen.lesions}
        checked={screen.checked}
        onSaved={() => {
          if (record === null) onDone()
        }}
        aside={<RecordMarks {...place} record={record} />}
      >
        {props.body}
      </RecordForm>
      {record !== null && !readOnly && <RemovalBox {...place} record={record} onRemoved={onDone} />}
    </section>
  )
}
