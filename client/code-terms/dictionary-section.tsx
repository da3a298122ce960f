import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { formatTime } from '../kit/format.ts'
import { Section } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { usePermissions } from '../kit/session.ts'
import { useTexts } from '../kit/texts.ts'
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
  const { t } = useTexts()
  return (
    <div className={page['tableWrap']}>
      <table className={page['table']}>
        <thead>
          <tr>
            <th scope="col">{t('coding.kind')}</th>
            <th scope="col">{t('coding.release')}</th>
            <th scope="col" className={page['number']}>
              {t('coding.terms')}
            </th>
            <th scope="col">{t('coding.loaded')}</th>
            <th scope="col">{t('coding.state')}</th>
          </tr>
        </thead>
        <tbody>
          {dictionaries.map((one) => (
            <tr key={one.id}>
              <td>{t(`coding.kind.${one.kind}`)}</td>
              <td>{one.release}</td>
              <td className={page['number']}>{one.terms}</td>
              <td>{t('coding.by', { who: one.loadedBy, when: formatTime(one.loadedAt) })}</td>
              <td>{t(one.current ? 'coding.current' : 'coding.earlier')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
