import { useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { SignatureView } from '../../shared/api/routes/signatures.ts'
import { EmptyState } from '../kit/page.tsx'
import { brokenText, meaningText, signedText } from '../kit/signature-text.ts'
import { signaturesQuery } from '../kit/signatures.ts'
import type { SubjectScreen } from '../kit/subject-data.ts'
import type { TableColumn } from '../kit/table/columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'
import { formTitle } from './place.ts'

/** All signatures of a subject, the latest first: who, when, what for, and what broke them. @source ES-01 */
export function Manifest({ screen }: { readonly screen: SubjectScreen }): ReactNode {
  const texts = useTexts()
  const { study, subject } = screen
  const { signatures } = useSuspenseQuery(signaturesQuery(study.id, subject.subjid)).data
  if (signatures.length === 0) return <EmptyState>{texts.t('sign.noSignatures')}</EmptyState>
  const columns = columnsOf(screen, texts)
  return (
    <SortableTable name="signatures" rows={signatures.toReversed()} columns={columns}>
      {(row) => (
        <tr key={row.id}>
          {columns.map(({ key, value }) => (
            <td key={key}>{value(row)}</td>
          ))}
        </tr>
      )}
    </SortableTable>
  )
}

function columnsOf(screen: SubjectScreen, texts: Texts): readonly TableColumn<SignatureView>[] {
  const { t, tKnown } = texts
  return [
    {
      key: 'signed',
      head: t('sign.signed'),
      value: signedText,
      order: ({ signedAt }) => Date.parse(signedAt),
    },
    { key: 'covers', head: t('sign.covers'), value: (row) => coversText(screen, row, texts) },
    {
      key: 'signer',
      head: t('sign.signer'),
      value: ({ signer, role }) => `${signer}, ${tKnown(`role.${role}`)}`,
    },
    { key: 'meaning', head: t('sign.meaning'), value: (row) => meaningText(texts, row.meaning) },
    {
      key: 'state',
      head: t('sign.state'),
      value: (row) =>
        row.state === 'valid' ? `✎ ${t('sign.valid')}` : `✎\u0338 ${stateText(texts, row)}`,
      code: ({ state }) => state,
    },
  ]
}

function stateText(texts: Texts, row: SignatureView): string {
  return brokenText(texts, row) ?? texts.t('sign.broken')
}

function coversText(screen: SubjectScreen, row: SignatureView, texts: Texts): string {
  const { t } = texts
  const parts =
    row.scope === 'subject'
      ? [t('sign.wholeSubject')]
      : [
          row.visit ?? visitOf(screen, row),
          row.form === null ? '' : formTitle(screen, row.form, texts),
        ]
  const size = t('sign.valuesIn', { values: row.values })
  return [...parts.filter((part) => part !== ''), size].join(' · ')
}

/** The visit of a signed form. */
function visitOf({ records }: SubjectScreen, { record }: SignatureView): string {
  return records.find(({ id }) => id === record)?.visit ?? ''
}
