import type { ReactNode } from 'react'
import type { ChangedForm } from '../../shared/api/routes/signatures.ts'
import { reasonKey, type FormDefinition, type ItemDefinition } from '../../shared/forms/define.ts'
import { valueText } from '../kit/form/value-text.ts'
import { NOTHING } from '../kit/format.ts'
import { itemLabel } from '../kit/item-label.ts'
import page from '../kit/page.module.css'
import { findForm, type SubjectScreen } from '../kit/subject-data.ts'
import type { TableColumn } from '../kit/table/columns.ts'
import { timeColumn } from '../kit/table/date-columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'
import { formTitle } from './place.ts'
import type { SigningPartProps } from './signing-part.ts'

/** One value that is another one now. */
type ChangedValue = Omit<ChangedForm, 'items'> & ChangedForm['items'][number]

/** Item by item what changed: former and new value, by whom, when and why. */
export function ChangedTable({ screen, signing }: SigningPartProps): ReactNode {
  const texts = useTexts()
  const rows = signing.changes.flatMap(({ items, ...form }): readonly ChangedValue[] =>
    items.map((item) => ({ ...form, ...item })),
  )
  const columns = columnsOf(screen, texts)
  return (
    <SortableTable name="changed" rows={rows} columns={columns} first={100}>
      {(row) => (
        <tr key={`${row.record} ${row.pointer}`}>
          {columns.map(({ key, value }) => (
            <td key={key} className={key === 'when' ? page['nowrap'] : undefined}>
              {value(row) ?? NOTHING}
            </td>
          ))}
        </tr>
      )}
    </SortableTable>
  )
}

function columnsOf(screen: SubjectScreen, texts: Texts): readonly TableColumn<ChangedValue>[] {
  const { t, tKnown } = texts
  return [
    {
      key: 'form',
      head: t('sign.form'),
      value: ({ visit, form, kind }) =>
        [
          ...(visit === null ? [] : [visit]),
          formTitle(screen, form, texts),
          ...(kind === 'removed' ? [t('sign.kind.removed')] : []),
        ].join(' · '),
    },
    { key: 'item', head: t('sign.item'), value: (row) => itemText(screen, row, texts) },
    {
      key: 'before',
      head: t('sign.before'),
      value: (row) => sideText(screen, row, 'before', texts),
    },
    { key: 'after', head: t('sign.after'), value: (row) => sideText(screen, row, 'after', texts) },
    {
      key: 'who',
      head: t('sign.who'),
      value: ({ by, role }) => [by, tKnown(`role.${role}`)].filter(isWord).join(', '),
    },
    timeColumn({ key: 'when', head: t('sign.when'), of: ({ at }) => at }),
    { key: 'reason', head: t('sign.reason'), value: ({ reason }) => reason },
  ]
}

/** The program has a part in place of a role, which has no words of its own. */
function isWord(text: string): boolean {
  return text !== '' && !text.startsWith('role.')
}

function itemText(screen: SubjectScreen, row: ChangedValue, { t, say }: Texts): string {
  if (row.pointer === '/removed') return t('sign.removed')
  if (row.pointer === '/derivation/reopened') return t('sign.reopened')
  const label = say(itemLabel(findForm(screen.study, row.form), row.item))
  return row.row === '' ? label : `${row.row} · ${label}`
}

function sideText(
  screen: SubjectScreen,
  row: ChangedValue,
  side: 'before' | 'after',
  { t, language }: Texts,
): string {
  if (row.redacted.includes(side)) return t('sign.hidden')
  const text = row[side] ?? ''
  if (text === '') return t('sign.nothing')
  const item = itemOf(findForm(screen.study, row.form), row.item)
  return item === undefined ? text : valueText(item, { [row.item]: text }, language)
}

/** The item of a value, or of the reason why it is empty. */
function itemOf(form: FormDefinition | undefined, key: string): ItemDefinition | undefined {
  const items = [...(form?.items ?? []), ...(form?.group?.items ?? [])]
  return items.find((item) => item.key === key || reasonKey(item.key) === key)
}
