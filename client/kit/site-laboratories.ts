import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { LaboratoryView } from '../../shared/api/routes/laboratories.ts'
import type { UsedLaboratory } from '../../shared/laboratory/fill-row.ts'
import { laboratoriesQuery } from './queries.ts'

/** A laboratory as it is used at the subject's site. */
export type SiteLaboratory = UsedLaboratory & Pick<LaboratoryView, 'id' | 'mappings'>

const NONE: readonly LaboratoryView[] = []

/** The laboratories that a subject's site uses; none until they are loaded. They are, where `wanted`. */
export function useSiteLaboratories(
  study: string,
  site: string,
  wanted = true,
): readonly SiteLaboratory[] {
  const { data } = useQuery({ ...laboratoriesQuery(study), enabled: wanted })
  const laboratories = data?.laboratories ?? NONE
  return useMemo(
    () =>
      laboratories
        .filter((one) => one.site === null || one.site === site)
        .map(({ units, mappings, ...rest }) => ({
          ...rest,
          units: units[site] ?? {},
          mappings: mappings.filter((mapping) => mapping.site === site),
        })),
    [laboratories, site],
  )
}
