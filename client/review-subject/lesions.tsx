import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { valueText } from '../kit/form/value-text.ts'
import { EmptyState, Section } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import type { SubjectScreen } from '../kit/subject-data.ts'
import { subjectPath } from '../kit/subject-paths.ts'
import type { TableColumn } from '../kit/table/columns.ts'
import { sizeOf } from '../kit/table/columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'
import css from './course.module.css'
import { codedText } from './mark-texts.ts'

interface LesionRow {
  readonly id: string
  readonly where: string
  readonly group: string
  /** By visit: the diameter or state as entered. */
  readonly sizes: ReadonlyMap<string, string>
}

/** The lesions with their sizes visit by visit, folded; the ledger itself is a link. */
export function Lesions({ screen }: { readonly screen: SubjectScreen }): ReactNode {
  const texts = useTexts()
  const { t } = texts
  const { rows, visits } = lesionRows(screen, texts)
  return (
    <Section
      title={t('now.lesions')}
      aside={
        <Link to={subjectPath(screen.study.id, screen.subject.subjid, '/tumour')}>
          {t('now.openLedger')}
        </Link>
      }
    >
      {rows.length === 0 ? (
        <EmptyState>{t('ledger.noLesions')}</EmptyState>
      ) : (
        <details className={css['fold']}>
          <summary>{t('now.lesionLedger')}</summary>
          <SortableTable name="lesions" rows={rows} columns={columnsOf(visits, texts)}>
            {(row) => (
              <tr key={row.id}>
                <th scope="row">{row.id}</th>
                <td>{row.group}</td>
                <td>{row.where}</td>
                {visits.map((visit) => (
                  <td key={visit} className={page['number']}>
                    {row.sizes.get(visit)}
                  </td>
                ))}
              </tr>
            )}
          </SortableTable>
        </details>
      )}
    </Section>
  )
}

function columnsOf(visits: readonly string[], { t }: Texts): readonly TableColumn<LesionRow>[] {
  return [
    { key: 'lesion', head: t('ledger.lesion'), value: ({ id }) => id },
    { key: 'group', head: t('course.lane'), value: ({ group }) => group },
    { key: 'where', head: t('changes.where'), value: ({ where }) => where },
    ...visits.map((visit) => ({
      key: `at-${visit}`,
      head: `${visit}, mm`,
      numeric: true,
      value: ({ sizes }: LesionRow) => sizes.get(visit) ?? null,
      order: ({ sizes }: LesionRow) => sizeOf(sizes.get(visit)),
    })),
  ]
}

function lesionRows(
  screen: SubjectScreen,
  texts: Texts,
): { readonly rows: readonly LesionRow[]; readonly visits: readonly string[] } {
  const { present, cells, study } = screen
  const words = stateWords(screen, texts)
  const measured = new Set(
    study.definition.forms
      .filter(({ group }) => group?.file === 'measurements')
      .map(({ key }) => key),
  )
  const assessments = present.filter(({ form }) => measured.has(form))
  const visits = cells
    .map(({ visit }) => visit)
    .filter((visit) => assessments.some((record) => record.visit === visit))
  const rows = present
    .filter(({ form }) => form === 'lesions')
    .map(({ form, values: { items } }) => {
      const of = { form, values: items }
      const id = items['TULNKID'] ?? ''
      const sizes = assessments.flatMap(({ visit, values }) => {
        const row = values.rows.find(({ TRLNKID }) => TRLNKID === id)
        return row === undefined || visit === null ? [] : [[visit, sizeText(row, words)] as const]
      })
      const where = ['TULOC', 'TUSIDE', 'TUSEGM'].map((item) => codedText(screen, of, item, texts))
      return {
        id,
        group: codedText(screen, of, 'TUGRPID', texts),
        where: where.filter((text) => text !== '').join(' · '),
        sizes: new Map(sizes),
      }
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1))
  return { rows, visits }
}

type StateWords = (item: string, row: Readonly<Record<string, string>>) => string

/** A state in the words of the form that asked for it. */
function stateWords({ study }: SubjectScreen, { language }: Texts): StateWords {
  const items = study.definition.forms.flatMap(({ group }) =>
    group?.file === 'measurements' ? group.items : [],
  )
  return (key, row) => {
    const item = items.find((one) => one.key === key)
    return item === undefined ? (row[key] ?? '') : valueText(item, row, language)
  }
}

/** As it was entered: whole and viable diameter, short axis of a node, or the state in its place. */
function sizeText(row: Readonly<Record<string, string>>, words: StateWords): string {
  const { LDIAM = '', VDIAM = '', SAXIS = '', TUMSTATE = '' } = row
  const [size] = [LDIAM, SAXIS].filter((text) => text !== '')
  const whole = size ?? words(TUMSTATE === '' ? 'TRSTAT' : 'TUMSTATE', row)
  return VDIAM === '' ? whole : `${whole} (${VDIAM})`
}
