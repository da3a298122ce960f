import { Button, FileInput, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { loadDictionary } from '../../shared/api/routes/coding.ts'
import type { DictionaryKind } from '../../shared/coding/dictionary.ts'
import { readTextFile } from '../kit/decode-file.ts'
import { call } from '../kit/http.ts'
import { Notice } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { invalidateStudyData } from '../kit/queries.ts'
import { useTexts } from '../kit/texts.ts'

interface LoadReleaseProps {
  readonly study: string
  readonly onDone: () => void
}

/** Loads a release of a dictionary from the files of the own licence. */
export function LoadRelease({ study, onDone }: LoadReleaseProps): ReactNode {
  const { t } = useTexts()
  const client = useQueryClient()
  const [kind, setKind] = useState<DictionaryKind>('MEDDRA')
  const [release, setRelease] = useState('')
  const [files, setFiles] = useState<File[]>([])
  const loading = useMutation({
    mutationFn: async () =>
      call(loadDictionary, {
        params: { study },
        body: { kind, release: release.trim(), files: await textsOf(files) },
      }),
    onSuccess: async () => {
      await invalidateStudyData(client, study)
      onDone()
    },
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        loading.mutate()
      }}
    >
      <Notice kind="note">{t('coding.licence')}</Notice>
      <div className={page['filters']}>
        <KindChoice kind={kind} onChoose={setKind} />
        <TextInput
          size="xs"
          label={t('coding.release')}
          placeholder="27.1"
          maxLength={40}
          value={release}
          onChange={(event) => {
            setRelease(event.currentTarget.value)
          }}
        />
        <FileChoice files={files} onChoose={setFiles} />
        <Button
          type="submit"
          size="xs"
          disabled={release.trim() === '' || files.length === 0}
          loading={loading.isPending}
        >
          {t('coding.loadNow')}
        </Button>
        <Button variant="default" size="xs" onClick={onDone}>
          {t('frame.close')}
        </Button>
      </div>
      <p className={page['soft']}>{t(`coding.files.${kind}`)}</p>
      <ProblemNotice error={loading.error} />
    </form>
  )
}

interface KindChoiceProps {
  readonly kind: DictionaryKind
  readonly onChoose: (kind: DictionaryKind) => void
}

function KindChoice({ kind, onChoose }: KindChoiceProps): ReactNode {
  const { t } = useTexts()
  return (
    <NativeSelect
      size="xs"
      label={t('coding.kind')}
      value={kind}
      data={(['MEDDRA', 'WHODRUG'] as const).map((value) => ({
        value,
        label: t(`coding.kind.${value}`),
      }))}
      onChange={(event) => {
        onChoose(event.currentTarget.value === 'WHODRUG' ? 'WHODRUG' : 'MEDDRA')
      }}
    />
  )
}

interface FileChoiceProps {
  readonly files: File[]
  readonly onChoose: (files: File[]) => void
}

function FileChoice({ files, onChoose }: FileChoiceProps): ReactNode {
  const { t } = useTexts()
  return (
    <FileInput
      size="xs"
      multiple
      w={320}
      label={t('coding.files')}
      placeholder={t('coding.files')}
      value={files}
      onChange={onChoose}
    />
  )
}

function textsOf(files: readonly File[]): Promise<{ name: string; text: string }[]> {
  return Promise.all(
    files.map(async (file) => ({ name: file.name, text: await readTextFile(file) })),
  )
}
