import { Button, Checkbox, FileInput } from '@mantine/core'
import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import type { ResponseOf } from '../../shared/api/define.ts'
import {
  importQueries,
  previewQueryImport,
  type ImportRow,
} from '../../shared/api/routes/queries.ts'
import type { Study } from '../../shared/api/routes/studies.ts'
import { IMPORT_ROWS_MAX } from '../../shared/queries/import-file.ts'
import { readTextFile } from '../kit/decode-file.ts'
import { call, newIdempotencyKey } from '../kit/http.ts'
import { Notice, Page } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { invalidateStudyData } from '../kit/queries.ts'
import { useStudy } from '../kit/subject-data.ts'
import { studyPath } from '../kit/subject-paths.ts'
import type { TableColumn } from '../kit/table/columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'
import css from './clean-data.module.css'

/** A file that was looked at. */
interface Preview {
  readonly fileName: string
  readonly text: string
  readonly rows: readonly ImportRow[]
  /** One for each look: a confirmation that is sent twice opens once. */
  readonly idempotencyKey: string
}

type Imported = ResponseOf<typeof importQueries>
type Importing = UseMutationResult<Imported, Error, Preview>

/** Opens queries from a file: first the rows with what is wrong with each, then all of them at once. */
export function ImportPage(): ReactNode {
  const { t } = useTexts()
  const study = useStudy()
  const client = useQueryClient()
  const looking = useMutation({ mutationFn: (file: File) => look(study.id, file) })
  const importing: Importing = useMutation({
    mutationFn: ({ text, fileName, rows, idempotencyKey }: Preview) =>
      call(importQueries, {
        params: { study: study.id },
        body: { text, fileName, leaveOut: rows.filter(isFaulty).map(({ line }) => line) },
        idempotencyKey,
      }),
    onSuccess: () => invalidateStudyData(client, study.id),
  })
  const preview = looking.data
  return (
    <Page
      crumbs={[
        { label: t('nav.work'), to: '/' },
        { label: study.id, to: studyPath(study.id) },
        { label: t('nav.queries'), to: studyPath(study.id, '/queries') },
      ]}
      title={t('queryImport.title')}
      state={
        preview === undefined
          ? undefined
          : t('queryImport.state', {
              rows: preview.rows.length,
              faulty: preview.rows.filter(isFaulty).length,
            })
      }
    >
      <p className={css['asked']}>{t('queryImport.help', { max: IMPORT_ROWS_MAX })}</p>
      <FileChoice
        pending={looking.isPending}
        onChoose={(file) => {
          importing.reset()
          if (file === null) looking.reset()
          else looking.mutate(file)
        }}
      />
      <ProblemNotice error={looking.error} />
      {preview !== undefined && (
        <Decision
          key={preview.idempotencyKey}
          study={study}
          preview={preview}
          importing={importing}
        />
      )}
      {preview !== undefined && <Rows rows={preview.rows} />}
    </Page>
  )
}

async function look(study: string, file: File): Promise<Preview> {
  const text = await readTextFile(file)
  const { rows } = await call(previewQueryImport, { params: { study }, body: { text } })
  return { fileName: file.name, text, rows, idempotencyKey: newIdempotencyKey() }
}

function isFaulty({ faults }: ImportRow): boolean {
  return faults.length > 0
}

interface FileChoiceProps {
  readonly pending: boolean
  readonly onChoose: (file: File | null) => void
}

function FileChoice({ pending, onChoose }: FileChoiceProps): ReactNode {
  const { t } = useTexts()
  return (
    <FileInput
      w={360}
      accept=".csv,.tsv,.txt,text/csv"
      label={t('queryImport.choose')}
      placeholder={t('queryImport.choose')}
      disabled={pending}
      clearable
      onChange={onChoose}
    />
  )
}

interface DecisionProps {
  readonly study: Study
  readonly preview: Preview
  readonly importing: Importing
}

/** What is to happen with the file. Faulty rows stay out only where that is said. */
function Decision({ study, preview, importing }: DecisionProps): ReactNode {
  const { t } = useTexts()
  const [leaveOut, setLeaveOut] = useState(false)
  const faulty = preview.rows.filter(isFaulty).length
  const good = preview.rows.length - faulty
  if (importing.data !== undefined) {
    return (
      <Notice kind="note">
        {t('queryImport.done', importing.data)}{' '}
        <Link to={studyPath(study.id, '/queries?kind=manual')}>{t('queryImport.seeThem')}</Link>
      </Notice>
    )
  }
  return (
    <div className={css['decision']}>
      <p className={page['soft']}>{t('queryImport.nothingStored')}</p>
      {faulty > 0 && good > 0 && (
        <Checkbox
          label={t('queryImport.leaveOut', { count: faulty })}
          checked={leaveOut}
          onChange={(event) => {
            setLeaveOut(event.currentTarget.checked)
          }}
        />
      )}
      <Button
        w="fit-content"
        disabled={good === 0 || (faulty > 0 && !leaveOut)}
        loading={importing.isPending}
        onClick={() => {
          importing.mutate(preview)
        }}
      >
        {t('queryImport.open', { count: good })}
      </Button>
      <ProblemNotice error={importing.error} />
    </div>
  )
}

function Rows({ rows }: { readonly rows: readonly ImportRow[] }): ReactNode {
  const texts = useTexts()
  return (
    <SortableTable name="query-import" rows={rows} columns={columnsOf(texts)}>
      {(row) => <PreviewRow key={row.line} row={row} />}
    </SortableTable>
  )
}

function columnsOf(texts: Texts): readonly TableColumn<ImportRow>[] {
  const { t } = texts
  return [
    { key: 'line', head: t('queryImport.line'), numeric: true, value: ({ line }) => line },
    {
      key: 'verdict',
      head: t('queryImport.verdict'),
      value: (row) => verdictOf(row, texts).join(' '),
    },
    { key: 'subjid', head: t('query.subject'), value: ({ subjid }) => subjid },
    { key: 'visit', head: t('visit.visit'), value: ({ visit }) => visit },
    { key: 'form', head: t('query.form'), value: ({ form }) => form },
    { key: 'row', head: t('queryImport.row'), value: ({ row }) => row },
    { key: 'item', head: t('queryImport.item'), value: ({ item }) => item },
    { key: 'text', head: t('queryImport.text'), value: ({ text }) => text },
  ]
}

/** What happens with the row: each fault with its line and column, else that it is opened. */
function verdictOf({ line, faults }: ImportRow, { t }: Texts): readonly string[] {
  if (faults.length === 0) return [t('queryImport.opens')]
  return faults.map(({ column, fault }) => t(`queryImport.fault.${fault}`, { line, column }))
}

function PreviewRow({ row }: { readonly row: ImportRow }): ReactNode {
  const texts = useTexts()
  const isBad = isFaulty(row)
  return (
    <tr data-faulty={isBad ? true : undefined}>
      <td className={page['number']}>{row.line}</td>
      <td className={css['verdict']}>
        {verdictOf(row, texts).map((text) => (
          <div key={text} className={isBad ? css['fault'] : undefined}>
            <span aria-hidden="true">{isBad ? '✕' : '✓'}</span> {text}
          </div>
        ))}
        {row.leading !== null && (
          <div className={css['retire']}>△ {texts.t('query.leading', { words: row.leading })}</div>
        )}
      </td>
      <td className={page['nowrap']}>{row.subjid}</td>
      <td className={page['nowrap']}>{row.visit}</td>
      <td>{row.form}</td>
      <td>{row.row}</td>
      <td>{row.item}</td>
      <td className={css['asked']}>{row.text}</td>
    </tr>
  )
}
