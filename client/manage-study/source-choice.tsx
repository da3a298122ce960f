import { Select } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useMemo, type ReactNode } from 'react'
import type { BodyInputOf } from '../../shared/api/define.ts'
import type { createStudy } from '../../shared/api/routes/studies.ts'
import { Notice } from '../kit/page.tsx'
import { useTexts } from '../kit/texts.ts'
import { DefinitionFaults } from './definition-faults.tsx'
import { DefinitionFile, type FileChoice } from './definition-file.tsx'
import { protocolsQuery } from './queries.ts'
import { readDefinition } from './read-amendment.ts'

/** What a study is opened on: a built-in protocol, or what a file says. */
export interface StudySource {
  readonly protocol: string | null
  readonly file: FileChoice
}

type OpenedFrom = Pick<BodyInputOf<typeof createStudy>, 'protocol' | 'definition'>

/** What is sent; null while something is missing. A file that was chosen is never passed over. */
export function openedFrom({ protocol, file }: StudySource): OpenedFrom | null {
  if (file.kind === 'none') return protocol === null ? null : { protocol }
  if (file.kind === 'unready') return null
  const read = readDefinition(file.text)
  return read.kind === 'sound' ? { definition: { ...read.definition } } : null
}

interface SourceChoiceProps {
  readonly source: StudySource
  readonly onChange: (source: StudySource) => void
  /** Whether the study was to be opened: then it is said what is missing. */
  readonly asked: boolean
}

/** Chooses the protocol, the file, or both: what an ODM file has stands on top of the protocol. */
export function SourceChoice({ source, onChange, asked }: SourceChoiceProps): ReactNode {
  const { t, say } = useTexts()
  const { protocols } = useSuspenseQuery(protocolsQuery).data
  const { protocol, file } = source
  const missing = asked && protocol === null && file.kind === 'none'
  return (
    <>
      <Select
        label={`${t('study.protocol')} *`}
        data={protocols.map(({ key, title }) => ({ value: key, label: say(title) }))}
        value={protocol}
        clearable
        onChange={(next) => {
          // What a file adds was read for the protocol before: it has to be chosen again.
          onChange({ protocol: next, file: { kind: 'none' } })
        }}
        error={missing ? t('study.protocolMissing') : undefined}
      />
      <DefinitionFile
        key={protocol}
        label={t('odm.import.choose')}
        help={[t('odm.import.chooseHelp'), protocol === null ? t('odm.import.base') : ''].join(' ')}
        base={protocol === null ? {} : { protocol }}
        onChosen={(next) => {
          onChange({ protocol, file: next })
        }}
      />
      {asked && file.kind === 'unready' && <p role="alert">{t('odm.import.seenMissing')}</p>}
      {file.kind === 'ready' && <OwnFaults text={file.text} />}
    </>
  )
}

/** What stands against the definition of a file. */
function OwnFaults({ text }: { readonly text: string }): ReactNode {
  const { t } = useTexts()
  const read = useMemo(() => readDefinition(text), [text])
  if (read.kind === 'not-json') return <Notice kind="fault">{t('amend.notJson')}</Notice>
  return read.kind === 'faults' ? (
    <DefinitionFaults
      said={t('amend.faults', { count: read.faults.length })}
      faults={read.faults}
    />
  ) : null
}
