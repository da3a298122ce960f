import { Button, FileInput, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { publishVersion } from '../../shared/api/routes/amendments.ts'
import type { Study } from '../../shared/api/routes/studies.ts'
import { definitionDifference } from '../../shared/protocol/definition-difference.ts'
import { call } from '../kit/http.ts'
import { Notice } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { useTexts } from '../kit/texts.ts'
import { useVersions } from '../kit/versions.ts'
import { DifferenceTable } from './difference-table.tsx'
import { readAmendment, type Amendment } from './read-amendment.ts'

interface PublishVersionProps {
  readonly study: Study
  /** Number of the newest version. */
  readonly newest: number
}

/** An amended definition from a file: its faults, then what it changes, then its publication. */
export function PublishVersion({ study, newest }: PublishVersionProps): ReactNode {
  const { t } = useTexts()
  const before = useVersions(study, newest).at(-1)?.definition ?? study.definition
  const [file, setFile] = useState<File | null>(null)
  const [read, setRead] = useState<Amendment | null>(null)
  const choose = (chosen: File | null): void => {
    setFile(chosen)
    setRead(null)
    void chosen?.text().then((text) => {
      setRead(readAmendment(text, before))
    })
  }
  return (
    <section aria-label={t('amend.new')}>
      <h3>{t('amend.new')}</h3>
      <div className={page['fields']}>
        <FileInput
          label={t('amend.file')}
          description={t('amend.fileHelp')}
          accept="application/json,.json"
          clearable
          value={file}
          onChange={choose}
        />
      </div>
      {read?.kind === 'not-json' && <Notice kind="fault">{t('amend.notJson')}</Notice>}
      {read?.kind === 'faults' && <Faults faults={read.faults} />}
      {read?.kind === 'sound' && (
        <Publication
          key={file?.lastModified}
          study={study}
          newest={newest}
          changes={definitionDifference(before, read.definition)}
          definition={read.definition}
          onDone={() => {
            choose(null)
          }}
        />
      )}
    </section>
  )
}

function Faults({
  faults,
}: {
  readonly faults: Extract<Amendment, { kind: 'faults' }>['faults']
}): ReactNode {
  const { t, tKnown } = useTexts()
  return (
    <Notice kind="fault">
      {t('amend.faults', { count: faults.length })}
      <ul>
        {faults.slice(0, 50).map(({ pointer, key, params }) => (
          <li key={`${pointer} ${key}`}>
            <code>{pointer}</code> {tKnown(key, params)}
          </li>
        ))}
      </ul>
    </Notice>
  )
}

interface PublicationProps extends PublishVersionProps {
  readonly changes: ReturnType<typeof definitionDifference>
  readonly definition: Study['definition']
  readonly onDone: () => void
}

function Publication(props: PublicationProps): ReactNode {
  const { study, newest, changes, definition, onDone } = props
  const { t } = useTexts()
  const [note, setNote] = useState('')
  const client = useQueryClient()
  const publishing = useMutation({
    mutationFn: () =>
      call(publishVersion, {
        params: { study: study.id },
        version: newest,
        body: { definition: { ...definition }, note },
      }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['study', study.id] })
      onDone()
    },
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        publishing.mutate()
      }}
    >
      <h4>{t('amend.difference', { number: newest, count: changes.length })}</h4>
      <DifferenceTable changes={changes} after={definition} />
      <div className={page['fields']}>
        <Textarea
          label={`${t('amend.reason')} *`}
          autosize
          minRows={2}
          value={note}
          onChange={(event) => {
            setNote(event.currentTarget.value)
          }}
        />
        <Button type="submit" loading={publishing.isPending} disabled={note.trim() === ''}>
          {t('amend.publish', { version: definition.version })}
        </Button>
      </div>
      <ProblemNotice error={publishing.error} />
    </form>
  )
}
