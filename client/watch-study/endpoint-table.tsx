import { Checkbox } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { LiveView } from '../../shared/api/routes/live.ts'
import type { Study } from '../../shared/api/routes/studies.ts'
import type { EndpointRow } from '../../shared/endpoints/results.ts'
import { endpointLabel, resultText } from '../kit/endpoint-text.ts'
import page from '../kit/page.module.css'
import type { TableColumn } from '../kit/table/columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'
import { Counts, Estimate } from './number-links.tsx'

interface EndpointTableProps {
  readonly study: Study
  readonly endpoints: LiveView['endpoints']
}

/** Every endpoint of the subjects asked for, and each cohort of them. */
export function EndpointTable({ study, endpoints }: EndpointTableProps): ReactNode {
  const texts = useTexts()
  const { conventions } = study.definition
  const [byCohort, setByCohort] = useState(false)
  const divided = endpoints.some(({ cohort }) => cohort !== null)
  const rows = byCohort ? endpoints : endpoints.filter(({ cohort }) => cohort === null)
  return (
    <>
      {divided && (
        <Checkbox
          size="xs"
          label={texts.t('live.byCohort')}
          checked={byCohort}
          onChange={(event) => {
            setByCohort(event.currentTarget.checked)
          }}
        />
      )}
      <SortableTable name="endpoints" rows={rows} columns={columnsOf(study, texts)}>
        {(row) => (
          <tr key={`${row.id} ${row.cohort ?? ''}`}>
            <th scope="row">{endpointLabel(study.definition.endpoints, row.id, texts)}</th>
            <td title={cohortName(study, row, texts)} className={page['nowrap']}>
              {row.cohort ?? texts.t('results.pooled')}
            </td>
            <td className={page['nowrap']}>{row.criteria}</td>
            <td>{texts.t(`live.pop.${row.population}`)}</td>
            <td className={page['nowrap']}>
              <Counts study={study} row={row} />
            </td>
            <td className={row.kind === 'distribution' ? undefined : page['nowrap']}>
              <Estimate study={study} row={row} />
            </td>
            <td className={page['nowrap']}>
              {resultText(row, conventions.monthDays, texts).limits}
            </td>
          </tr>
        )}
      </SortableTable>
    </>
  )
}

function cohortName({ definition }: Study, { cohort }: EndpointRow, { t, say }: Texts): string {
  if (cohort === null) return t('results.pooled')
  const known = definition.cohorts.find(({ key }) => key === cohort)
  return known === undefined ? cohort : say(known.label)
}

function columnsOf(study: Study, texts: Texts): readonly TableColumn<EndpointRow>[] {
  const { t } = texts
  const result = (row: EndpointRow) =>
    resultText(row, study.definition.conventions.monthDays, texts)
  return [
    {
      key: 'endpoint',
      head: t('results.endpoint'),
      value: ({ id }) => endpointLabel(study.definition.endpoints, id, texts),
      code: ({ id }) => id,
    },
    {
      key: 'cohort',
      head: t('subjects.cohort'),
      value: ({ cohort }) => cohort ?? t('results.pooled'),
      code: ({ cohort }) => cohort ?? '',
    },
    { key: 'criteria', head: t('results.criteria'), value: ({ criteria }) => criteria },
    {
      key: 'population',
      head: t('results.population'),
      value: ({ population }) => t(`live.pop.${population}`),
      code: ({ population }) => population,
    },
    { key: 'counts', head: t('results.counts'), value: (row) => result(row).counts },
    { key: 'estimate', head: t('results.estimate'), value: (row) => result(row).figure },
    { key: 'limits', head: t('results.limits'), value: (row) => result(row).limits },
  ]
}
