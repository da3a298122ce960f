import type { ReactNode } from 'react'
import type { WorkEntry, WorkPart, WorkValue } from '../../../shared/api/routes/verification.ts'
import {
  reasonKey,
  type FormDefinition,
  type ItemDefinition,
} from '../../../shared/forms/define.ts'
import { valueText } from '../../kit/form/value-text.ts'
import { formatTime, NOTHING } from '../../kit/format.ts'
import { itemLabel } from '../../kit/item-label.ts'
import { useTexts, type Texts } from '../../kit/texts.ts'
import css from './worklist.module.css'

interface WorkValuesProps {
  readonly form: FormDefinition | undefined
  readonly entry: WorkEntry
  readonly part: WorkPart
}

/** The values of a line with label and unit; where one changed since it was verified, the former one too. */
export function WorkValues({ form, entry, part }: WorkValuesProps): ReactNode {
  const shown =
    part.item === ''
      ? entry.values
      : entry.values.filter(
          ({ item, groupRow }) => item === part.item && groupRow === part.groupRow,
        )
  return (
    <dl className={css['values']} data-whole={part.item === '' ? true : undefined}>
      {shown.map((value) => (
        <OneValue
          key={JSON.stringify([value.item, value.groupRow])}
          form={form}
          part={part}
          value={value}
        />
      ))}
    </dl>
  )
}

interface OneValueProps {
  readonly form: FormDefinition | undefined
  readonly part: WorkPart
  readonly value: WorkValue
}

function OneValue({ form, part, value }: OneValueProps): ReactNode {
  const texts = useTexts()
  const { t, say } = texts
  const item = itemOf(form, value.item)
  const now = wordsFor(item, value, texts)
  return (
    <div className={css['value']} data-changed={value.was === null ? undefined : true}>
      <dt>
        {say(itemLabel(form, value.item))}
        {value.groupRow !== '' && (
          <span className={css['row']}> {value.groupRow.split('|').join(' · ')}</span>
        )}
      </dt>
      <dd>
        <span className={css['now']}>{now}</span>
        {value.was !== null && (
          <span className={css['was']}>
            {t('worklist.was', {
              value: wordsFor(item, { ...value, ...value.was }, texts),
              who: part.verifiedBy ?? '',
              when: formatTime(part.verifiedAt),
            })}
          </span>
        )}
      </dd>
    </div>
  )
}

function itemOf(form: FormDefinition | undefined, key: string): ItemDefinition | undefined {
  return [...(form?.items ?? []), ...(form?.group?.items ?? [])].find((item) => item.key === key)
}

/** A value as people read it, with its unit, or the reason for its absence. */
function wordsFor(
  item: ItemDefinition | undefined,
  { item: key, value, reason }: Pick<WorkValue, 'item' | 'value' | 'reason'>,
  { language }: Texts,
): string {
  if (item === undefined) return value ?? NOTHING
  const row = { [key]: value ?? '', [reasonKey(key)]: reason ?? '' }
  const unit = 'unit' in item && value !== null ? ` ${item.unit ?? ''}` : ''
  return `${valueText(item, row, language)}${unit}`
}
