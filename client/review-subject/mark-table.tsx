import type { ReactNode } from 'react'
import { Link } from 'react-router'
import page from '../kit/page.module.css'
import type { TableColumn } from '../kit/table/columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'
import type { MarkWords } from './figure/mark.tsx'
import { WhyOf } from './why-of.tsx'

/** All that the figure shows, as rows. */
export function MarkTable({ marks }: { readonly marks: readonly MarkWords[] }): ReactNode {
  const texts = useTexts()
  return (
    <SortableTable name="marks" rows={marks} columns={columnsOf(texts)}>
      {(mark) => (
        <tr key={mark.id}>
          <td>{mark.lane}</td>
          <td>
            <Link to={mark.href}>{mark.label}</Link>
          </td>
          <td className={page['nowrap']}>{mark.dates}</td>
          <td>
            <WhyOf fact={mark.fact} label={`${mark.lane}, ${mark.label}`} />
          </td>
        </tr>
      )}
    </SortableTable>
  )
}

function columnsOf({ t }: Texts): readonly TableColumn<MarkWords>[] {
  return [
    { key: 'lane', head: t('course.lane'), value: ({ lane }) => lane },
    { key: 'mark', head: t('course.mark'), value: ({ label }) => label },
    { key: 'dates', head: t('events.dates'), value: ({ dates }) => dates },
    {
      key: 'why',
      head: t('trace.why'),
      value: ({ fact }) => ((fact ?? null) === null ? null : t('trace.why')),
    },
  ]
}
