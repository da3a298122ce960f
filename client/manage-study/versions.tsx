import { Button } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { StudyVersion } from '../../shared/api/routes/amendments.ts'
import type { Study } from '../../shared/api/routes/studies.ts'
import { definitionDifference } from '../../shared/protocol/definition-difference.ts'
import { formatDate, formatTime, NOTHING } from '../kit/format.ts'
import { Section } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import type { TableColumn } from '../kit/table/columns.ts'
import { timeColumn } from '../kit/table/date-columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'
import { useVersions } from '../kit/versions.ts'
import { ApproveVersion } from './approve-version.tsx'
import { DifferenceTable } from './difference-table.tsx'
import { PublishVersion } from './publish-version.tsx'
import { versionsQuery } from './queries.ts'
import css from './versions.module.css'

/** The versions of a study's definition: where each is in force, what it changed, and the next one. */
export function Versions({ study }: { readonly study: Study }): ReactNode {
  const texts = useTexts()
  const { t } = texts
  const { versions } = useSuspenseQuery(versionsQuery(study.id)).data
  const [compared, setCompared] = useState<number | null>(null)
  const newest = versions[0]
  return (
    <Section title={t('amend.title')}>
      <p>{t('amend.intro')}</p>
      <SortableTable
        name="versions"
        rows={versions}
        columns={columnsOf(texts)}
        actions={t('form.rowActions')}
      >
        {(version) => (
          <VersionRow
            key={version.number}
            version={version}
            compared={compared === version.number}
            onCompare={(on) => {
              setCompared(on ? version.number : null)
            }}
          />
        )}
      </SortableTable>
      {compared !== null && <Difference study={study} number={compared} />}
      <ApproveVersion study={study} versions={versions} />
      {newest !== undefined && <PublishVersion study={study} newest={newest.number} />}
    </Section>
  )
}

function columnsOf(texts: Texts): readonly TableColumn<StudyVersion>[] {
  const { t } = texts
  return [
    { key: 'number', head: t('amend.number'), value: ({ number }) => number },
    { key: 'version', head: t('amend.version'), value: ({ version }) => version },
    timeColumn({ key: 'published', head: t('amend.published'), of: (one) => one.publishedAt }),
    { key: 'note', head: t('amend.note'), value: ({ note }) => note },
    {
      key: 'inForce',
      head: t('amend.inForce'),
      value: ({ sites }) =>
        sites.length === 0
          ? t('amend.nowhere')
          : sites.map((one) => siteText(one, texts)).join('; '),
    },
  ]
}

/** Since when a version is in force at a site, or will be. */
function siteText(
  { site, effectiveFrom, inForce }: StudyVersion['sites'][number],
  { t, language }: Texts,
): string {
  const from = `${site} ${t('amend.from', { date: formatDate(effectiveFrom, language) })}`
  return inForce ? from : `${from} (${t('amend.notInForce')})`
}

interface VersionRowProps {
  readonly version: StudyVersion
  readonly compared: boolean
  readonly onCompare: (on: boolean) => void
}

function VersionRow({ version, compared, onCompare }: VersionRowProps): ReactNode {
  const { t } = useTexts()
  const { number, sites, note, publishedAt, publishedBy } = version
  return (
    <tr>
      <th scope="row">{number}</th>
      <td title={version.hash}>{version.version}</td>
      <td>
        {formatTime(publishedAt)}
        {publishedBy !== null && <div className={page['soft']}>{publishedBy}</div>}
      </td>
      <td className={css['note']}>{note ?? NOTHING}</td>
      <td>{sites.length === 0 ? t('amend.nowhere') : <Sites sites={sites} />}</td>
      <td>
        {number > 1 && (
          <Button
            variant="default"
            size="compact-xs"
            aria-expanded={compared}
            onClick={() => {
              onCompare(!compared)
            }}
          >
            {compared ? t('amend.hide') : t('amend.compare', { number: number - 1 })}
          </Button>
        )}
      </td>
    </tr>
  )
}

function Sites({ sites }: Pick<StudyVersion, 'sites'>): ReactNode {
  const { t, language } = useTexts()
  return (
    <ul className={css['sites']}>
      {sites.map(({ site, effectiveFrom, inForce, reason }) => (
        <li key={site} title={reason ?? undefined}>
          {inForce ? '● ' : '▢ '}
          {site} {t('amend.from', { date: formatDate(effectiveFrom, language) })}
          {!inForce && <span className={page['soft']}> ({t('amend.notInForce')})</span>}
        </li>
      ))}
    </ul>
  )
}

function Difference(props: { readonly study: Study; readonly number: number }): ReactNode {
  const { t } = useTexts()
  const versions = useVersions(props.study, props.number)
  const [before, after] = versions.slice(-2)
  if (before === undefined || after === undefined) return null
  const changes = definitionDifference(before.definition, after.definition)
  return (
    <>
      <h3>{t('amend.difference', { number: before.number, count: changes.length })}</h3>
      <DifferenceTable changes={changes} after={after.definition} />
    </>
  )
}
