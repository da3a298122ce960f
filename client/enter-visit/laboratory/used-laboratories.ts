import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { LaboratoryView } from '../../../shared/api/routes/laboratories.ts'
import type { UsedLaboratory } from '../../../shared/laboratory/fill-row.ts'
import type { Sampled } from '../../../shared/laboratory/normal-range.ts'
import { laboratoriesQuery } from '../../kit/queries.ts'
import type { SubjectScreen } from '../../kit/subject-data.ts'

/** A laboratory as it is used at the subject's site. */
export type SiteLaboratory = UsedLaboratory & Pick<LaboratoryView, 'id' | 'mappings'>

const NONE: readonly LaboratoryView[] = []

/** The laboratories that the subject's site uses; none until they are loaded. */
export function useSiteLaboratories({ study, subject }: SubjectScreen): readonly SiteLaboratory[] {
  const laboratories = useQuery(laboratoriesQuery(study.id)).data?.laboratories ?? NONE
  return useMemo(
    () =>
      laboratories
        .filter(({ site }) => site === null || site === subject.site)
        .map(({ units, mappings, ...rest }) => ({
          ...rest,
          units: units[subject.site] ?? {},
          mappings: mappings.filter(({ site }) => site === subject.site),
        })),
    [laboratories, subject.site],
  )
}

/** What of a subject tells normal ranges apart. */
export function sampledOf({ present }: Pick<SubjectScreen, 'present'>): Sampled {
  const items = present.find(({ form }) => form === 'subjects')?.values.items
  return { sex: items?.['SEX'] ?? null, birth: items?.['BRTHDAT'] ?? null }
}
