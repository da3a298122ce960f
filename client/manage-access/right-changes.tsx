import type { ReactNode } from 'react'
import type { RightChange } from '../../shared/api/routes/access.ts'
import { formatTime, NOTHING } from '../kit/format.ts'
import { Section } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import type { TableColumn } from '../kit/table/columns.ts'
import { timeColumn } from '../kit/table/date-columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'

/** Every right given, ended or verified up to the day: who, when, what it was and became, and why. */
export function RightChanges({ changes }: { readonly changes: readonly RightChange[] }): ReactNode {
  const texts = useTexts()
  const { t } = texts
  if (changes.length === 0) return null
  return (
    <Section title={t('rights.changes')}>
      <SortableTable name="changes" rows={changes} columns={columnsOf(texts)}>
        {(change) => (
          <tr key={`${change.at} ${change.act} ${change.username} ${change.role}`}>
            <td className={page['nowrap']}>{formatTime(change.at)}</td>
            <td>{texts.tKnown(`act.${change.act}`)}</td>
            <td>{change.username}</td>
            <td>{roleText(change, texts)}</td>
            <td>{byText(change, texts)}</td>
            <td>{sideText(change.before)}</td>
            <td>{sideText(change.after)}</td>
            <td>{change.reason ?? NOTHING}</td>
          </tr>
        )}
      </SortableTable>
    </Section>
  )
}

function columnsOf(texts: Texts): readonly TableColumn<RightChange>[] {
  const { t, tKnown } = texts
  return [
    timeColumn({ key: 'at', head: t('audit.when'), of: ({ at }) => at }),
    { key: 'act', head: t('audit.act'), value: ({ act }) => tKnown(`act.${act}`) },
    { key: 'person', head: t('training.person'), value: ({ username }) => username },
    { key: 'role', head: t('accounts.role'), value: (change) => roleText(change, texts) },
    { key: 'by', head: t('audit.who'), value: (change) => byText(change, texts) },
    { key: 'before', head: t('rights.before'), value: ({ before }) => sideText(before) },
    { key: 'after', head: t('rights.after'), value: ({ after }) => sideText(after) },
    { key: 'reason', head: t('audit.reason'), value: ({ reason }) => reason },
  ]
}

function roleText({ role, site }: RightChange, { t, tKnown }: Texts): string {
  return `${tKnown(`role.${role}`)} · ${site ?? t('accounts.allSites')}`
}

function byText({ by }: RightChange, { tKnown }: Texts): string {
  const part = tKnown(`role.${by}`)
  return part === `role.${by}` ? by : part
}

/** From when to when a right held, in the reader's zone. */
function sideText(side: string | null): string {
  if (side === null) return NOTHING
  return side.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (time) => formatTime(time))
}
