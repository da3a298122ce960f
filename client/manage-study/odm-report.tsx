import { Button, Checkbox } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { ResponseOf } from '../../shared/api/define.ts'
import type { OdmReportLine, readOdmDefinition } from '../../shared/api/routes/odm.ts'
import { saveFile } from '../kit/take-file.ts'
import type { TableColumn } from '../kit/table/columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'
import { DefinitionFaults } from './definition-faults.tsx'
import css from './versions.module.css'

interface OdmReportProps {
  readonly read: ResponseOf<typeof readOdmDefinition>
  /** Whether the person has confirmed that the definition is to be used. */
  readonly onSeen: (seen: boolean) => void
}

/** What an ODM file gives: how much, what did not come over, and what stands against using it. */
export function OdmReport({ read, onSeen }: OdmReportProps): ReactNode {
  const texts = useTexts()
  const { t } = texts
  const { definition, report, faults } = read
  const { forms, schedule } = definition
  const visits = schedule.single.length + schedule.repeating.length
  return (
    <section className={css['report']} aria-label={t('odm.import.report')}>
      <p>{t('odm.import.gives', { forms: forms.length, visits })}</p>
      {report.length === 0 ? (
        <p>{t('odm.import.all')}</p>
      ) : (
        <>
          <h4>{t('odm.import.report')}</h4>
          <SortableTable name="odm-report" rows={report} columns={columnsOf(texts)}>
            {(line) => <ReportRow key={JSON.stringify(line)} line={line} />}
          </SortableTable>
        </>
      )}
      {faults.length > 0 && (
        <DefinitionFaults said={t('odm.import.faults', { count: faults.length })} faults={faults} />
      )}
      <p>
        <Button
          variant="default"
          onClick={() => {
            const text = JSON.stringify(definition, null, 2)
            saveFile(new Blob([text], { type: 'application/json' }), `${definition.key}.json`)
          }}
        >
          {t('odm.import.save')}
        </Button>
      </p>
      {faults.length === 0 && <Seen onSeen={onSeen} />}
    </section>
  )
}

function columnsOf({ t, tKnown }: Texts): readonly TableColumn<OdmReportLine>[] {
  return [
    {
      key: 'kind',
      head: t('odm.import.kind'),
      value: ({ kind }) => t(`odm.report.kind.${kind}`),
      code: ({ kind }) => kind,
    },
    { key: 'line', head: t('odm.import.line'), value: ({ line }) => line, numeric: true },
    { key: 'place', head: t('odm.import.place'), value: ({ place }) => place },
    {
      key: 'what',
      head: t('odm.import.what'),
      value: ({ key, params }) => tKnown(key, params),
    },
  ]
}

function ReportRow({ line: { kind, line, place, key, params } }: { readonly line: OdmReportLine }) {
  const { t, tKnown } = useTexts()
  return (
    <tr>
      <td>{t(`odm.report.kind.${kind}`)}</td>
      <td style={{ textAlign: 'right' }}>{line}</td>
      <td className={css['value']}>{place}</td>
      <td>{tKnown(key, params)}</td>
    </tr>
  )
}

function Seen({ onSeen }: Pick<OdmReportProps, 'onSeen'>): ReactNode {
  const { t } = useTexts()
  const [seen, setSeen] = useState(false)
  return (
    <Checkbox
      label={t('odm.import.seen')}
      checked={seen}
      onChange={(event) => {
        setSeen(event.currentTarget.checked)
        onSeen(event.currentTarget.checked)
      }}
    />
  )
}
