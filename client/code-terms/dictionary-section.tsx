import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { formatTime } from '../kit/format.ts'
import { Section } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { usePermissions } from '../kit/session.ts'
import type { TableColumn } from '../kit/table/columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'
import { LoadRelease } from './load-release.tsx'
import type { Dictionaries } from './queries.ts'

interface DictionarySectionProps {
  readonly study: string
  readonly dictionaries: Dictionaries
}

/** Releases that were loaded, and the way to load one. */
export function DictionarySection({ study, dictionaries }: DictionarySectionProps): ReactNode {
  const { t } = useTexts()
  const may = usePermissions()
  const [loading, setLoading] = useState(false)
  return (
    <Section title={t('coding.dictionaries')}>
      {dictionaries.length === 0 ? (
        <p className={page['soft']}>{t('coding.noDictionary')}</p>
      ) : (
        <DictionaryTable dictionaries={dictionaries} />
      )}
      {may('coding.write', { study }) &&
        (loading ? (
          <LoadRelease
            study={study}
            onDone={() => {
              setLoading(false)
            }}
          />
        ) : (
          <Button
            variant="default"
            size="compact-sm"
            mt={8}
            onClick={() => {
              setLoading(true)
            }}
          >
            {t('coding.load')} …
          </Button>
        ))}
    </Section>
  )
}

function DictionaryTable({ dictionaries }: { readonly dictionaries: Dictionaries }): ReactNode {
  const texts = useTexts()
  const { t } = texts
  return (
    <SortableTable name="releases" rows={dictionaries} columns={columnsOf(texts)}>
      {(one) => (
        <tr key={one.id}>
          <td>{t(`coding.kind.${one.kind}`)}</td>
          <td>{one.release}</td>
          <td className={page['number']}>{one.terms}</td>
          <td>{t('coding.by', { who: one.loadedBy, when: formatTime(one.loadedAt) })}</td>
          <td>{t(one.current ? 'coding.current' : 'coding.earlier')}</td>
        </tr>
      )}
    </SortableTable>
  )
}

function columnsOf({ t }: Texts): readonly TableColumn<Dictionaries[number]>[] {
  return [
    { key: 'kind', head: t('coding.kind'), value: ({ kind }) => t(`coding.kind.${kind}`) },
    { key: 'release', head: t('coding.release'), value: ({ release }) => release },
    { key: 'terms', head: t('coding.terms'), numeric: true, value: ({ terms }) => terms },
    {
      key: 'loaded',
      head: t('coding.loaded'),
      value: ({ loadedBy: who, loadedAt }) => t('coding.by', { who, when: formatTime(loadedAt) }),
      order: ({ loadedAt }) => loadedAt,
    },
    {
      key: 'state',
      head: t('coding.state'),
      value: ({ current }) => t(current ? 'coding.current' : 'coding.earlier'),
    },
  ]
}
