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
import { readAmendment, withVersion, type Amendment } from './read-amendment.ts'

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
        {(version !== '' || bearsOldName(read)) && (
          <VersionName before={before.version} value={version} onChange={setVersion} />
        )}
      </div>
      <Unsound read={read} />
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

function bearsOldName(read: Amendment | null): boolean {
  return read?.kind === 'faults' && read.faults.some(({ key }) => key === 'amendment.sameVersion')
}

interface VersionNameProps {
  /** Of the version before. */
  readonly before: string
  readonly value: string
  readonly onChange: (name: string) => void
}

/** The name of the next version, where the file bears that of the present one. */
function VersionName({ before, value, onChange }: VersionNameProps): ReactNode {
  const { t } = useTexts()
  return (
    <TextInput
      label={t('amend.newVersion')}
      description={t('amend.newVersionHelp', { version: before })}
      maxLength={40}
      value={value}
      onChange={(event) => {
        onChange(event.currentTarget.value)
      }}
    />
  )
}

/** Why a file cannot be published. */
function Unsound({ read }: { readonly read: Amendment | null }): ReactNode {
  const { t } = useTexts()
  if (read?.kind === 'not-json') return <Notice kind="fault">{t('amend.notJson')}</Notice>
  if (read?.kind !== 'faults') return null
  const { faults } = read
  return <DefinitionFaults said={t('amend.faults', { count: faults.length })} faults={faults} />
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
