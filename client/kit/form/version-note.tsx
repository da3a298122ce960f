import type { ReactNode } from 'react'
import type { RecordView } from '../../../shared/api/routes/subjects.ts'
import type { FormDefinition, ItemDefinition } from '../../../shared/forms/define.ts'
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts'
import { newQuestions } from '../../../shared/protocol/definition-difference.ts'
import { versionOfRecord } from '../../../shared/protocol/record-version.ts'
import { Notice } from '../page.tsx'
import { numbered, type SubjectScreen } from '../subject-data.ts'
import { useTexts } from '../texts.ts'

interface VersionNoteProps {
  readonly screen: Pick<SubjectScreen, 'versions' | 'present'>
  readonly form: FormDefinition
  /** null: the form is not saved yet. */
  readonly record: RecordView | null
}

/** What an amendment means for this form: questions that came, or a version that stays. */
export function VersionNote(props: VersionNoteProps): ReactNode {
  const { t, say } = useTexts()
  const note = versionNoteOf(props)
  if (note === null) return null
  if (note.kind === 'read-by') {
    const { number, current } = note
    return <Notice kind="note">{t('amend.readBy', { number, current })}</Notice>
  }
  const { number, questions } = note
  return (
    <Notice kind="note">
      <strong>{t('amend.since', { number, count: questions.length })}</strong>
      {': '}
      {questions.map(({ label }) => say(label)).join(' · ')}
    </Notice>
  )
}

type VersionNoteContent =
  | {
      readonly kind: 'since'
      readonly number: number
      readonly questions: readonly ItemDefinition[]
    }
  | { readonly kind: 'read-by'; readonly number: number; readonly current: number }

/**
 * The note of a form: new questions where it is asked again, or where it is filled for the first time
 * under its version; the version it is read by where that is not the one in force and says something
 * else. @source E41
 */
export function versionNoteOf({
  screen: { versions, present },
  form,
  record,
}: VersionNoteProps): VersionNoteContent | null {
  const current = versions.at(-1)
  if (current === undefined || versions.length === 1) return null
  if (record === null) return sinceNote(versions, form, lastFilled(present, form, current.number))
  const filled = numbered(record)
  const read = versionOfRecord(versions, filled)
  if (read.number !== filled.definitionVersion) {
    return sinceNote(versions, form, filled.definitionVersion)
  }
  if (read.number === current.number) return null
  const [then, now] = [read, current].map(({ definition }) =>
    definition.forms.find(({ key }) => key === form.key),
  )
  const isSame = canonicalJson(then ?? null) === canonicalJson(now ?? null)
  return isSame ? null : { kind: 'read-by', number: read.number, current: current.number }
}

/** The newest earlier version under which the subject's form was filled; null once it was under this one. */
function lastFilled(
  present: readonly RecordView[],
  form: FormDefinition,
  current: number,
): number | null {
  const filled = present
    .filter((record) => record.form === form.key)
    .map((record) => numbered(record).definitionVersion)
  const last = Math.max(0, ...filled)
  return last === 0 || last >= current ? null : last
}

function sinceNote(
  versions: SubjectScreen['versions'],
  form: FormDefinition,
  number: number | null,
): VersionNoteContent | null {
  const version = versions.find((one) => one.number === number)
  if (version === undefined) return null
  const before = version.definition.forms.find(({ key }) => key === form.key)
  const now = versions.at(-1)?.definition.forms.find(({ key }) => key === form.key) ?? form
  const questions = newQuestions(before, now)
  return questions.length === 0 ? null : { kind: 'since', number: version.number, questions }
}
