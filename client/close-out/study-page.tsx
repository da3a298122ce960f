import { Select } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import type { ResponseOf } from '../../shared/api/define.ts'
import type { getStudyCloseOut } from '../../shared/api/routes/locks.ts'
import type { Study } from '../../shared/api/routes/studies.ts'
import { Loading, Page, Section } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { usePermissions } from '../kit/session.ts'
import { useStudy } from '../kit/subject-data.ts'
import { studyPath, subjectPath } from '../kit/subject-paths.ts'
import type { TableColumn } from '../kit/table/columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'
import { Checklist, useChosenKind } from './checklist.tsx'
import css from './close-out.module.css'
import { HoldForm } from './hold-form.tsx'
import { LockTables } from './lock-tables.tsx'
import { studyCloseOutQuery } from './queries.ts'

type CloseOut = ResponseOf<typeof getStudyCloseOut>

/** How far a study is from its lock: what is open, subject by subject, and what is held already. */
export function CloseOutPage(): ReactNode {
  const { t } = useTexts()
  const study = useStudy()
  const kind = useChosenKind()
  const { data, error } = useQuery({
    ...studyCloseOutQuery(study.id, kind),
    placeholderData: keepPreviousData,
  })
  return (
    <Page
      crumbs={[
        { label: t('nav.work'), to: '/' },
        { label: study.id, to: studyPath(study.id) },
      ]}
      title={t('closeOut.title')}
      state={data === undefined ? undefined : progressText(data, t)}
    >
      <p className={`${page['soft'] ?? ''} ${css['meaning'] ?? ''}`}>
        {t('closeOut.meaning')} {data?.whole === false && t('closeOut.ofYourSites')}
      </p>
      <ProblemNotice error={error} />
      {data === undefined ? error === null && <Loading /> : <Parts study={study} data={data} />}
    </Page>
  )
}

function progressText({ subjects }: CloseOut, t: Texts['t']): string {
  const held = (kind: 'freeze' | 'lock') => subjects.filter((one) => one.held === kind).length
  return t('closeOut.progress', {
    all: subjects.length,
    locked: held('lock'),
    frozen: held('freeze'),
    clean: subjects.filter(({ open }) => open === 0).length,
  })
}

interface PartProps {
  readonly study: Study
  readonly data: CloseOut
}

function Parts({ study, data }: PartProps): ReactNode {
  const { t } = useTexts()
  const may = usePermissions()
  const count = data.counts.reduce((total, of) => total + of.count, 0)
  const scope = { study: study.id }
  const mayRelease = may('lock.release', scope)
  return (
    <>
      <Section title={t('closeOut.checklist')} aside={t('closeOut.openHere', { count })}>
        <Checklist study={study} {...data} withSubject />
      </Section>
      {(may('lock.freeze', scope) || may('lock.set', scope)) && (
        <Section title={t('closeOut.hold')}>
          <HoldStudy study={study} data={data} />
        </Section>
      )}
      <Section title={t('closeOut.subjects')}>
        <Subjects study={study} data={data} />
      </Section>
      <LockTables
        study={study}
        locks={data.locks}
        mayRelease={({ site, level }) =>
          mayRelease && (level === 'study' ? data.whole : mayAt(study, site, may))
        }
      />
    </>
  )
}

function mayAt(study: Study, site: string | null, may: ReturnType<typeof usePermissions>): boolean {
  return may('lock.release', { study: study.id, ...(site === null ? {} : { site }) })
}

const STUDY = ''

/** Chooses the study or one of its sites. */
function HoldStudy({ study, data }: PartProps): ReactNode {
  const { t } = useTexts()
  const may = usePermissions()
  const [site, setSite] = useState<string | null>(data.whole ? STUDY : null)
  const openAt = (code: string): number => data.sites.find((one) => one.site === code)?.open ?? 0
  const sites = study.sites.map(({ code, name }) => ({
    value: code,
    label: `${code} ${name} · ${t('closeOut.openHere', { count: openAt(code) })}`,
  }))
  const whole = data.whole ? [{ value: STUDY, label: t('closeOut.wholeStudy') }] : []
  return (
    <HoldForm
      study={study.id}
      mayFreeze={may('lock.freeze', { study: study.id })}
      mayLock={may('lock.set', { study: study.id })}
      choice={
        <Select
          label={t('closeOut.where')}
          w={360}
          allowDeselect={false}
          value={site}
          data={[...whole, ...sites]}
          onChange={setSite}
        />
      }
      holdingOf={(kind, reason) => {
        if (site === null) return null
        const body =
          site === STUDY
            ? { level: 'study' as const, reason }
            : { level: 'site' as const, site, reason }
        return { kind, subjid: null, body }
      }}
    />
  )
}

type SubjectRow = CloseOut['subjects'][number]

function Subjects({ study, data }: PartProps): ReactNode {
  const { t } = useTexts()
  const heldText = ({ held }: SubjectRow): string =>
    t(held === null ? 'closeOut.notHeld' : `lock.kind.${held}`)
  const columns: readonly TableColumn<SubjectRow>[] = [
    { key: 'subjid', head: t('closeOut.subject'), value: ({ subjid }) => subjid },
    { key: 'site', head: t('lock.level.site'), value: ({ site }) => site },
    { key: 'held', head: t('closeOut.held'), value: heldText, code: ({ held }) => held ?? 'none' },
    { key: 'open', head: t('closeOut.open'), value: ({ open }) => open, numeric: true },
  ]
  return (
    <SortableTable name="subjects" rows={data.subjects} columns={columns} width={640}>
      {(subject) => (
        <tr key={subject.subjid}>
          <th scope="row">
            <Link to={subjectPath(study.id, subject.subjid, '/close-out')}>{subject.subjid}</Link>
          </th>
          <td>{subject.site}</td>
          <td>{heldText(subject)}</td>
          <td className={page['number']}>{subject.open}</td>
        </tr>
      )}
    </SortableTable>
  )
}
