import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Signing } from '../../shared/api/routes/signatures.ts'
import type { RecordView } from '../../shared/api/routes/subjects.ts'
import type { ItemDefinition, RowValues } from '../../shared/forms/define.ts'
import type { Language } from '../../shared/kernel/bilingual.ts'
import { valueText } from '../kit/form/value-text.ts'
import { formOfRecord, type SubjectScreen } from '../kit/subject-data.ts'
import { historyPath } from '../kit/subject-paths.ts'
import { useTexts } from '../kit/texts.ts'
import { formTitle } from './place.ts'
import css from './sign.module.css'
import type { SigningPartProps } from './signing-part.ts'

/** All that is signed, form by form with its values; folded where changes were shown before it. */
export function Covered({ screen, signing }: SigningPartProps): ReactNode {
  const { t } = useTexts()
  const { forms, values, covered, since } = signing
  return (
    <details className={css['covered']} open={since === null && covered.length <= 1}>
      <summary>{t('sign.all', { forms, values })}</summary>
      <ul>
        {covered.map((one) => (
          <CoveredForm key={one.record} screen={screen} one={one} />
        ))}
      </ul>
    </details>
  )
}

interface CoveredFormProps {
  readonly screen: SubjectScreen
  readonly one: Signing['covered'][number]
}

function CoveredForm({ screen, one }: CoveredFormProps): ReactNode {
  const texts = useTexts()
  const { t } = texts
  const { visit, form, rowKey, values } = one
  const record = screen.records.find(({ id }) => id === one.record) ?? null
  const name = [visit, formTitle(screen, form, texts), rowKey]
  return (
    <li>
      <details open={screen.records.length <= 1}>
        <summary>
          {name.filter((part) => part !== null && part !== '').join(' · ')}{' '}
          <span className={css['soft']}>{t('sign.valuesIn', { values })}</span>
        </summary>
        {record !== null && <Values screen={screen} record={record} />}
      </details>
    </li>
  )
}

function Values(props: { readonly screen: SubjectScreen; readonly record: RecordView }): ReactNode {
  const { t, say, language } = useTexts()
  const { screen, record } = props
  const form = formOfRecord(screen, record.form, record)
  const { items, rows } = record.values
  const shown = (row: Readonly<Record<string, string>>, of: typeof form) =>
    [...(of?.items ?? []), ...(of?.group?.items ?? [])]
      .filter(({ key }) => (row[key] ?? row[`${key}_REASND`] ?? '') !== '')
      .map((item) => ({
        key: item.key,
        label: say(item.label),
        text: textOf(item, row, language),
      }))
  return (
    <>
      {[items, ...rows].map((row, at) => (
        <dl key={at} className={css['values']}>
          {shown(row, form).map(({ key, label, text }) => (
            <div key={key}>
              <dt>{label}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      ))}
      <Link to={historyPath(screen.study.id, screen.subject.subjid, record.id)}>
        {t('form.history', { version: record.version })}
      </Link>
    </>
  )
}

/** The value with the unit of its question. */
function textOf(item: ItemDefinition, row: RowValues, language: Language): string {
  const text = valueText(item, row, language)
  const unit = 'unit' in item && (row[item.key] ?? '') !== '' ? item.unit : undefined
  return unit === undefined ? text : `${text} ${unit}`
}
