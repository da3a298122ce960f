import { Button, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState, type ReactNode } from 'react'
import { publishVersion } from '../../shared/api/routes/amendments.ts'
import type { Study } from '../../shared/api/routes/studies.ts'
import { definitionDifference } from '../../shared/protocol/definition-difference.ts'
import { call } from '../kit/http.ts'
import { Notice } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { useTexts } from '../kit/texts.ts'
import { useVersions } from '../kit/versions.ts'
import { DefinitionFaults } from './definition-faults.tsx'
import { DefinitionFile } from './definition-file.tsx'
import { DifferenceTable } from './difference-table.tsx'
import { readAmendment, withVersion } from './read-amendment.ts'

interface PublishVersionProps {
  readonly study: Study
  /** Number of the newest version. */
  readonly newest: number
}

/** An amended definition from a file: its faults, then what it changes, then its publication. */
export function PublishVersion({ study, newest }: PublishVersionProps): ReactNode {
  const { t } = useTexts()
  const before = useVersions(study, newest).at(-1)?.definition ?? study.definition
  const [text, setText] = useState<string | null>(null)
  const [round, setRound] = useState(0)
  const [version, setVersion] = useState('')
  const read = useMemo(
    () => (text === null ? null : readAmendment(withVersion(text, version), before)),
    [text, version, before],
  )
  const bearsOldName =
    version !== '' ||
    (read?.kind === 'faults' && read.faults.some(({ key }) => key === 'amendment.sameVersion'))
  return (
    <section aria-label={t('amend.new')}>
      <h3>{t('amend.new')}</h3>
      <div className={page['fields']}>
        <DefinitionFile
          key={round}
          label={t('amend.file')}
          help={t('amend.fileHelp')}
          base={{ definition: { ...before } }}
          onChosen={(choice) => {
            setText(choice.kind === 'ready' ? choice.text : null)
            setVersion('')
          }}
        />
        {bearsOldName && (
          <TextInput
            label={t('amend.newVersion')}
            description={t('amend.newVersionHelp', { version: before.version })}
            maxLength={40}
            value={version}
            onChange={(event) => {
              setVersion(event.currentTarget.value)
            }}
          />
        )}
      </div>
      {read?.kind === 'not-json' && <Notice kind="fault">{t('amend.notJson')}</Notice>}
      {read?.kind === 'faults' && (
        <DefinitionFaults
          said={t('amend.faults', { count: read.faults.length })}
          faults={read.faults}
        />
      )}
      {read?.kind === 'sound' && (
        <Publication
          key={text}
          study={study}
          newest={newest}
          changes={definitionDifference(before, read.definition)}
          definition={read.definition}
          onDone={() => {
            setText(null)
            setRound(round + 1)
          }}
        />
      )}
    </section>
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
